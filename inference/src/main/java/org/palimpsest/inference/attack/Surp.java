package org.palimpsest.inference.attack;

import java.util.Set;

/**
 * SURP: mean log-probability of surprising tokens, those at which the model's next-token distribution has an entropy below a bound and
 * whose log-probability is none the less among the lowest share (Zhang and Wu 2024, arXiv 2407.21248). The entropy is the negative
 * of the recorded mean. Tokens tied with the last of the lowest share count too. A text without surprising tokens has no score.
 *
 * @param entropy bound on the entropy in nats, above 0
 * @param share share of the lowest log-probabilities, in (0, 1], at least one token
 */
public record Surp(double entropy, double share) implements MembershipAttack {
    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if the entropy is not above 0 or the share not in (0, 1]
     */
    public Surp {
        if (!(entropy > 0)) {
            throw new IllegalArgumentException("entropy must be above 0, got " + entropy);
        }
        Shares.require("share", share);
    }

    @Override
    public String name() {
        return "surp";
    }

    @Override
    public Set<Need> needs() {
        return Set.of(Need.LOG_PROBS, Need.MOMENTS);
    }

    @Override
    public double score(ScoredText text) throws UndefinedScoreException {
        double[] logProbs = text.logProbs();
        double[] means = text.moments().meanNats();
        double bound = Shares.boundOfLowest(logProbs, share);
        double sum = 0;
        int count = 0;
        for (int i = 0; i < logProbs.length; i++) {
            if (-means[i] < entropy && logProbs[i] <= bound) {
                sum += logProbs[i];
                count++;
            }
        }
        if (count == 0) {
            throw new UndefinedScoreException("the text has no surprising token");
        }
        return sum / count;
    }
}
