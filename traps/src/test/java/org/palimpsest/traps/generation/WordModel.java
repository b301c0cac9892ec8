package org.palimpsest.traps.generation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.palimpsest.corpus.Document;
import org.palimpsest.corpus.Tokenizer;
import org.palimpsest.inference.generation.GenerationOptions;
import org.palimpsest.inference.generation.TextGenerator;
import org.palimpsest.inference.likelihood.TokenScorer;
import org.palimpsest.inference.likelihood.TokenScores;
import org.palimpsest.inference.likelihood.TopTokens;
import org.palimpsest.stats.RandomStream;

/**
 * A model of independent words w0, w1, ...: word i has log-probability {@code -i / scale} but for a constant. A word that it does not
 * know is its last one. Its tokens are its words; it knows no white space but single spaces.
 */
record WordModel(int words, double scale, int top) implements TextGenerator, TokenScorer, Tokenizer {
    @Override
    public List<String> generate(List<String> prompts, GenerationOptions options) {
        double[] law = IntStream.range(0, words)
                .mapToDouble(i -> Math.exp(-i / scale / options.temperature()))
                .toArray();
        double sum = Arrays.stream(law).sum();
        List<String> texts = new ArrayList<>();
        for (int p = 0; p < prompts.size(); p++) {
            RandomGenerator random = RandomStream.of(options.seed(), "text " + p);
            texts.add(IntStream.range(0, options.maxNewTokens())
                    .mapToObj(i -> " w" + draw(law, random.nextDouble() * sum))
                    .collect(Collectors.joining()));
        }
        return texts;
    }

    private static int draw(double[] law, double place) {
        double rest = place;
        int word = 0;
        while (word < law.length - 1 && rest > law[word]) {
            rest -= law[word];
            word++;
        }
        return word;
    }

    private double logSum() {
        return Math.log(
                IntStream.range(0, words).mapToDouble(i -> Math.exp(-i / scale)).sum());
    }

    double logProbability(int word) {
        return -word / scale - logSum();
    }

    @Override
    public List<TokenScores> score(List<Document> documents) {
        return documents.stream().map(this::score).toList();
    }

    private TokenScores score(Document document) {
        int @Nullable [] given = document.tokens();
        int[] tokens = given == null ? encode(document.text()) : given;
        double constant = logSum();
        double[] logs =
                Arrays.stream(tokens).mapToDouble(id -> -id / scale - constant).toArray();
        TopTokens likeliest = top == 0
                ? null
                : new TopTokens(
                        top,
                        IntStream.range(0, top * tokens.length)
                                .map(i -> i % top)
                                .toArray(),
                        IntStream.range(0, top * tokens.length)
                                .mapToDouble(i -> logProbability(i % top))
                                .toArray());
        return new TokenScores(document.id(), tokens, logs, null, null, likeliest);
    }

    @Override
    public int[] encode(String text) {
        return Arrays.stream(text.split(" ", -1))
                .filter(word -> !word.isEmpty())
                .mapToInt(this::id)
                .toArray();
    }

    private int id(String word) {
        return word.matches("w[0-9]+") ? Integer.parseInt(word.substring(1)) : words - 1;
    }

    @Override
    public String decode(int[] tokens) {
        return Arrays.stream(tokens).mapToObj(id -> "w" + id).collect(Collectors.joining(" "));
    }

    @Override
    public int vocabularySize() {
        return words;
    }

    @Override
    public String fingerprint() {
        return "words-" + words + "-" + scale;
    }

    @Override
    public void close() {
        // holds nothing
    }
}
