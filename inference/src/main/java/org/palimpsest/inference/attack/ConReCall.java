package org.palimpsest.inference.attack;

import java.util.List;
import java.util.Set;

/**
 * Con-ReCall: (LL(x given non-members) - gamma LL(x given members)) / LL(x) (Wang et al. 2024, arXiv 2409.03363). Undefined where
 * the loss is 0. The texts of both prefixes must not be among the texts that are scored; {@link ScoreTable} refuses that.
 *
 * @param prefix the NAME of the variant {@code prefix:NAME} with non-members
 * @param memberPrefix the same with members
 * @param gamma weight of the members, finite and at least 0
 */
public record ConReCall(String prefix, String memberPrefix, double gamma) implements MembershipAttack {
    /**
     * Checks the range.
     *
     * @throws IllegalArgumentException if gamma is negative or not finite
     */
    public ConReCall {
        if (!(gamma >= 0) || Double.isInfinite(gamma)) {
            throw new IllegalArgumentException("gamma must be finite and at least 0, got " + gamma);
        }
    }

    @Override
    public String name() {
        return "con_recall";
    }

    @Override
    public Set<Need> needs() {
        return Set.of(Need.LOG_PROBS, Need.PREFIX, Need.MEMBER_PREFIX);
    }

    @Override
    public List<String> variants() {
        return List.of("prefix:" + prefix, "prefix:" + memberPrefix);
    }

    @Override
    public double score(ScoredText text) throws UndefinedScoreException {
        double difference = text.meanAfter(prefix) - gamma * text.meanAfter(memberPrefix);
        return Quotient.ofLosses(difference, text.meanNats());
    }
}
