package org.palimpsest.stats;

import java.util.List;
import org.apache.commons.numbers.core.ArithmeticUtils;
import org.apache.commons.numbers.gamma.LogGamma;

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

    /** ln of the chance that a pairs with b in equal order, largest with largest: the largest sum of all. */
    double logChanceOfAgreement() {
        return logChance(false);
    }

    /** ln of the chance that a pairs with b in opposite order: the smallest sum of all. */
    double logChanceOfOpposition() {
        return logChance(true);
    }

    /** The orders that fill the cells of the extreme table, {@code prod a_i! prod b_j! / prod c_ij!} of n!. */
    private double logChance(boolean opposed) {
        double log = a.logArrangements() + b.logArrangements() - LogGamma.value(a.n() + 1.0);
        if (a.untied() || b.untied()) {
            return log;
        }
        int i = 0;
        int j = 0;
        int leftA = a.count(0);
        int leftB = b.count(opposed ? b.distinct() - 1 : 0);
        while (i < a.distinct() && j < b.distinct()) {
            int cell = Math.min(leftA, leftB);
            log -= cell > 1 ? LogGamma.value(cell + 1.0) : 0;
            leftA -= cell;
            leftB -= cell;
            if (leftA == 0 && ++i < a.distinct()) {
                leftA = a.count(i);
            }
            if (leftB == 0 && ++j < b.distinct()) {
                leftB = b.count(opposed ? b.distinct() - 1 - j : j);
            }
        }
        return log;
    }
}
