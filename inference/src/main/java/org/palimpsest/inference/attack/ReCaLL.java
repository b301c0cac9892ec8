package org.palimpsest.inference.attack;

import java.util.List;
import java.util.Set;

/**
 * ReCaLL: loss after a prefix of known non-members over loss without, LL(x given P)/LL(x) (Xie et al. 2024, arXiv 2406.15968).
 * Undefined where the loss is 0. The texts of the prefix must not be among the texts that are scored; {@link ScoreTable}
 * refuses that.
 *
 * @param prefix the NAME of the variant {@code prefix:NAME}
 */
public record ReCaLL(String prefix) implements MembershipAttack {
    @Override
    public String name() {
        return "recall";
    }

    @Override
    public Set<Need> needs() {
        return Set.of(Need.LOG_PROBS, Need.PREFIX);
    }

    @Override
    public List<String> variants() {
        return List.of("prefix:" + prefix);
    }

    @Override
    public double score(ScoredText text) throws UndefinedScoreException {
        return Quotient.ofLosses(text.meanAfter(prefix), text.meanNats());
    }
}
