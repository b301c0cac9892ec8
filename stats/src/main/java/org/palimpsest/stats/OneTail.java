package org.palimpsest.stats;

/**
 * A one-sided tail probability and how it was found.
 *
 * @param p the probability, 0 where it underflows
 * @param logP its natural logarithm
 * @param method how it was found
 */
record OneTail(double p, double logP, PValueMethod method) {
    /** A tail known by its logarithm. */
    static OneTail ofLog(double logP, PValueMethod method) {
        return new OneTail(Math.exp(logP), logP, method);
    }

    /** A tail known as a share, which keeps its last bit. */
    static OneTail ofShare(double p, PValueMethod method) {
        return new OneTail(p, Math.log(p), method);
    }

    /** The result; a two-sided p-value doubles the tail. */
    TestResult result(String nullHypothesis, double statistic, Alternative alternative, long n) {
        int sides = alternative == Alternative.TWO_SIDED ? 2 : 1;
        double log10P = Math.min(0, (Math.log(sides) + logP) / Math.log(10));
        return new TestResult(nullHypothesis, statistic, Math.min(1, sides * p), log10P, alternative, method, n);
    }
}
