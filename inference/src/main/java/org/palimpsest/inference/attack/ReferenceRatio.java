package org.palimpsest.inference.attack;

import java.util.Set;

/**
 * The logarithm of a likelihood ratio a token: LL less LL under a reference model (Carlini et al. 2021, arXiv 2012.07805;
 * Mireshghallah et al. 2022, arXiv 2203.03929). The quotient of the two losses is another score, and not this one.
 */
public record ReferenceRatio() implements MembershipAttack {
    @Override
    public String name() {
        return "ratio";
    }

    @Override
    public Set<Need> needs() {
        return Set.of(Need.LOG_PROBS, Need.REFERENCE);
    }

    @Override
    public double score(ScoredText text) throws UndefinedScoreException {
        return text.meanNats() - Shares.mean(ScoredText.logProbs(text.referenceRow()));
    }
}
