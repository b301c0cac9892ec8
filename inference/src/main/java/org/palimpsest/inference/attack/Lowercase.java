package org.palimpsest.inference.attack;

import java.util.List;
import java.util.Set;

/**
 * Loss of the text in lower case over its loss as it stands, LL(lower)/LL (Carlini et al. 2021, arXiv 2012.07805). Undefined
 * where the loss is 0.
 */
public record Lowercase() implements MembershipAttack {
    private static final String VARIANT = "lowercase";

    @Override
    public String name() {
        return "lowercase";
    }

    @Override
    public Set<Need> needs() {
        return Set.of(Need.LOG_PROBS, Need.LOWERCASE);
    }

    @Override
    public List<String> variants() {
        return List.of(VARIANT);
    }

    @Override
    public double score(ScoredText text) throws UndefinedScoreException {
        double changed = Shares.mean(ScoredText.logProbs(text.variant(VARIANT)));
        return Quotient.ofLosses(changed, text.meanNats());
    }
}
