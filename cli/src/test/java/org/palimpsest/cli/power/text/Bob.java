package org.palimpsest.cli.power.text;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.palimpsest.corpus.run.AtomicOutput;
import org.palimpsest.inference.engine.Checkpoint;
import org.palimpsest.inference.engine.DjlTextGenerator;
import org.palimpsest.inference.engine.DjlTokenizer;
import org.palimpsest.inference.engine.TorchRuntime;
import org.palimpsest.inference.generation.GenerationOptions;
import org.palimpsest.inference.generation.TokenPrompt;

/** Writes texts with a model: tokens as the text spells them, without the prompt. What is there is not written again. */
final class Bob {
    /** Tokens of a prompt. */
    static final int PROMPT = 20;

    private final Path folder;
    private final Alice alice;
    private final TorchRuntime runtime;
    private final DjlTokenizer tokenizer;

    Bob(Path folder, Alice alice, TorchRuntime runtime, DjlTokenizer tokenizer) {
        this.folder = folder.resolve("texts");
        this.alice = alice;
        this.runtime = runtime;
        this.tokenizer = tokenizer;
    }

    /**
     * What to write.
     *
     * @param count how many texts, each after the beginning of another held-out sequence
     * @param tokens new ones of each
     * @param temperature of sampling, 0 for the likeliest token
     */
    record Wish(int count, int tokens, double temperature) {}

    /** Texts of a model; their spelling is what an auditor reads back. */
    List<int[]> write(String name, Path model, Wish wish, long seed) throws IOException {
        Path file = folder.resolve(String.format(
                Locale.ROOT, "%s-%s-%d-%d-%d.txt", name, wish.temperature(), wish.count(), wish.tokens(), seed));
        if (!Files.exists(file)) {
            Files.createDirectories(folder);
            String lines = generated(model, wish, seed).stream()
                    .map(text -> IntStream.of(text).mapToObj(Integer::toString).collect(Collectors.joining(" ")) + "\n")
                    .collect(Collectors.joining());
            AtomicOutput.write(file, lines.getBytes(StandardCharsets.US_ASCII));
        }
        return Files.readAllLines(file, StandardCharsets.US_ASCII).stream()
                .filter(line -> !line.isEmpty())
                .map(line -> Arrays.stream(line.split(" "))
                        .mapToInt(Integer::parseInt)
                        .toArray())
                .toList();
    }

    private List<int[]> generated(Path model, Wish wish, long seed) throws IOException {
        List<TokenPrompt> prompts = new ArrayList<>();
        for (int i = 0; i < wish.count(); i++) {
            prompts.add(
                    new TokenPrompt("p" + i, 0, Alice.opening(alice.heldOut().get(i), PROMPT)));
        }
        GenerationOptions options = new GenerationOptions(wish.tokens(), wish.temperature(), 1, seed);
        try (Checkpoint open = Checkpoint.load(runtime, model);
                DjlTextGenerator generator =
                        new DjlTextGenerator(open, new DjlTextGenerator.Options(128, 512L << 20))) {
            List<String> texts = generator.generateTokens(prompts, options).stream()
                    .map(written -> tokenizer.decode(written.tokens()))
                    .toList();
            return tokenizer.encodeAll(texts);
        }
    }

    /** What people wrote after the same prompts. */
    List<int[]> people(int count, int tokens) {
        return alice.heldOut().subList(0, count).stream()
                .map(s -> Arrays.copyOfRange(s.tokens(), PROMPT + 1, Math.min(s.tokens().length, PROMPT + 1 + tokens)))
                .toList();
    }
}
