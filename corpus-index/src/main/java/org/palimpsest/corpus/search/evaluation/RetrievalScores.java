package org.palimpsest.corpus.search.evaluation;

import java.util.List;

/**
 * The measures of a search over many questions.
 *
 * @param rankings one a question
 * @param seed of the resampling behind the intervals
 */
public record RetrievalScores(List<Ranking> rankings, long seed) {
    /** Copies the list. */
    public RetrievalScores {
        rankings = List.copyOf(rankings);
    }

    /**
     * Mean precision at k.
     *
     * @param k at least 1
     * @return mean and interval
     */
    public MeanScore precision(int k) {
        return MeanScore.of(rankings, ranking -> ranking.precision(k), seed);
    }

    /**
     * Mean recall at k.
     *
     * @param k at least 1
     * @return mean and interval
     */
    public MeanScore recall(int k) {
        return MeanScore.of(rankings, ranking -> ranking.recall(k), seed);
    }

    /** Returns the mean reciprocal rank. */
    public MeanScore reciprocalRank() {
        return MeanScore.of(rankings, Ranking::reciprocalRank, seed);
    }

    /** Returns the mean precision of everything found, 0 where nothing was. */
    public MeanScore setPrecision() {
        return MeanScore.of(
                rankings,
                ranking -> ranking.found().isEmpty()
                        ? 0
                        : ranking.precision(ranking.found().size()),
                seed);
    }

    /** Returns the mean recall of everything found. */
    public MeanScore setRecall() {
        return MeanScore.of(rankings, ranking -> ranking.recall(ranking.found().size()), seed);
    }

    /** Returns the mean of the harmonic means of precision and recall. */
    public MeanScore f1() {
        return MeanScore.of(rankings, Ranking::f1, seed);
    }
}
