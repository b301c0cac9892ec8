package org.palimpsest.provenance.dataset;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.palimpsest.stats.Alternative;
import org.palimpsest.stats.PermutationTest;
import org.palimpsest.stats.TestResult;

/**
 * What the order of a benchmark says without any model. Where examples that stand together are alike (questions about one
 * passage, classes in turn), every model that reads them in a row finds the published order likelier, whether it knows it or not,
 * and the exchangeability test says nothing. Where lengths follow the order it was not shuffled.
 *
 * @param permutations of each test, at least 100 so that p &lt; 0.01 can be reached
 * @param seed of the permutations
 */
public record OrderBaseline(int permutations, long seed) {
    /** Below this p-value the order shows in the texts. */
    public static final double LEVEL = 0.01;

    private static final Pattern BLANKS = Pattern.compile("\\s+");

    /**
     * Checks the number of permutations.
     *
     * @throws IllegalArgumentException if it is below 100
     */
    public OrderBaseline {
        if (permutations < 100) {
            throw new IllegalArgumentException("permutations must be at least 100, got " + permutations);
        }
    }

    /**
     * Tests an order; O(words) a permutation.
     *
     * @param examples the texts in the order in which they are published, at least 3
     * @throws IllegalArgumentException if there are fewer than 3
     */
    public Result test(List<String> examples) {
        if (examples.size() < 3) {
            throw new IllegalArgumentException("at least 3 examples are needed, got " + examples.size());
        }
        List<Set<String>> words = examples.stream().map(OrderBaseline::words).toList();
        double[] lengths = examples.stream().mapToDouble(String::length).toArray();
        double[] places = new double[lengths.length];
        Arrays.setAll(places, i -> i);
        PermutationTest test =
                PermutationTest.withDefaults().withPermutations(permutations).withSeed(seed);
        TestResult neighbours = test.with(Alternative.GREATER)
                .test(lengths.length, order -> likeness(words, order))
                .test();
        boolean varies = Arrays.stream(lengths).distinct().count() > 1;
        TestResult trend = varies
                ? test.spearman(places, lengths).test()
                : test.test(lengths.length, order -> 0).test();
        return new Result(
                ClusterTest.named(
                        "neighbouring examples are no more alike than examples of a random order", neighbours),
                ClusterTest.named("the order of the examples is independent of their lengths", trend));
    }

    private static Set<String> words(String text) {
        Set<String> words = new HashSet<>(Arrays.asList(BLANKS.split(text.toLowerCase(Locale.ROOT), -1)));
        words.remove("");
        return words;
    }

    /** The mean over neighbours of shared words over all words (Jaccard). */
    private static double likeness(List<Set<String>> words, int[] order) {
        double sum = 0;
        for (int i = 1; i < order.length; i++) {
            Set<String> a = words.get(order[i - 1]);
            Set<String> b = words.get(order[i]);
            Set<String> fewer = a.size() < b.size() ? a : b;
            Set<String> more = fewer == a ? b : a;
            long shared = fewer.stream().filter(more::contains).count();
            long all = a.size() + b.size() - shared;
            sum += all == 0 ? 0 : (double) shared / all;
        }
        return sum / (order.length - 1);
    }

    /**
     * The outcome.
     *
     * @param neighbours whether neighbours are more alike; the statistic is their mean likeness
     * @param lengths whether lengths follow the order; the statistic is Spearman's correlation, two-sided
     */
    public record Result(TestResult neighbours, TestResult lengths) {
        /** Whether the order shows without a model, at half the level for each of the two tests. */
        public boolean confounds() {
            return Math.min(neighbours.pValue(), lengths.pValue()) < LEVEL / 2;
        }
    }
}
