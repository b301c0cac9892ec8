package org.palimpsest.stats;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Bootstrap intervals for what a ROC curve says, members and non-members resampled apart (Efron and Tibshirani 1993, chapters 8
 * and 13).
 *
 * <p>Every resample draws as many members and as many non-members as there are, with replacement, and computes its own curve;
 * the threshold of a false-positive rate is estimated anew in each. Asymptotic. For the true-positive rate at a small
 * false-positive rate {@link TprInterval} covers at least as often as it says; this one is narrower and covers less, see
 * {@code docs/experiments/operating-points.md}. Resamples are drawn in a fixed number of blocks with one stream each, so a result
 * depends on the seed and never on the number of processors. O(n) a resample.
 */
public final class StratifiedBootstrap {
    /** Blocks in which resamples are drawn; part of what a seed means. */
    private static final int BLOCKS = 64;

    private static final StratifiedBootstrap DEFAULTS = new StratifiedBootstrap(Ends.PERCENTILE, 0.95, 1_999, 0);

    private final Ends ends;
    private final double confidence;
    private final int resamples;
    private final long seed;

    private StratifiedBootstrap(Ends ends, double confidence, int resamples, long seed) {
        this.ends = ends;
        this.confidence = confidence;
        this.resamples = resamples;
        this.seed = seed;
    }

    /** The 95 % percentile interval from 1,999 resamples with seed 0. */
    public static StratifiedBootstrap withDefaults() {
        return DEFAULTS;
    }

    /**
     * The same bootstrap with other ends.
     *
     * @param chosen how quantiles become an interval
     */
    public StratifiedBootstrap with(Ends chosen) {
        return new StratifiedBootstrap(chosen, confidence, resamples, seed);
    }

    /**
     * The same bootstrap with another confidence.
     *
     * @param chosen in (0, 1)
     * @throws IllegalArgumentException if chosen is not in (0, 1)
     */
    public StratifiedBootstrap withConfidence(double chosen) {
        return new StratifiedBootstrap(ends, Scores.requireConfidence(chosen), resamples, seed);
    }

    /**
     * The same bootstrap with another number of resamples.
     *
     * @param count at least 1
     * @throws IllegalArgumentException if count is below 1
     */
    public StratifiedBootstrap withResamples(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("resamples must be at least 1, got " + count);
        }
        return new StratifiedBootstrap(ends, confidence, count, seed);
    }

    /**
     * The same bootstrap with other random numbers.
     *
     * @param chosen any number
     */
    public StratifiedBootstrap withSeed(long chosen) {
        return new StratifiedBootstrap(ends, confidence, resamples, chosen);
    }

    /**
     * The interval of the area under the curve. If members and non-members don't overlap it is a single point; prefer
     * {@link AucInterval}.
     *
     * @param curve members and non-members
     */
    public Interval auc(RocCurve curve) {
        return interval(curve.auc(), replicates(curve, RocCurve::auc));
    }

    /**
     * The interval of the true-positive rate at a false-positive rate, the threshold estimated anew in each resample.
     *
     * @param curve members and non-members
     * @param fpr in [1/nonMembers, 1]
     * @throws IllegalArgumentException if fpr is below 1/nonMembers, above 1 or NaN
     */
    public Interval tprAtFpr(RocCurve curve, double fpr) {
        double observed = curve.tprAtFpr(fpr).tpr();
        return interval(
                observed, replicates(curve, resample -> resample.tprAtFpr(fpr).tpr()));
    }

    /** The figure of every resample, ascending. */
    double[] replicates(RocCurve curve, Figure figure) {
        double[] values = new double[resamples];
        IntStream.range(0, BLOCKS).parallel().forEach(block -> {
            RandomGenerator random = RandomStream.of(seed, "bootstrap/" + block);
            int to = (int) ((long) resamples * (block + 1) / BLOCKS);
            for (int i = (int) ((long) resamples * block / BLOCKS); i < to; i++) {
                values[i] = figure.of(curve.resampled(random));
            }
        });
        Arrays.sort(values);
        return values;
    }

    /** The interval that ascending figures of the resamples make. */
    Interval interval(double observed, double[] sorted) {
        double tail = (1 - confidence) / 2;
        int place = (int) Math.floor(tail * (resamples + 1)) - 1;
        int low = Math.max(0, place);
        double bottom = sorted[low];
        double top = sorted[resamples - 1 - low];
        return switch (ends) {
            case PERCENTILE -> new Interval(bottom, top, confidence);
            case BASIC -> new Interval(inUnit(2 * observed - top), inUnit(2 * observed - bottom), confidence);
        };
    }

    private static double inUnit(double value) {
        return Math.max(0, Math.min(1, value));
    }

    /** What is read off a curve. */
    interface Figure {
        double of(RocCurve curve);
    }

    /** How quantiles of the resamples become an interval. */
    public enum Ends {
        /** The quantiles themselves. */
        PERCENTILE("percentile"),
        /** The quantiles mirrored at the estimate, cut at 0 and 1. */
        BASIC("basic");

        private final String label;

        Ends(String label) {
            this.label = label;
        }

        /** The word that reports use: {@code percentile} or {@code basic}. */
        public String label() {
            return label;
        }
    }
}
