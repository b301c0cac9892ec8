package org.palimpsest.inference.generation;

import java.util.List;

/**
 * A model asked whether it would write a given suffix. One pass over prefix and suffix answers, without any sampling: greedy
 * decoding writes a token if and only if it has the largest logit after all that stands before it.
 */
public interface SuffixScorer {
    /**
     * Scores suffixes.
     *
     * @param windows prefixes with their suffixes
     * @param sampling the law under which {@link SuffixScore#logProbNats} is meant
     * @return a score a window, in the same order; it does not depend on the other windows beyond 1e-5
     * @throws IllegalArgumentException if a window is longer than the model can read, holds an id outside the vocabulary,
     *     or meets a logit that is not finite
     */
    List<SuffixScore> score(List<GivenContinuation> windows, Sampling sampling);
}
