package org.palimpsest.stats;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.IntStream;
import org.apache.commons.numbers.core.ArithmeticUtils;
import org.jspecify.annotations.Nullable;

/**
 * The exact law of {@code S = sum a_i b_pi(i)} over all n! orders, ties included.
 *
 * <p>Dynamic programming over the multisets of values of b that the first items of a have taken: 2^n of them without ties, far
 * fewer with. Items of a with its commonest value are not walked through, since what is left of b fixes their share. Counts
 * are exact below 2^53 and have 15 digits beyond.
 *
 * @param lowest the smallest value of S that has a place, in units of the doubled ranks
 * @param step distance of neighbouring places
 * @param probabilities of the places
 */
@SuppressWarnings("ArrayRecordComponent") // shared inside this package and never written to
record ExactRankLaw(long lowest, long step, double[] probabilities) implements PermutationLaw, Cumulants {
    /** Additions that still count as cheap, well below a millisecond. */
    private static final double MAX_COST = 3e5;
    /** The same for laws without ties, which are computed once for every n: 13 values. */
    private static final double MAX_COST_KEPT = 1e7;

    private static final double MAX_STATES = 1 << 16;
    private static final int LONGEST_KEPT = 13;
    private static final AtomicReferenceArray<ExactRankLaw> UNTIED = new AtomicReferenceArray<>(LONGEST_KEPT + 1);

    /** The law, or null where it is not cheap. */
    static @Nullable ExactRankLaw ifCheap(TieStructure a, TieStructure b) {
        boolean kept = a.untied() && b.untied() && a.n() <= LONGEST_KEPT;
        ExactRankLaw known = kept ? UNTIED.get(a.n()) : null;
        if (known != null) {
            return known;
        }
        double cost = cost(a, b);
        double reversed = cost(b, a);
        if (Math.min(cost, reversed) > (kept ? MAX_COST_KEPT : MAX_COST)) {
            return null;
        }
        ExactRankLaw law = cost <= reversed ? of(a, b) : of(b, a);
        if (kept) {
            UNTIED.set(a.n(), law);
        }
        return law;
    }

    /** The law of the sum of two independent statistics, or null where it is not cheap. */
    @Nullable
    ExactRankLaw plusIfCheap(ExactRankLaw other) {
        long grid = ArithmeticUtils.gcd(step, other.step);
        long mine = step / grid;
        long theirs = other.step / grid;
        double places = (length() - 1.0) * mine + (other.length() - 1.0) * theirs + 1;
        if (places > MAX_COST || (double) length() * other.length() > MAX_COST) {
            return null;
        }
        double[] sum = new double[(int) places];
        for (int i = 0; i < length(); i++) {
            for (int j = 0; j < other.length(); j++) {
                sum[(int) (i * mine + j * theirs)] += probabilities[i] * other.probabilities[j];
            }
        }
        return new ExactRankLaw(lowest + other.lowest, grid, sum);
    }

    /** The law of a whole multiple of the statistic. */
    ExactRankLaw stretched(long factor) {
        return new ExactRankLaw(Math.multiplyExact(lowest, factor), Math.multiplyExact(step, factor), probabilities);
    }

    @Override
    public double logUpper(double s) {
        double first = Math.ceil((s - lowest) / step);
        double sum = 0;
        for (int i = length() - 1; i >= Math.max(0, first); i--) {
            sum += probabilities[i];
        }
        return Math.min(0, Math.log(sum));
    }

    @Override
    public double logLower(double s) {
        double last = Math.floor((s - lowest) / step);
        double sum = 0;
        for (int i = 0; i <= Math.min(length() - 1, last); i++) {
            sum += probabilities[i];
        }
        return Math.min(0, Math.log(sum));
    }

    @Override
    public PValueMethod method() {
        return PValueMethod.EXACT;
    }

    @Override
    public CumulantPoint at(double t) {
        double edge = t >= 0 ? lowest + (double) (length() - 1) * step : lowest;
        double sum = 0;
        double first = 0;
        double second = 0;
        for (int i = 0; i < length(); i++) {
            double value = lowest + (double) i * step;
            double weight = probabilities[i] * Math.exp(t * (value - edge));
            sum += weight;
            first += weight * value;
            second += weight * value * value;
        }
        double mean = first / sum;
        return new CumulantPoint(t * edge + Math.log(sum), mean, second / sum - mean * mean, 0);
    }

    /** Beyond this even the place next to the largest has no weight left. */
    @Override
    public double reach() {
        return 40.0 / step;
    }

    private int length() {
        return probabilities.length;
    }

    private static double cost(TieStructure a, TieStructure b) {
        double states = 1;
        for (int i = 0; i < b.distinct(); i++) {
            states *= Math.min(b.count(i), a.offMode()) + 1;
            if (states > MAX_STATES) {
                return Double.POSITIVE_INFINITY;
            }
        }
        return states * b.distinct() * places(a, b) / 4;
    }

    /** An upper bound of the number of grid places: the span from the most opposed to the most agreeing order. */
    private static double places(TieStructure a, TieStructure b) {
        return 2 * a.n() * a.standardDeviation() * b.standardDeviation() / ((double) a.step() * b.step()) + 1;
    }

    private static ExactRankLaw of(TieStructure a, TieStructure b) {
        int rest = a.value(a.mode());
        int[] items = Arrays.stream(a.modeLast())
                .map(value -> (value - rest) / a.step())
                .limit(a.offMode())
                .toArray();
        int lowest = b.value(0);
        int[] values = IntStream.range(0, b.distinct())
                .map(i -> (b.value(i) - lowest) / b.step())
                .toArray();
        int[] counts = IntStream.range(0, b.distinct()).map(b::count).toArray();
        OrderCounts orders = new OrderCounts(items, values, counts);
        double[] probabilities = orders.probabilities();
        long grid = (long) a.step() * b.step();
        long shift = rest * b.sum() + lowest * a.sum() - (long) a.n() * rest * lowest;
        return new ExactRankLaw(orders.lowest() * grid + shift, grid, probabilities);
    }
}
