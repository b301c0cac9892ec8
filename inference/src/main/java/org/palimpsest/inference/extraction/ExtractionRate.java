package org.palimpsest.inference.extraction;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.palimpsest.stats.Interval;

/**
 * How many passages are extracted. Passages are the trials, not windows: windows of one passage are not independent.
 *
 * @param passages passages long enough to be tried
 * @param extracted those of which at least one window is extracted
 * @param interval exact interval (Clopper and Pearson 1934) for the rate, at confidence 0.95; valid where passages are
 *     independent draws from what the rate is meant for; null if no passage was tried
 */
public record ExtractionRate(
        long passages, long extracted, @Nullable Interval interval) {
    private static final double CONFIDENCE = 0.95;

    /**
     * Counts.
     *
     * @param extracted how many of the passages are extracted, in [0, passages]
     * @param passages how many were tried, at least 0
     * @return the rate
     * @throws IllegalArgumentException if a count is outside its range
     */
    public static ExtractionRate of(long extracted, long passages) {
        if (passages == 0 && extracted == 0) {
            return new ExtractionRate(0, 0, null);
        }
        return new ExtractionRate(passages, extracted, Interval.clopperPearson(extracted, passages, CONFIDENCE));
    }

    /**
     * Passages that greedy decoding writes.
     *
     * @param passages results; those too short are left out
     * @return the rate
     */
    public static ExtractionRate greedy(List<PassageExtraction> passages) {
        List<PassageExtraction> tried =
                passages.stream().filter(passage -> !passage.tooShort()).toList();
        return of(tried.stream().filter(PassageExtraction::extracted).count(), tried.size());
    }

    /**
     * Passages that sampling writes: at least one window is (n, p)-discoverably extractable.
     *
     * @param passages results; those too short are left out
     * @param samples n, at least 1
     * @param chance p in (0, 1)
     * @return the rate
     * @throws IllegalArgumentException if an argument is outside its range
     */
    public static ExtractionRate probabilistic(List<PassageExtraction> passages, long samples, double chance) {
        if (samples < 1) {
            throw new IllegalArgumentException("samples must be at least 1, got " + samples);
        }
        List<PassageExtraction> tried =
                passages.stream().filter(passage -> !passage.tooShort()).toList();
        long within = tried.stream()
                .filter(passage -> SamplesNeeded.count(passage.bestLogProbNats(), chance) <= samples)
                .count();
        return of(within, tried.size());
    }

    /**
     * The share.
     *
     * @return extracted / passages; NaN if no passage was tried
     */
    public double rate() {
        return extracted / (double) passages;
    }
}
