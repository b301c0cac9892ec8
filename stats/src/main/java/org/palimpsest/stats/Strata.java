package org.palimpsest.stats;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.numbers.core.ArithmeticUtils;

/**
 * Centred ranks inside strata and their van Elteren weights.
 *
 * @param members the observations of each stratum that adds to the statistic
 * @param a doubled, centred ranks of one series, by observation; 0 where a stratum adds nothing
 * @param b those of the other series
 * @param weights whole numbers in proportion to {@code 1 / (n_s (n_s + 1))}, by stratum
 */
@SuppressWarnings("ArrayRecordComponent") // shared inside this package and never written to
record Strata(List<int[]> members, int[] a, int[] b, long[] weights) {
    /** The largest common multiple of all {@code n_s (n_s + 1)} for which the weights are kept exactly. */
    private static final double LARGEST_UNIT = 1e12;

    static Strata of(double[] x, double[] y, int[] strata, PositionScores scores) {
        if (x.length != y.length || x.length != strata.length) {
            throw new IllegalArgumentException("x, y and strata must be equally long, got " + x.length + ", " + y.length
                    + " and " + strata.length);
        }
        Scores.requireFinite("x", x);
        Scores.requireFinite("y", y);
        List<int[]> groups = groups(strata);
        if (groups.stream().allMatch(group -> group.length < 2)) {
            throw new IllegalArgumentException(
                    "a stratum must hold at least 2 observations, got " + groups.size() + " strata of 1");
        }
        List<int[]> members = new ArrayList<>();
        int[] a = new int[x.length];
        int[] b = new int[x.length];
        for (int[] group : groups) {
            double[] first = Arrays.stream(group).mapToDouble(i -> x[i]).toArray();
            double[] second = Arrays.stream(group).mapToDouble(i -> y[i]).toArray();
            if (varies(first) && varies(second)) {
                scatter(scores.centred(first, "x"), group, a);
                scatter(CentredRanks.of(second, "y"), group, b);
                members.add(group);
            }
        }
        if (members.isEmpty()) {
            throw new IllegalArgumentException(
                    "x and y must both vary inside a stratum, got none among " + groups.size() + " strata");
        }
        return new Strata(List.copyOf(members), a, b, weights(members));
    }

    /** The terms of the statistic. */
    List<RankTerm> terms() {
        return IntStream.range(0, members.size())
                .mapToObj(s -> new RankTerm(ties(a, s), ties(b, s), weights[s]))
                .toList();
    }

    /** How many observations add to the statistic. */
    int observations() {
        return members.stream().mapToInt(group -> group.length).sum();
    }

    /** The statistic as observed. */
    double weightedProduct() {
        double sum = 0;
        for (int s = 0; s < weights.length; s++) {
            int[] group = members.get(s);
            sum += weights[s] * CentredRanks.product(gather(a, group), gather(b, group));
        }
        return sum;
    }

    /** The statistic if observation i had the second rank of observation {@code order[i]} of its stratum. */
    double weightedProduct(int[] order) {
        double sum = 0;
        for (int s = 0; s < weights.length; s++) {
            double product = 0;
            for (int i : members.get(s)) {
                product += (double) a[i] * b[order[i]];
            }
            sum += weights[s] * product;
        }
        return sum;
    }

    private TieStructure ties(int[] ranks, int stratum) {
        return TieStructure.of(gather(ranks, members.get(stratum)));
    }

    private static int[] gather(int[] ranks, int[] group) {
        return Arrays.stream(group).map(i -> ranks[i]).toArray();
    }

    private static void scatter(int[] ranks, int[] group, int[] into) {
        for (int i = 0; i < group.length; i++) {
            into[group[i]] = ranks[i];
        }
    }

    private static boolean varies(double[] values) {
        return Arrays.stream(values).anyMatch(value -> value != values[0]);
    }

    private static List<int[]> groups(int[] strata) {
        int[] order = IntStream.range(0, strata.length)
                .boxed()
                .sorted(Comparator.comparingInt(i -> strata[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        List<int[]> groups = new ArrayList<>();
        int start = 0;
        for (int i = 1; i <= order.length; i++) {
            if (i == order.length || strata[order[i]] != strata[order[start]]) {
                groups.add(Arrays.copyOfRange(order, start, i));
                start = i;
            }
        }
        return groups;
    }

    /** Exact where the common multiple stays small, else to at least 6 digits, which only shades the weights. */
    private static long[] weights(List<int[]> members) {
        double unit = 1;
        for (int[] group : members) {
            long part = (long) group.length * (group.length + 1);
            unit = unit > LARGEST_UNIT ? unit : unit / ArithmeticUtils.gcd((long) unit, part) * part;
        }
        double common = unit;
        if (unit > LARGEST_UNIT) {
            double largest =
                    members.stream().mapToInt(group -> group.length).max().orElseThrow();
            common = 1e6 * largest * (largest + 1);
        }
        double numerator = common;
        return members.stream()
                .mapToLong(group -> Math.round(numerator / ((double) group.length * (group.length + 1))))
                .toArray();
    }
}
