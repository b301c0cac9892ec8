package org.palimpsest.stats;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.apache.commons.numbers.core.ArithmeticUtils;
import org.apache.commons.numbers.gamma.LogGamma;

/**
 * The distinct values of doubled, centred mid-ranks, or of scores in their place, and how often each occurs: all that a permutation law depends on. For one
 * thread.
 */
final class TieStructure {
    /** Below this length rounded scores may have as large a sum of squares as ranks without ties. */
    private static final int SHORT = 1_000;

    private final int n;
    /** Distinct values, ascending; empty without ties, where they are -(n-1), -(n-3), ..., n-1. */
    private final int[] values;

    private final int[] counts;
    private final long sum;
    private final double sumOfSquares;
    private final int mode;
    private final int step;
    private final Map<Integer, GaussRule> rules = new HashMap<>();

    private TieStructure(int n, int[] values, int[] counts) {
        this.n = n;
        this.values = values;
        this.counts = counts;
        double squares = 0;
        double total = 0;
        int common = 0;
        int divisor = 0;
        for (int i = 0; i < values.length; i++) {
            squares += (double) values[i] * values[i] * counts[i];
            total += (double) values[i] * counts[i];
            common = counts[i] > counts[common] ? i : common;
            divisor = divisor == 1 ? 1 : ArithmeticUtils.gcd(divisor, values[i] - values[0]);
        }
        this.sum = (long) total;
        this.sumOfSquares = untied() ? untiedSum(n) : squares - total * total / n;
        this.mode = common;
        this.step = untied() ? 2 : divisor;
    }

    /** The structure of centred ranks that vary, O(n). Beyond 200,000 values, ties too few to change the variance are ignored. */
    static TieStructure of(int[] centred) {
        int n = centred.length;
        if (n >= SHORT && isUntied(n, CentredRanks.product(centred, centred))) {
            return untied(n);
        }
        int[] seen = new int[2 * n - 1];
        int distinct = 0;
        for (int value : centred) {
            distinct += seen[value + n - 1]++ == 0 ? 1 : 0;
        }
        int[] values = new int[distinct];
        int[] counts = new int[distinct];
        int next = 0;
        for (int i = 0; i < seen.length; i++) {
            if (seen[i] > 0) {
                values[next] = i - n + 1;
                counts[next++] = seen[i];
            }
        }
        boolean untied = distinct == n && values[0] == 1 - n && values[n - 1] == n - 1 && evenSteps(values);
        return untied ? untied(n) : new TieStructure(n, values, counts);
    }

    /** The structure of n different values. */
    static TieStructure untied(int n) {
        return new TieStructure(n, new int[0], new int[0]);
    }

    /** Whether ranks with that sum of squares have no ties, or among many rows too few to change it. */
    static boolean isUntied(long n, double sumOfSquares) {
        return sumOfSquares >= untiedSum((double) n);
    }

    private static boolean evenSteps(int[] values) {
        for (int i = 1; i < values.length; i++) {
            if (values[i] - values[i - 1] != 2) {
                return false;
            }
        }
        return true;
    }

    /** The sum of squares without ties, n(n^2-1)/3; every tie makes it smaller. */
    private static double untiedSum(double n) {
        return n * (n * n - 1) / 3;
    }

    int n() {
        return n;
    }

    boolean untied() {
        return values.length == 0;
    }

    /** How many values there are. */
    int distinct() {
        return untied() ? n : values.length;
    }

    /** The i-th smallest value. */
    int value(int i) {
        return untied() ? 2 * i - n + 1 : values[i];
    }

    /** How often it occurs. */
    int count(int i) {
        return untied() ? 1 : counts[i];
    }

    /** The sum of all values: 0 for ranks, small for scores that were rounded. */
    long sum() {
        return sum;
    }

    /** The squared distances from the mean. */
    double sumOfSquares() {
        return sumOfSquares;
    }

    double standardDeviation() {
        return Math.sqrt(sumOfSquares / n);
    }

    /** The index of the commonest value. */
    int mode() {
        return mode;
    }

    /** How many observations do not have the commonest value. */
    int offMode() {
        return n - count(mode);
    }

    /** The greatest common divisor of all differences of values. */
    int step() {
        return step;
    }

    /** Whether the law of a permuted sum with any partner is symmetric about 0. */
    boolean symmetric() {
        for (int i = 0; i < values.length; i++) {
            int mirror = values.length - 1 - i;
            if (values[i] != -values[mirror] || counts[i] != counts[mirror]) {
                return false;
            }
        }
        return true;
    }

    /** All n values, ascending, those of the commonest value last. */
    int[] modeLast() {
        int[] all = new int[n];
        int next = 0;
        for (int i = 0; i < distinct(); i++) {
            if (i != mode) {
                Arrays.fill(all, next, next + count(i), value(i));
                next += count(i);
            }
        }
        Arrays.fill(all, next, n, value(mode));
        return all;
    }

    /** Orders of tied values among themselves, ln of the product of the factorials of the counts. */
    double logArrangements() {
        double log = 0;
        for (int count : counts) {
            log += count > 1 ? LogGamma.value(count + 1.0) : 0;
        }
        return log;
    }

    /** The standardised values as a Gauss rule of at most {@code size} nodes, computed once. */
    GaussRule rule(int size) {
        return rules.computeIfAbsent(size, chosen -> GaussRule.of(this, chosen));
    }
}
