package org.palimpsest.inference.attack;

import java.util.Set;

/**
 * Min-K% Prob: mean of the max(1, floor(k T)) lowest of the T log-probabilities, in nats (Shi et al. 2023, arXiv 2310.16789).
 *
 * @param k share of the tokens, in (0, 1]
 */
public record MinK(double k) implements MembershipAttack {
    /**
     * Checks the range.
     *
     * @throws IllegalArgumentException if k is not in (0, 1]
     */
    public MinK {
        Shares.require("k", k);
    }

    @Override
    public String name() {
        return "min_k";
    }

    @Override
    public Set<Need> needs() {
        return Set.of(Need.LOG_PROBS);
    }

    @Override
    public double score(ScoredText text) throws UndefinedScoreException {
        return Shares.meanOfLowest(text.logProbs(), k);
    }
}
