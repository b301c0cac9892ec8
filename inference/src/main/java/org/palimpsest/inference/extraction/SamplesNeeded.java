package org.palimpsest.inference.extraction;

/**
 * How often one must sample to see a text at least once: n = ln(1 - p) / ln(1 - q), where q is the probability that one
 * sample is the text and p the chance of seeing it (Hayes et al. 2024, arXiv 2410.19482). A text is (n, p)-discoverably extractable
 * if that many samples suffice.
 */
public final class SamplesNeeded {
    private static final double LN_10 = Math.log(10);
    /** Below this ln(1 - q) is -q to the last bit. */
    private static final double TINY = -40;

    private SamplesNeeded() {}

    /**
     * The number, not rounded to a whole one, as a logarithm, so that it never overflows.
     *
     * @param logProbNats ln q, at most 0; minus infinity if the text cannot be sampled
     * @param chance p in (0, 1)
     * @return log10 n; infinite if the text cannot be sampled, minus infinity if every sample is the text
     * @throws IllegalArgumentException if an argument is outside its range
     */
    public static double log10(double logProbNats, double chance) {
        if (!(logProbNats <= 0)) {
            throw new IllegalArgumentException("logProbNats must be at most 0, got " + logProbNats);
        }
        if (!(chance > 0 && chance < 1)) {
            throw new IllegalArgumentException("chance must be in (0, 1), got " + chance);
        }
        double wanted = Math.log(-Math.log1p(-chance));
        double each = logProbNats < TINY ? logProbNats : Math.log(-logOfRest(logProbNats));
        return (wanted - each) / LN_10;
    }

    /** ln(1 - q) without cancellation at either end. */
    private static double logOfRest(double logProbNats) {
        return logProbNats > -Math.log(2) ? Math.log(-Math.expm1(logProbNats)) : Math.log1p(-Math.exp(logProbNats));
    }

    /**
     * The smallest whole number of samples with which the text is seen with at least the given chance.
     *
     * @param logProbNats ln q, at most 0; minus infinity if the text cannot be sampled
     * @param chance p in (0, 1)
     * @return n, at least 1, rounded up (what exceeds a whole number by less than 1e-9 of it is rounding); infinite from
     *     10^308 on
     * @throws IllegalArgumentException if an argument is outside its range
     */
    public static double count(double logProbNats, double chance) {
        double samples = Math.exp(log10(logProbNats, chance) * LN_10);
        return Math.max(1, Math.ceil(samples * (1 - 1e-9)));
    }
}
