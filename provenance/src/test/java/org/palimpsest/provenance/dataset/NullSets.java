package org.palimpsest.provenance.dataset;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.palimpsest.stats.Alternative;
import org.palimpsest.stats.RandomStream;
import org.palimpsest.stats.WelchTest;

/**
 * Two sets of texts that a model knows alike: authors are dealt to the sets at random, texts of an author resemble each other, features
 * are correlated and may have long tails, as perplexities and ratios have.
 *
 * @param authors of each set
 * @param texts of each author
 * @param features how many
 * @param likeness share of a feature's variance that is the author's, in [0, 1)
 * @param tail standard deviation of the logarithm of a feature; 0: features are normal
 */
record NullSets(int authors, int texts, int features, double likeness, double tail) {
    /** Features, labels and authors of all texts. */
    @SuppressWarnings("ArrayRecordComponent") // a fixture
    record Drawn(double[][] rows, boolean[] suspect, Clusters clusters) {}

    Drawn draw(long seed) {
        RandomGenerator random = RandomStream.of(seed, "null sets");
        int n = 2 * authors * texts;
        double[][] rows = new double[n][];
        boolean[] suspect = new boolean[n];
        int[] author = new int[n];
        for (int a = 0; a < 2 * authors; a++) {
            double[] own = gaussians(features, random);
            for (int t = 0; t < texts; t++) {
                int i = a * texts + t;
                author[i] = a;
                suspect[i] = a % 2 == 0;
                rows[i] = row(own, random);
            }
        }
        return new Drawn(rows, suspect, new Clusters(author, 2 * authors));
    }

    private double[] row(double[] own, RandomGenerator random) {
        double common = random.nextGaussian();
        double[] row = gaussians(features, random);
        for (int j = 0; j < features; j++) {
            double z = Math.sqrt(likeness) * own[j] + Math.sqrt(1 - likeness) * row[j];
            z = Math.sqrt(0.3) * common + Math.sqrt(0.7) * z;
            row[j] = tail == 0 ? z : Math.exp(tail * z);
        }
        return row;
    }

    private static double[] gaussians(int count, RandomGenerator random) {
        double[] values = new double[count];
        Arrays.setAll(values, i -> random.nextGaussian());
        return values;
    }

    /**
     * The published recipe: each set's features are cut at its own quantiles 0.025 and 0.975 and scaled together, then texts (not
     * authors) are dealt into halves, a linear classifier learns on one and a one-sided t test compares its scores on the other.
     */
    static double published(Drawn drawn, long seed) {
        int n = drawn.rows().length;
        double[][] cut = Arrays.stream(drawn.rows()).map(double[]::clone).toArray(double[][]::new);
        for (int j = 0; j < cut[0].length; j++) {
            for (boolean kind : new boolean[] {true, false}) {
                int column = j;
                double[] sorted = IntStream.range(0, n)
                        .filter(i -> drawn.suspect()[i] == kind)
                        .mapToDouble(i -> drawn.rows()[i][column])
                        .sorted()
                        .toArray();
                double low = FeatureScaling.quantile(sorted, 0.025);
                double high = FeatureScaling.quantile(sorted, 0.975);
                for (int i = 0; i < n; i++) {
                    if (drawn.suspect()[i] == kind) {
                        cut[i][j] = Math.max(low, Math.min(high, cut[i][j]));
                    }
                }
            }
        }
        int[] order = RandomStream.permutation(n, RandomStream.of(seed, "published halves"));
        int[] training = Arrays.copyOf(order, n / 2);
        LinearScore score = LinearScore.fit(cut, drawn.suspect(), FeatureScaling.fit(cut, training, 0), training);
        List<Double> in = new ArrayList<>();
        List<Double> out = new ArrayList<>();
        for (int i = n / 2; i < n; i++) {
            (drawn.suspect()[order[i]] ? in : out).add(score.of(cut[order[i]]));
        }
        return WelchTest.withDefaults()
                .with(Alternative.GREATER)
                .with(WelchTest.Degrees.SATTERTHWAITE)
                .test(
                        in.stream().mapToDouble(Double::doubleValue).toArray(),
                        out.stream().mapToDouble(Double::doubleValue).toArray())
                .pValue();
    }
}
