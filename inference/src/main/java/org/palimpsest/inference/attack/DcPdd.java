package org.palimpsest.inference.attack;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * DC-PDD: mean of min(p log(1/q), a) over the first occurrence of each scored token, p its probability under the model and q its
 * smoothed frequency in a public corpus (Zhang et al. 2024, arXiv 2409.14781).
 *
 * @param frequencies the table of q; null if there is none, and then no text has a score
 * @param a bound on what one token adds, above 0
 */
public record DcPdd(@Nullable TokenFrequencies frequencies, double a) implements MembershipAttack {
    /**
     * Checks the range.
     *
     * @throws IllegalArgumentException if a is not above 0
     */
    public DcPdd {
        if (!(a > 0)) {
            throw new IllegalArgumentException("a must be above 0, got " + a);
        }
    }

    @Override
    public String name() {
        return "dc_pdd";
    }

    @Override
    public Set<Need> needs() {
        return Set.of(Need.LOG_PROBS, Need.FREQUENCIES);
    }

    @Override
    public double score(ScoredText text) throws UndefinedScoreException {
        if (frequencies == null) {
            throw new UndefinedScoreException("no table of token frequencies is given");
        }
        double[] logProbs = text.logProbs();
        int[] tokens = text.scoredTokens();
        Set<Integer> seen = new HashSet<>();
        double sum = 0;
        for (int i = 0; i < tokens.length; i++) {
            if (seen.add(tokens[i])) {
                sum += Math.min(Math.exp(logProbs[i]) * frequencies.surprise(tokens[i]), a);
            }
        }
        return sum / seen.size();
    }
}
