package org.palimpsest.inference.attack;

import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.palimpsest.inference.likelihood.ScoreRow;

/**
 * LL of the text less the mean LL of its neighbours, texts that differ in a few words (Mattern et al. 2023, arXiv 2305.18462).
 * Neighbours are the variants {@code neighbour:N}.
 */
public record Neighbourhood() implements MembershipAttack {
    static final String VARIANTS = "neighbour:";

    @Override
    public String name() {
        return "neighbourhood";
    }

    @Override
    public Set<Need> needs() {
        return Set.of(Need.LOG_PROBS, Need.NEIGHBOURS);
    }

    @Override
    public List<String> variants() {
        return List.of(VARIANTS);
    }

    @Override
    public double score(ScoredText text) throws UndefinedScoreException {
        return text.meanNats() - mean(text, Shares::mean);
    }

    /** Mean over the neighbours of a figure of their log-probabilities. */
    static double mean(ScoredText text, ToDoubleFunction<double[]> figure) throws UndefinedScoreException {
        List<ScoreRow> neighbours = text.variantsOf(VARIANTS);
        double sum = 0;
        for (ScoreRow row : neighbours) {
            sum += figure.applyAsDouble(ScoredText.logProbs(row));
        }
        return sum / neighbours.size();
    }
}
