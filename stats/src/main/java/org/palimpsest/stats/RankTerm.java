package org.palimpsest.stats;

import java.util.List;
import org.apache.commons.numbers.core.ArithmeticUtils;

/**
 * One independent term {@code weight * sum a_i b_pi(i)} of a rank statistic.
 *
 * @param a ties of one series
 * @param b ties of the other
 * @param weight a whole number
 */
record RankTerm(TieStructure a, TieStructure b, long weight) {
    /** Terms of at most so many observations enter by their exact law. */
    private static final int TINY = 8;

    /** The cumulant generating function, from at most {@code size} nodes where the exact one is not cheap. */
    Cumulants cumulants(int size) {
        ExactRankLaw exact = a.n() <= TINY ? ExactRankLaw.ifCheap(a, b) : null;
        if (exact != null) {
            return exact.times((double) weight);
        }
        return new PermanentCumulants(a, b, size)
                .times((double) weight * a.standardDeviation() * b.standardDeviation());
    }

    /** The exact variance over all orders. */
    double variance() {
        return (double) weight * weight * a.sumOfSquares() * b.sumOfSquares() / (a.n() - 1);
    }

    /** The grid on which the sum of all terms lies. */
    static long span(List<RankTerm> terms) {
        long span = 0;
        for (RankTerm term : terms) {
            span = ArithmeticUtils.gcd(span, term.weight * term.a.step() * term.b.step());
        }
        return span;
    }
}
