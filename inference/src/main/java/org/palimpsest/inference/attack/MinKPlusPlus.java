package org.palimpsest.inference.attack;

import java.util.Set;

/**
 * Min-K%++: as {@link MinK} of z = (log p - mean)/sd, where mean and sd are those of log p(v) with v drawn from the model's own
 * next-token distribution p, and not over the vocabulary with equal weights (Zhang et al. 2024, arXiv 2404.02936).
 *
 * <p>Under a uniform distribution, and under one that is certain, sd is 0 and z is 0/0. The sd is taken to be at least 1e-4
 * nats: there a token as likely as expected has z = 0, and no ordinary sd is touched.
 *
 * @param k share of the tokens, in (0, 1]
 */
public record MinKPlusPlus(double k) implements MembershipAttack {
    private static final double LEAST_DEVIATION = 1e-4;
    /** Below this a token is as likely as expected: log-probabilities in single precision are no better. */
    private static final double ROUNDING = 1e-5;

    /**
     * Checks the range.
     *
     * @throws IllegalArgumentException if k is not in (0, 1]
     */
    public MinKPlusPlus {
        Shares.require("k", k);
    }

    @Override
    public String name() {
        return "min_k++";
    }

    @Override
    public Set<Need> needs() {
        return Set.of(Need.LOG_PROBS, Need.MOMENTS);
    }

    @Override
    public double score(ScoredText text) throws UndefinedScoreException {
        return Shares.meanOfLowest(standardised(text), k);
    }

    /** z of every scored token. */
    static double[] standardised(ScoredText text) throws UndefinedScoreException {
        double[] values = text.logProbs();
        double[] means = text.moments().meanNats();
        double[] deviations = text.moments().sdNats();
        for (int i = 0; i < values.length; i++) {
            double excess = values[i] - means[i];
            boolean none = deviations[i] < LEAST_DEVIATION && Math.abs(excess) < ROUNDING;
            values[i] = none ? 0 : excess / Math.max(deviations[i], LEAST_DEVIATION);
        }
        return values;
    }
}
