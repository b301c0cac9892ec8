package org.palimpsest.inference.extraction;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What of a passage a model can be made to write.
 *
 * @param id the passage
 * @param tokens its length
 * @param windows what was tried, in order; none if the passage is shorter than a window
 */
public record PassageExtraction(String id, int tokens, List<WindowExtraction> windows) {
    /** Copies. */
    public PassageExtraction {
        windows = List.copyOf(windows);
    }

    /**
     * Whether the passage is shorter than one window, so that nothing was tried.
     *
     * @return true if there is no window
     */
    public boolean tooShort() {
        return windows.isEmpty();
    }

    /**
     * Whether some window is extracted verbatim.
     *
     * @return true if greedy decoding writes at least one suffix
     */
    public boolean extracted() {
        return windows.stream().anyMatch(WindowExtraction::extracted);
    }

    /**
     * The tokens of all suffixes that are extracted verbatim.
     *
     * @return disjoint spans, rising
     */
    public List<TokenSpan> extractedSpans() {
        return TokenSpan.union(windows.stream()
                .filter(WindowExtraction::extracted)
                .map(WindowExtraction::suffix)
                .toList());
    }

    /**
     * The longest verbatim run after one prefix; at most a suffix long.
     *
     * @return the run, the first of equals; empty if nothing was tried
     */
    public Optional<TokenSpan> longestRun() {
        return windows.stream()
                .map(WindowExtraction::run)
                .max(Comparator.comparingInt(TokenSpan::length)
                        .thenComparing(Comparator.comparingInt(TokenSpan::from).reversed()));
    }

    /**
     * The window that sampling writes most readily.
     *
     * @return the largest log-probability of a suffix in nats; minus infinity if none can be written or nothing was tried
     */
    public double bestLogProbNats() {
        return windows.stream()
                .mapToDouble(window -> window.score().logProbNats())
                .max()
                .orElse(Double.NEGATIVE_INFINITY);
    }
}
