package org.palimpsest.stats;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.numbers.core.ArithmeticUtils;

/**
 * The exact law of the rank sum of n of N values under random labels, ties included: tied values are chosen together, a group of
 * g with mid-rank r gives c of its values to the sample in C(g, c) ways and adds c r.
 */
final class RankSumLaw {
    /** Above this size the number of subsets may overflow a double. */
    private static final int MOST_VALUES = 1_000;
    /** Most additions spent on a law. */
    private static final double MOST_ADDITIONS = 5e7;

    /** Group sizes by score; a score is the doubled rank above the smallest one, in the largest whole unit. */
    private final TreeMap<Integer, Integer> groups = new TreeMap<>();

    private final int chosen;
    private final int values;
    private final int smallest;
    private final int unit;

    /**
     * The law for a sample of {@code chosen} among values with these doubled ranks.
     *
     * @param doubledRanks twice the mid-rank of every value, whole numbers
     * @param chosen size of the sample, at least 1 and below N
     */
    RankSumLaw(int[] doubledRanks, int chosen) {
        int least = Arrays.stream(doubledRanks).min().orElseThrow();
        int divisor = Arrays.stream(doubledRanks).map(rank -> rank - least).reduce(0, ArithmeticUtils::gcd);
        this.smallest = least;
        this.unit = Math.max(1, divisor);
        for (int rank : doubledRanks) {
            groups.merge((rank - smallest) / unit, 1, Integer::sum);
        }
        this.chosen = chosen;
        this.values = doubledRanks.length;
    }

    /** Whether the law is small enough to be listed. */
    boolean isListable() {
        if (values > MOST_VALUES) {
            return false;
        }
        double shifts = 0;
        for (int size : groups.values()) {
            shifts += Math.min(size, chosen);
        }
        return shifts * chosen * largest() <= MOST_ADDITIONS;
    }

    /** P(doubled rank sum &ge; sum). O(N n S) time and O(n S) memory for a largest sum S. */
    double upper(long sum) {
        double[][] ways = ways();
        double least = (sum - (double) smallest * chosen) / unit;
        double tail = 0;
        double all = 0;
        for (int w = 0; w < ways[chosen].length; w++) {
            all += ways[chosen][w];
            tail += w >= least ? ways[chosen][w] : 0;
        }
        return tail / all;
    }

    /** The number of ways to choose k values with score sum w, for k up to the sample size. */
    private double[][] ways() {
        double[][] ways = new double[chosen + 1][largest() + 1];
        ways[0][0] = 1;
        int seen = 0;
        for (Map.Entry<Integer, Integer> group : groups.entrySet()) {
            int score = group.getKey();
            int size = group.getValue();
            seen += size;
            // Downwards, so that smaller samples are still without this group.
            for (int k = Math.min(seen, chosen); k >= 1; k--) {
                double subsets = 1;
                for (int c = 1; c <= Math.min(size, k); c++) {
                    subsets = subsets * (size - c + 1) / c;
                    add(ways[k - c], ways[k], c * score, subsets);
                }
            }
        }
        return ways;
    }

    private static void add(double[] from, double[] into, int shift, double factor) {
        for (int w = into.length - 1; w >= shift; w--) {
            into[w] += factor * from[w - shift];
        }
    }

    /** The largest sum of scores. */
    private int largest() {
        int sum = 0;
        int left = chosen;
        for (Map.Entry<Integer, Integer> group : groups.descendingMap().entrySet()) {
            int taken = Math.min(left, group.getValue());
            sum += taken * group.getKey();
            left -= taken;
        }
        return sum;
    }
}
