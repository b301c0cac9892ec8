package org.palimpsest.cli.power;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;
import org.palimpsest.stats.Alternative;
import org.palimpsest.stats.RandomStream;
import org.palimpsest.stats.StratifiedRankTest;

/**
 * What the traps of one condition show, over all seeds.
 *
 * @param traps how many
 * @param auc mean placement among the controls of the same seed and cell
 * @param low lower end of its 95 % interval
 * @param high upper end
 * @param log10P of the rank test, stratified by seed and cell, that traps stand above controls
 * @param z mean of the traps' z
 */
record PointSummary(int traps, double auc, double low, double high, double log10P, double z) {
    private static final int RESAMPLES = 1_000;

    /** Sums up points of one score and one condition. */
    static PointSummary of(List<Point> points) {
        List<double[]> seeds = bySeed(points).values().stream()
                .map(own -> own.stream().mapToDouble(Point::placement).toArray())
                .toList();
        double[] spread = new double[RESAMPLES];
        RandomGenerator random = RandomStream.of(1, "trap power intervals");
        for (int i = 0; i < RESAMPLES; i++) {
            spread[i] = resampledMean(seeds, random);
        }
        Arrays.sort(spread);
        return new PointSummary(
                points.size(),
                mean(points, Point::placement),
                spread[(int) (0.025 * RESAMPLES)],
                spread[(int) (0.975 * RESAMPLES)],
                log10P(points),
                mean(points, Point::z));
    }

    static double mean(List<Point> points, ToDoubleFunction<Point> value) {
        return points.stream().mapToDouble(value).average().orElse(Double.NaN);
    }

    /** The mean of a value over seeds drawn with replacement, and in each its traps: other models, other traps of the kind. */
    static double resampledMean(List<double[]> seeds, RandomGenerator random) {
        double sum = 0;
        int drawn = 0;
        for (int i = 0; i < seeds.size(); i++) {
            double[] seed = seeds.get(random.nextInt(seeds.size()));
            for (int j = 0; j < seed.length; j++) {
                sum += seed[random.nextInt(seed.length)];
            }
            drawn += seed.length;
        }
        return sum / drawn;
    }

    static Map<Long, List<Point>> bySeed(List<Point> points) {
        Map<Long, List<Point>> seeds = new TreeMap<>();
        points.forEach(
                p -> seeds.computeIfAbsent(p.seed(), k -> new ArrayList<>()).add(p));
        return seeds;
    }

    /** The traps of a cell and seed share their controls: so the labels are exchangeable inside both, not trap by trap. */
    static double log10P(List<Point> points) {
        Map<String, List<Point>> strata = new TreeMap<>();
        points.forEach(p -> strata.computeIfAbsent(p.seed() + " " + p.cell(), k -> new ArrayList<>())
                .add(p));
        List<double[]> rows = new ArrayList<>();
        int stratum = 0;
        for (List<Point> traps : strata.values()) {
            int own = stratum++;
            traps.forEach(t -> rows.add(new double[] {1, t.published(), own}));
            Arrays.stream(traps.get(0).controls()).forEach(c -> rows.add(new double[] {0, c, own}));
        }
        if (rows.stream().mapToDouble(r -> r[1]).distinct().count() < 2) {
            return 0;
        }
        return StratifiedRankTest.withDefaults()
                .with(Alternative.GREATER)
                .test(
                        rows.stream().mapToDouble(r -> r[0]).toArray(),
                        rows.stream().mapToDouble(r -> r[1]).toArray(),
                        rows.stream().mapToInt(r -> (int) r[2]).toArray())
                .log10PValue();
    }
}
