package org.palimpsest.inference.attack;

import java.util.Set;

/** Mean log-probability of the text's tokens, LL, in nats (Yeom et al. 2018, arXiv 1709.01604). The sum would measure length. */
public record Loss() implements MembershipAttack {
    @Override
    public String name() {
        return "loss";
    }

    @Override
    public Set<Need> needs() {
        return Set.of(Need.LOG_PROBS);
    }

    @Override
    public double score(ScoredText text) throws UndefinedScoreException {
        return text.meanNats();
    }
}
