package org.palimpsest.inference.engine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Megabytes (10^6 bytes of UTF-8) a second of a tokenizer, text by text and many at once. Arguments: a {@code tokenizer.json}, a text file
 * that is cut into texts of 2,000 characters, repetitions. The first repetition warms up.
 */
final class TokenizerBench {
    private static final int CHARACTERS = 2000;

    private TokenizerBench() {}

    public static void main(String[] arguments) throws IOException {
        String text = Files.readString(Path.of(arguments[1]));
        List<String> texts = new ArrayList<>();
        for (int from = 0; from < text.length(); from += CHARACTERS) {
            texts.add(text.substring(from, Math.min(text.length(), from + CHARACTERS)));
        }
        double megabytes = text.getBytes(StandardCharsets.UTF_8).length / 1e6;
        try (DjlTokenizer tokenizer = DjlTokenizer.load(Path.of(arguments[0]))) {
            for (int i = 0; i < Integer.parseInt(arguments[2]); i++) {
                long start = System.nanoTime();
                long tokens = texts.stream()
                        .mapToLong(t -> tokenizer.encode(t).length)
                        .sum();
                long middle = System.nanoTime();
                tokenizer.encodeAll(texts);
                long end = System.nanoTime();
                System.out.println(String.format(
                        Locale.ROOT,
                        "%d: %.2f MB/s one by one, %.2f MB/s at once, %,d tokens",
                        i,
                        megabytes * 1e9 / (middle - start),
                        megabytes * 1e9 / (end - middle),
                        tokens));
            }
        }
    }
}
