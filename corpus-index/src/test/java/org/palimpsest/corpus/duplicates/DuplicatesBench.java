package org.palimpsest.corpus.duplicates;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import org.palimpsest.corpus.TokenSequence;
import org.palimpsest.stats.RandomStream;

/**
 * Recall beside theory, and processor time of one thread: {@code DuplicatesBench recall TRIALS SEED} and {@code
 * DuplicatesBench speed SEED}. Results stand in docs/experiments/duplicates.md and docs/benchmarks.md.
 */
public final class DuplicatesBench {
    private static final int REPEATS = 5;

    private DuplicatesBench() {}

    /**
     * Runs one of the two.
     *
     * @param args what, and its numbers
     */
    @SuppressWarnings("SystemOut") // a bench that is run by hand prints its table
    public static void main(String[] args) {
        String table = args[0].equals("recall")
                ? recall(Integer.parseInt(args[1]), Long.parseLong(args[2]))
                : speed(Long.parseLong(args[1]));
        System.out.print(table);
    }

    private static String recall(int trials, long seed) {
        StringBuilder table = new StringBuilder();
        List<MinHashScheme> schemes = List.of(
                MinHashScheme.fineWeb(),
                MinHashScheme.slimPajama(),
                MinHashScheme.redPajama2(),
                MinHashScheme.gpt3(),
                MinHashScheme.forThreshold(5, Words.FOLDED, 0.8, 0.95, 256));
        for (MinHashScheme scheme : schemes) {
            table.append("| ").append(scheme.name()).append(" |");
            for (int shared : new int[] {60, 70, 75, 80, 85, 90}) {
                double share = (double) found(scheme, shared, trials, seed) / trials;
                table.append(String.format(
                        Locale.ROOT, " %.4f, %.4f |", share, scheme.candidateProbability(shared / 100.0)));
            }
            table.append('\n');
        }
        return table.toString();
    }

    private static int found(MinHashScheme scheme, int shared, int trials, long seed) {
        MinHash hash = MinHash.withDefaults().with(scheme).withSeed(seed);
        RandomGenerator random = RandomStream.of(seed, "recall " + shared);
        NearDuplicates finder = NearDuplicates.of(scheme);
        for (int i = 0; i < trials; i++) {
            for (ShingleSet set : MinHashTest.pair(shared, 100, random)) {
                finder.add(hash.signature(set));
            }
        }
        int[] found = {0};
        finder.pairs((first, second) -> found[0] += first / 2 == second / 2 ? 1 : 0);
        return found[0];
    }

    private static String speed(long seed) {
        RandomGenerator random = RandomStream.of(seed, "speed");
        List<String> texts = texts(random, 4000, 500);
        long bytes = texts.stream().mapToLong(String::length).sum();
        MinHash hash = MinHash.withDefaults();
        List<ShingleSet> shingles = texts.stream().map(hash::shingles).toList();
        StringBuilder table = new StringBuilder();
        row(table, "words", bytes / 1e6, "MB/s", () -> texts.forEach(Words.FOLDED::of));
        row(table, "words and shingles", bytes / 1e6, "MB/s", () -> texts.forEach(hash::shingles));
        row(table, "signatures of shingles", texts.size(), "documents/s", () -> shingles.forEach(hash::signature));
        row(table, "text to signature", bytes / 1e6, "MB/s", () -> texts.forEach(hash::signature));
        List<int[]> items = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            items.add(zipf(random, 100));
        }
        List<TokenSequence> documents = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            documents.add(new TokenSequence("d" + i, zipf(random, 1000)));
        }
        ScannedText training = ScannedText.of(documents);
        double tokens = training.tokens() / 1e6;
        row(table, "scan, 13-grams", tokens, "M tokens/s", () -> training.counts(items, 13));
        row(table, "scan, unigrams", tokens, "M tokens/s", () -> training.counts(items, 1));
        row(table, "scan, longest exact", tokens, "M tokens/s", () -> training.lengths(items, 1, 0));
        row(table, "scan, Llama 2", tokens, "M tokens/s", () -> training.lengths(items, 10, 4));
        return table.toString();
    }

    private static void row(StringBuilder table, String what, double amount, String unit, Runnable work) {
        double[] seconds = new double[REPEATS];
        work.run();
        for (int i = 0; i < REPEATS; i++) {
            long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            work.run();
            seconds[i] = (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start) / 1e9;
        }
        Arrays.sort(seconds);
        table.append(String.format(Locale.ROOT, "| %s | %.1f %s |%n", what, amount / seconds[REPEATS / 2], unit));
    }

    /** Ids with frequencies that fall as 1/rank, 50,000 of them. */
    private static int[] zipf(RandomGenerator random, int length) {
        int[] tokens = new int[length];
        Arrays.setAll(tokens, i -> (int) Math.pow(50_000, random.nextDouble()) - 1);
        return tokens;
    }

    private static List<String> texts(RandomGenerator random, int count, int words) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            StringBuilder text = new StringBuilder();
            for (int word : zipf(random, words)) {
                text.append("Word").append(Integer.toString(word, 36)).append(word % 9 == 0 ? ". " : " ");
            }
            texts.add(text.toString());
        }
        return texts;
    }
}
