package org.palimpsest.provenance.query;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.palimpsest.stats.Interval;

/**
 * How scores change along the training order: mean score by place, each with an interval. A picture beside the query test, not a test:
 * what remains of recency after the reference rises towards the end.
 *
 * <p>The place of a row is its rank among the rows of its stratum, as a share of them, {@code (rank - 1/2) / n} in (0, 1); equal
 * positions keep the order of the rows. Scores are less the mean of their stratum. Bins are equally wide in place. An interval is
 * {@code mean -+ 1.96 s / sqrt(n)}, 95 % for bins of some 30 rows or more whose scores are about independent.
 *
 * @param bins in the order of training, each with 2 rows or more
 */
public record RecencyCurve(List<Bin> bins) {
    private static final double NORMAL_95 = 1.959963984540054;

    /** Rows that a bin should hold on average. */
    private static final int ROWS_A_BIN = 5;

    /** Copies the list. */
    public RecencyCurve {
        bins = List.copyOf(bins);
    }

    /**
     * The curve of a query.
     *
     * @param data its rows; those with a number that is not finite are left out
     * @param most bins at most, at least 1; fewer where there would be less than 5 rows a bin
     * @throws IllegalArgumentException if most is below 1
     */
    public static RecencyCurve of(QueryData data, int most) {
        if (most < 1) {
            throw new IllegalArgumentException("bins must be at least 1, got " + most);
        }
        int[] strata = data.strata();
        Map<Integer, List<Integer>> rows = new LinkedHashMap<>();
        IntStream.range(0, data.scores().length)
                .filter(i -> Double.isFinite(data.positions()[i]) && Double.isFinite(data.scores()[i]))
                .forEach(i -> rows.computeIfAbsent(strata == null ? 0 : strata[i], label -> new ArrayList<>())
                        .add(i));
        int n = rows.values().stream().mapToInt(List::size).sum();
        int count = Math.max(1, Math.min(most, n / ROWS_A_BIN));
        List<List<Double>> binned = new ArrayList<>();
        IntStream.range(0, count).forEach(bin -> binned.add(new ArrayList<>()));
        rows.values().forEach(stratum -> fill(data, stratum, binned));
        List<Bin> bins = new ArrayList<>();
        for (int bin = 0; bin < count; bin++) {
            if (binned.get(bin).size() > 1) {
                bins.add(bin((double) bin / count, (bin + 1.0) / count, binned.get(bin)));
            }
        }
        return new RecencyCurve(bins);
    }

    private static void fill(QueryData data, List<Integer> stratum, List<List<Double>> binned) {
        List<Integer> order = new ArrayList<>(stratum);
        order.sort(Comparator.comparingDouble(row -> data.positions()[row]));
        double mean = stratum.stream()
                .mapToDouble(row -> data.scores()[row])
                .average()
                .orElseThrow();
        for (int rank = 0; rank < order.size(); rank++) {
            double place = (rank + 0.5) / order.size();
            binned.get((int) (place * binned.size())).add(data.scores()[order.get(rank)] - mean);
        }
    }

    private static Bin bin(double from, double to, List<Double> scores) {
        double[] values = scores.stream().mapToDouble(score -> score).toArray();
        double mean = Arrays.stream(values).average().orElseThrow();
        double squares = Arrays.stream(values).map(x -> (x - mean) * (x - mean)).sum();
        double half = NORMAL_95 * Math.sqrt(squares / (values.length - 1) / values.length);
        return new Bin(from, to, values.length, mean, new Interval(mean - half, mean + half, 0.95));
    }

    /**
     * A part of the order.
     *
     * @param from place at which it begins, in [0, 1)
     * @param to place at which it ends, in (0, 1]
     * @param n rows in it
     * @param mean mean score, less that of the stratum
     * @param interval about the mean, 95 %
     */
    public record Bin(double from, double to, int n, double mean, Interval interval) {
        /** The middle of the part. */
        public double middle() {
            return (from + to) / 2;
        }
    }
}
