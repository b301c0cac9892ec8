package org.palimpsest.provenance.query;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.palimpsest.corpus.run.Progress;
import org.palimpsest.stats.Interval;

/**
 * Calibration bench of the query test: fixed scores of a model that never saw an order, tested against many orders
 * that are drawn by the very generator that the trainer uses. Every rejection is a false one.
 *
 * <p>Cost: redraws times permutations times documents.
 *
 * @param permutations permutations of every test; the smallest p-value is 1 / (1 + permutations)
 * @param levels levels at which rejections are counted, each in (0, 1)
 */
public record OrderCalibration(int permutations, List<Double> levels) {
    private static final double CONFIDENCE = 0.95;
    private static final double WEALTH = 20;

    /** Checks the levels. */
    public OrderCalibration {
        levels = List.copyOf(levels);
        for (double level : levels) {
            if (!(level > 0 && level < 1)) {
                throw new IllegalArgumentException("a level must be in (0, 1), got " + level);
            }
        }
    }

    /**
     * 999 permutations; levels 0.05, 0.01 and 0.001.
     *
     * @return the bench
     */
    public static OrderCalibration defaults() {
        return new OrderCalibration(999, List.of(0.05, 0.01, 0.001));
    }

    /**
     * How often a test rejected.
     *
     * @param statistic which p-value or e-value
     * @param level nominal level
     * @param rejections number of redraws at or below the level
     * @param rate rejections over redraws
     * @param interval Clopper-Pearson, 95 %
     */
    public record Rate(String statistic, double level, int rejections, double rate, Interval interval) {}

    /**
     * Tests the same scores against many orders.
     *
     * @param scores log-likelihoods minus the reference's, one a document
     * @param redraws number of orders, at least 1
     * @param order draws the order with a number: position to document
     * @param task told of every redraw
     * @return rates of the permutation p, of the asymptotic p, and of e-values of at least 20 (level 1/20)
     */
    public List<Rate> run(double[] scores, int redraws, IntFunction<int[]> order, Progress.Task task) {
        if (redraws < 1) {
            throw new IllegalArgumentException("redraws must be at least 1, got " + redraws);
        }
        double[] permutationP = new double[redraws];
        double[] asymptoticP = new double[redraws];
        double[] log10E = new double[redraws];
        double[] positions =
                IntStream.range(0, scores.length).mapToDouble(t -> t).toArray();
        for (int r = 0; r < redraws; r++) {
            int[] drawn = order.apply(r);
            double[] inOrder = IntStream.of(drawn).mapToDouble(i -> scores[i]).toArray();
            QueryTest.Result result = QueryTest.withDefaults()
                    .withPermutations(permutations)
                    .withSeed(r)
                    .test(positions, inOrder);
            permutationP[r] = result.permutationP();
            asymptoticP[r] = result.p();
            log10E[r] = result.log10E();
            task.advance(1);
        }
        List<Rate> rates = new ArrayList<>();
        for (double level : levels) {
            rates.add(rate("permutation p", level, permutationP));
            rates.add(rate("asymptotic p", level, asymptoticP));
        }
        int wealthy =
                (int) Arrays.stream(log10E).filter(e -> e >= Math.log10(WEALTH)).count();
        rates.add(rate("e-value of at least 20", 1 / WEALTH, wealthy, redraws));
        return rates;
    }

    private static Rate rate(String name, double level, double[] p) {
        double tolerant = level * (1 + 1e-12);
        return rate(
                name, level, (int) Arrays.stream(p).filter(v -> v <= tolerant).count(), p.length);
    }

    private static Rate rate(String name, double level, int rejections, int redraws) {
        return new Rate(
                name,
                level,
                rejections,
                (double) rejections / redraws,
                Interval.clopperPearson(rejections, redraws, CONFIDENCE));
    }
}
