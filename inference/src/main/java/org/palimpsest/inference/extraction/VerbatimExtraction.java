package org.palimpsest.inference.extraction;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.palimpsest.inference.generation.GivenContinuation;
import org.palimpsest.inference.generation.SuffixScore;
import org.palimpsest.inference.generation.SuffixScorer;

/**
 * Discoverable extraction (Carlini et al. 2023, arXiv 2202.07646; Hayes et al. 2024, arXiv 2410.19482): a model is given
 * a prefix of a passage, and it is asked whether greedy decoding writes what truly follows, and with what probability
 * sampling does. One pass over every window answers both; nothing is sampled.
 *
 * <p>A text that is extracted verbatim was, in all likelihood, learnt from somewhere, unless it is so common or so regular
 * that a model writes it without having read it: compare with the rate for texts that the model cannot have read.
 */
public final class VerbatimExtraction {
    private final SuffixScorer scorer;
    private final ExtractionOptions options;

    /**
     * Extraction from a model.
     *
     * @param scorer the model
     * @param options which windows are tried
     */
    public VerbatimExtraction(SuffixScorer scorer, ExtractionOptions options) {
        this.scorer = scorer;
        this.options = options;
    }

    /**
     * Tries passages. Cost: one pass over (tokens / stride) windows of prefix and suffix.
     *
     * @param passages what to try; those shorter than a window come back without one
     * @return a result a passage, in the same order
     * @throws IllegalArgumentException if a window is longer than the model can read, or holds an id outside its vocabulary
     */
    public List<PassageExtraction> extract(List<Passage> passages) {
        List<GivenContinuation> asked = new ArrayList<>();
        for (Passage passage : passages) {
            int[] tokens = passage.tokens();
            for (int start : starts(tokens.length)) {
                int middle = start + options.prefixTokens();
                asked.add(new GivenContinuation(
                        Arrays.copyOfRange(tokens, start, middle),
                        Arrays.copyOfRange(tokens, middle, middle + options.suffixTokens())));
            }
        }
        List<SuffixScore> scores = scorer.score(asked, options.sampling());
        List<PassageExtraction> found = new ArrayList<>(passages.size());
        int next = 0;
        for (Passage passage : passages) {
            int length = passage.tokens().length;
            List<WindowExtraction> windows = new ArrayList<>();
            for (int start : starts(length)) {
                int middle = start + options.prefixTokens();
                windows.add(new WindowExtraction(
                        new TokenSpan(start, middle),
                        new TokenSpan(middle, middle + options.suffixTokens()),
                        scores.get(next++)));
            }
            found.add(new PassageExtraction(passage.id(), length, windows));
        }
        return found;
    }

    private List<Integer> starts(int tokens) {
        List<Integer> starts = new ArrayList<>();
        for (long start = 0; start + options.windowTokens() <= tokens; start += options.stride()) {
            starts.add((int) start);
        }
        return starts;
    }
}
