package org.palimpsest.traps.detection;

import java.util.List;

/** What a model thinks of texts that follow contexts. */
@FunctionalInterface
public interface TextScorer {
    /**
     * Scores texts.
     *
     * @param contexts what stands before each text; may be empty strings
     * @param texts the texts, as many as contexts
     * @return for each text the mean log-likelihood of its tokens in nats given its context; tokens of the context do not
     *     count
     */
    double[] meanLogLikelihood(List<String> contexts, List<String> texts);
}
