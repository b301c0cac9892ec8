package org.palimpsest.stats;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A contrast of means of cells, {@code sum of c_k mean_k}, with a cluster bootstrap interval: a difference of two arms has
 * coefficients -1 and 1, an interaction of two factors 1, -1, -1, 1.
 *
 * <p>Clusters are resampled with all their units, among the clusters that have units in the same cells, so that an arm whose
 * clusters lie in it alone keeps their number. The interval is the bootstrap-t (Efron and Tibshirani 1993, 12.5): {@code value - t
 * se} for the quantiles t of {@code (value* - value) / se*}. The standard error is of the linearised contrast: with {@code d_g = sum
 * over k of c_k sum over units i of g in k of (x_i - mean_k) / n_k}, {@code se^2} is the sum over such groups of m clusters of {@code
 * m / (m - 1) sum of (d_g - mean d)^2}; for units that are clusters of their own it is {@code sum of c_k^2 s_k^2 / n_k}. It needs
 * clusters that are independent draws, some 10 or more a cell; it is asymptotic. O(clusters x cells) a resample.
 */
public final class ContrastInterval {
    private static final ContrastInterval DEFAULTS = new ContrastInterval(1_999, 0.95, 0);

    /** Resamples in a row that may leave a cell empty. */
    private static final int MOST_EMPTY = 1_000;

    private final int resamples;
    private final double confidence;
    private final long seed;

    private ContrastInterval(int resamples, double confidence, long seed) {
        this.resamples = resamples;
        this.confidence = confidence;
        this.seed = seed;
    }

    /** 1,999 resamples, confidence 0.95, seed 0. */
    public static ContrastInterval withDefaults() {
        return DEFAULTS;
    }

    /**
     * The same with another number of resamples.
     *
     * @param count at least 100
     * @throws IllegalArgumentException if count is below 100
     */
    public ContrastInterval withResamples(int count) {
        if (count < 100) {
            throw new IllegalArgumentException("resamples must be at least 100, got " + count);
        }
        return new ContrastInterval(count, confidence, seed);
    }

    /**
     * The same with another confidence.
     *
     * @param chosen in (0, 1)
     * @throws IllegalArgumentException if it is not in (0, 1)
     */
    public ContrastInterval withConfidence(double chosen) {
        if (!(chosen > 0 && chosen < 1)) {
            throw new IllegalArgumentException("confidence must be in (0, 1), got " + chosen);
        }
        return new ContrastInterval(resamples, chosen, seed);
    }

    /**
     * The same with other random numbers.
     *
     * @param chosen any number
     */
    public ContrastInterval withSeed(long chosen) {
        return new ContrastInterval(resamples, confidence, chosen);
    }

    /**
     * The contrast of units.
     *
     * @param values finite, one a unit
     * @param cells in [0, number of coefficients), one a unit; no cell may be empty
     * @param clusters one a unit: units of the same number belong together
     * @param coefficients c, one a cell
     * @throws IllegalArgumentException if lengths differ, a value is not finite, a cell is not in range or is empty, there are
     *     fewer than 2 clusters, or resamples leave a cell empty again and again
     */
    public RatioInterval.Estimate of(double[] values, int[] cells, int[] clusters, double[] coefficients) {
        List<List<Sums>> groups = groups(values, cells, clusters, coefficients.length);
        int count = groups.stream().mapToInt(List::size).sum();
        if (count < 2) {
            throw new IllegalArgumentException("clusters must be at least 2, got " + count);
        }
        Contrast observed = Contrast.of(groups, coefficients);
        if (observed == null) {
            throw new IllegalArgumentException("every cell must have a unit");
        }
        RandomGenerator random = RandomStream.of(seed, "contrast bootstrap");
        double[] drawn = new double[resamples];
        int empty = 0;
        for (int b = 0; b < resamples; ) {
            Contrast resample = Contrast.of(resampled(groups, random), coefficients);
            if (resample != null) {
                drawn[b++] = resample.distance(observed.value());
                empty = 0;
            } else if (++empty == MOST_EMPTY) {
                throw new IllegalArgumentException(
                        "too few clusters: " + MOST_EMPTY + " resamples in a row leave a cell empty");
            }
        }
        Arrays.sort(drawn);
        int low = Math.max(0, (int) Math.floor((1 - confidence) / 2 * (resamples + 1)) - 1);
        double bottom = observed.value() - drawn[resamples - 1 - low] * observed.error();
        double top = observed.value() - drawn[low] * observed.error();
        return new RatioInterval.Estimate(
                observed.value(), observed.error(), new Interval(bottom, top, confidence), count);
    }

    private static List<List<Sums>> groups(double[] values, int[] cells, int[] clusters, int count) {
        if (cells.length != values.length || clusters.length != values.length) {
            throw new IllegalArgumentException("cells and clusters must be as many as values, got " + cells.length
                    + ", " + clusters.length + " and " + values.length);
        }
        Scores.requireFinite("values", values);
        Map<Integer, Sums> of = new LinkedHashMap<>();
        for (int i = 0; i < values.length; i++) {
            if (cells[i] < 0 || cells[i] >= count) {
                throw new IllegalArgumentException("cells must be in [0, " + count + "), got " + cells[i]);
            }
            of.computeIfAbsent(clusters[i], cluster -> new Sums(new double[count], new int[count]))
                    .add(values[i], cells[i]);
        }
        Map<List<Integer>, List<Sums>> groups = new LinkedHashMap<>();
        of.values()
                .forEach(cluster -> groups.computeIfAbsent(cluster.cells(), cellsOf -> new ArrayList<>())
                        .add(cluster));
        return List.copyOf(groups.values());
    }

    private static List<List<Sums>> resampled(List<List<Sums>> groups, RandomGenerator random) {
        List<List<Sums>> drawn = new ArrayList<>();
        for (List<Sums> group : groups) {
            List<Sums> one = new ArrayList<>(group.size());
            for (int i = 0; i < group.size(); i++) {
                one.add(group.get(RandomStream.below(group.size(), random)));
            }
            drawn.add(one);
        }
        return drawn;
    }

    /** Sums and numbers of the units of a cluster, by cell. */
    @SuppressWarnings("ArrayRecordComponent") // filled once, never handed out
    private record Sums(double[] sums, int[] counts) {
        void add(double value, int cell) {
            sums[cell] += value;
            counts[cell]++;
        }

        List<Integer> cells() {
            List<Integer> cells = new ArrayList<>();
            for (int k = 0; k < counts.length; k++) {
                if (counts[k] > 0) {
                    cells.add(k);
                }
            }
            return cells;
        }
    }

    /** A contrast and its standard error. */
    private record Contrast(double value, double error) {
        /** Null where a cell has no unit. */
        static @Nullable Contrast of(List<List<Sums>> groups, double[] coefficients) {
            int cells = coefficients.length;
            double[] means = new double[cells];
            long[] counts = new long[cells];
            for (List<Sums> group : groups) {
                for (Sums cluster : group) {
                    for (int k = 0; k < cells; k++) {
                        means[k] += cluster.sums[k];
                        counts[k] += cluster.counts[k];
                    }
                }
            }
            double value = 0;
            for (int k = 0; k < cells; k++) {
                if (counts[k] == 0) {
                    return null;
                }
                means[k] /= counts[k];
                value += coefficients[k] * means[k];
            }
            double variance = 0;
            for (List<Sums> group : groups) {
                double sum = 0;
                double squares = 0;
                for (Sums cluster : group) {
                    double d = 0;
                    for (int k = 0; k < cells; k++) {
                        d += coefficients[k] * (cluster.sums[k] - cluster.counts[k] * means[k]) / counts[k];
                    }
                    sum += d;
                    squares += d * d;
                }
                int m = group.size();
                variance += m < 2 ? squares : Math.max(0, squares - sum * sum / m) * m / (m - 1.0);
            }
            return new Contrast(value, Math.sqrt(variance));
        }

        /** From another value, in standard errors; 0 where there is no scatter. */
        double distance(double other) {
            return error > 0 ? (value - other) / error : 0;
        }
    }
}
