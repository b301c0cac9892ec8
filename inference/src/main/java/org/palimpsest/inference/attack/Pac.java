package org.palimpsest.inference.attack;

import java.util.List;
import java.util.Set;

/**
 * PAC, after the paper's name Polarized Augment Calibration: with PD = mean of the highest 5 % of log-probabilities less mean of the
 * lowest 30 %, the score is the mean PD of word-swapped neighbours less PD of the text (Ye et al. 2024, arXiv 2405.11930). Shares are
 * max(1, floor(share T)) tokens. Neighbours are the variants {@code neighbour:N}.
 */
public record Pac() implements MembershipAttack {
    private static final double FAR = 0.05;
    private static final double NEAR = 0.30;

    @Override
    public String name() {
        return "pac";
    }

    @Override
    public Set<Need> needs() {
        return Set.of(Need.LOG_PROBS, Need.NEIGHBOURS);
    }

    @Override
    public List<String> variants() {
        return List.of(Neighbourhood.VARIANTS);
    }

    @Override
    public double score(ScoredText text) throws UndefinedScoreException {
        double neighbours = Neighbourhood.mean(text, Pac::polarisedDistance);
        return neighbours - polarisedDistance(text.logProbs());
    }

    private static double polarisedDistance(double[] logProbs) {
        return Shares.meanOfHighest(logProbs, FAR) - Shares.meanOfLowest(logProbs, NEAR);
    }
}
