package org.palimpsest.inference.attack;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.palimpsest.inference.likelihood.ScoreRow;
import org.palimpsest.inference.likelihood.TokenScores;

/**
 * WBC, window-based comparison: the share of windows of w neighbouring tokens in which the reference's summed loss is above the
 * suspect's, averaged over window sizes (2026, arXiv 2601.02751). Sizes above the number of scored tokens are left out; a tied
 * window is no vote for membership. Both models must read the same tokens.
 *
 * @param sizes window sizes, each at least 1
 */
public record Wbc(List<Integer> sizes) implements MembershipAttack {
    /**
     * Copies and checks.
     *
     * @throws IllegalArgumentException if there is no size or one is below 1
     */
    public Wbc {
        sizes = List.copyOf(sizes);
        if (sizes.isEmpty() || sizes.stream().anyMatch(size -> size < 1)) {
            throw new IllegalArgumentException("sizes must be at least one number from 1 on, got " + sizes);
        }
    }

    /** The ten sizes of the paper. */
    public static Wbc withDefaults() {
        return new Wbc(List.of(2, 3, 4, 6, 9, 13, 18, 25, 32, 40));
    }

    @Override
    public String name() {
        return "wbc";
    }

    @Override
    public Set<Need> needs() {
        return Set.of(Need.LOG_PROBS, Need.REFERENCE);
    }

    @Override
    public double score(ScoredText text) throws UndefinedScoreException {
        double[] own = text.logProbs();
        ScoreRow reference = text.referenceRow();
        double[] other = ScoredText.logProbs(reference);
        if (own.length != other.length || !sameTokens(text.base(), reference)) {
            throw new UndefinedScoreException("suspect and reference read different tokens");
        }
        double sum = 0;
        int used = 0;
        for (int size : sizes) {
            if (size <= own.length) {
                sum += votes(own, other, size);
                used++;
            }
        }
        if (used == 0) {
            throw new UndefinedScoreException("the text is shorter than the smallest window");
        }
        return sum / used;
    }

    private static boolean sameTokens(ScoreRow one, ScoreRow other) {
        TokenScores first = one.scores();
        TokenScores second = other.scores();
        return first != null && second != null && Arrays.equals(first.tokens(), second.tokens());
    }

    private static double votes(double[] own, double[] other, int size) {
        int windows = own.length - size + 1;
        int votes = 0;
        for (int start = 0; start < windows; start++) {
            double excess = 0;
            for (int i = start; i < start + size; i++) {
                excess += own[i] - other[i];
            }
            votes += excess > 0 ? 1 : 0;
        }
        return (double) votes / windows;
    }
}
