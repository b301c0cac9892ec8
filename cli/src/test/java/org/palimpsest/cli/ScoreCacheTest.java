package org.palimpsest.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class ScoreCacheTest {
    /** More than a window, some texts longer than the model's limit, some twice. */
    private static final int DOCUMENTS = 1400;

    @TempDir
    private Path folder;

    private Path texts() throws IOException {
        StringBuilder rows = new StringBuilder();
        String words = "the state of the Union is strong and the people are at peace with the world ".repeat(8);
        for (int i = 0; i < DOCUMENTS; i++) {
            int length = i % 300 == 0 ? 500 : 3 + i * 7919 % 19;
            rows.append("{\"id\":\"d")
                    .append(i)
                    .append("\",\"text\":\"")
                    .append(words, i * 31 % 70, i * 31 % 70 + length)
                    .append("\"}\n");
        }
        return Files.writeString(folder.resolve("texts.jsonl"), rows);
    }

    private static long cached(Path cache) throws IOException {
        if (!Files.isDirectory(cache)) {
            return 0;
        }
        long bytes = 0;
        try (Stream<Path> files = Files.list(cache)) {
            for (Path file : files.toList()) {
                bytes += Files.size(file);
            }
        }
        return bytes;
    }

    /** Killed while it writes or scores, at any moment after its first window. */
    @Test
    @Timeout(400)
    void aKilledRunGoesOnToTheSameBytes() throws IOException, InterruptedException {
        Path model = SmallModel.write(folder.resolve("model"));
        Path texts = texts();
        Path cache = folder.resolve("cache");
        Path out = folder.resolve("out.jsonl");
        List<String> arguments = new ArrayList<>(List.of(
                "score",
                "--model",
                model.toString(),
                "--input",
                texts.toString(),
                "--threads",
                "1",
                "--moments",
                "--cache"));
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                Palimpsest.class.getName()));
        command.addAll(arguments);
        command.addAll(List.of(cache.toString(), "--out", out.toString()));
        Process child = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("child.log").toFile())
                .start();
        while (child.isAlive() && cached(cache) < 10_000) {
            TimeUnit.MILLISECONDS.sleep(10);
        }
        child.destroyForcibly().waitFor();
        assertThat(out).as(Files.readString(folder.resolve("child.log"))).doesNotExist();
        long kept = cached(cache);
        assertThat(kept).isGreaterThanOrEqualTo(10_000);

        arguments.add(cache.toString());
        String resumed = Run.of(arguments.toArray()).done().out();
        long whole = cached(cache);
        assertThat(whole).isGreaterThan(kept);
        arguments.set(arguments.size() - 1, folder.resolve("fresh").toString());
        assertThat(Run.of(arguments.toArray()).done().out()).isEqualTo(resumed);
        assertThat(cached(folder.resolve("fresh"))).isEqualTo(whole);
        assertThat(resumed.lines()).hasSize(DOCUMENTS);
    }

    @Test
    void aCacheIsOfOneWayToScore() throws IOException {
        Path model = SmallModel.write(folder.resolve("model"));
        Path texts =
                Files.writeString(folder.resolve("texts.jsonl"), "{\"id\":\"a\",\"text\":\"the people are at peace\"}");
        Path cache = folder.resolve("cache");
        String plain = Run.of("score", "--model", model, "--input", texts, "--cache", cache)
                .done()
                .out();
        assertThat(Run.of("score", "--model", model, "--input", texts).done().out())
                .isEqualTo(plain);
        assertThat(Run.of("score", "--model", model, "--input", texts, "--cache", cache)
                        .done()
                        .out())
                .isEqualTo(plain);
        for (List<Object> other : List.<List<Object>>of(
                List.of("--bos"), List.of("--dtype", "bf16"), List.of("--window", 9), List.of("--moments"))) {
            List<Object> arguments =
                    new ArrayList<>(List.of("score", "--model", model, "--input", texts, "--cache", cache));
            arguments.addAll(other);
            assertThat(Run.of(arguments.toArray()).done().out())
                    .as(other.toString())
                    .isNotEqualTo(plain);
        }
        try (Stream<Path> files = Files.list(cache)) {
            assertThat(files).hasSize(5);
        }
    }
}
