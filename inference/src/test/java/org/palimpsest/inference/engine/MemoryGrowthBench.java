package org.palimpsest.inference.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.palimpsest.corpus.Document;

/**
 * Resident memory while many batches are scored. Arguments: a folder to write a tiny model to, and the number of batches (10,000). Prints a
 * line every tenth; growth between the second and the last is what leaks. Give Java a small heap that does not hide it: {@code -Xms48m
 * -Xmx48m -XX:+UseSerialGC}.
 */
final class MemoryGrowthBench {
    private MemoryGrowthBench() {}

    public static void main(String[] arguments) throws IOException {
        int batches = Integer.parseInt(arguments[1]);
        Path folder = BenchModel.write("tiny", Path.of(arguments[0]));
        try (TorchRuntime runtime = TorchRuntime.start(new TorchRuntime.Options(1));
                Checkpoint model = Checkpoint.load(runtime, folder);
                DjlTokenScorer scorer = new DjlTokenScorer(
                        model,
                        DjlTokenScorer.Options.defaults()
                                .with(ScoringDetail.MOMENTS)
                                .withTopK(2))) {
            for (int i = 1; i <= batches; i++) {
                int[] tokens = TinyModel.tokens(16 + i % 48, 512, i);
                scorer.score(List.of(new Document("d", "", tokens, null, null, null, Map.of())));
                if (i % Math.max(1, batches / 10) == 0) {
                    System.out.println(String.format(Locale.ROOT, "%,d batches: %s", i, resident()));
                }
            }
        }
    }

    private static String resident() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmRSS"))
                .findFirst()
                .orElseThrow();
    }
}
