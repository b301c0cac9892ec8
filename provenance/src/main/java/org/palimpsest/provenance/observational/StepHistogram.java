package org.palimpsest.provenance.observational;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Weight over training time, for plots.
 *
 * @param bins of equal width, the earliest first
 */
public record StepHistogram(List<Bin> bins) {
    /** Copies. */
    public StepHistogram {
        bins = List.copyOf(bins);
    }

    /**
     * A part of training.
     *
     * @param firstStep the first step
     * @param lastStep the last step
     * @param units how many units it has
     * @param tokens of those units
     * @param weight of those units
     */
    public record Bin(long firstStep, long lastStep, long units, double tokens, double weight) {}

    /**
     * Sums by bin. O(units).
     *
     * @param units what was shuffled, at least one
     * @param weights one for each unit
     * @param most bins, at least 1; fewer if there are fewer steps
     * @return the histogram
     */
    public static StepHistogram of(TrainingUnits units, double[] weights, int most) {
        if (most < 1) {
            throw new IllegalArgumentException("bins must be at least 1, got " + most);
        }
        double[] times = units.times();
        double[] sizes = units.sizes();
        long first = (long) Arrays.stream(times).min().orElseThrow();
        long steps = (long) Arrays.stream(times).max().orElseThrow() - first + 1;
        int count = (int) Math.min(most, steps);
        long[] members = new long[count];
        double[] tokens = new double[count];
        double[] sums = new double[count];
        for (int i = 0; i < times.length; i++) {
            int bin = (int) Math.min(count - 1L, (long) ((times[i] - first) / steps * count));
            members[bin]++;
            tokens[bin] += sizes[i];
            sums[bin] += weights[i];
        }
        List<Bin> bins = new ArrayList<>();
        for (int b = 0; b < count; b++) {
            long from = first + ceiling(b * steps, count);
            long to = first + ceiling((b + 1L) * steps, count) - 1;
            bins.add(new Bin(from, to, members[b], tokens[b], sums[b]));
        }
        return new StepHistogram(bins);
    }

    private static long ceiling(long a, long b) {
        return (a + b - 1) / b;
    }
}
