package org.palimpsest.corpus.search.evaluation;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;
import org.palimpsest.stats.Interval;
import org.palimpsest.stats.RandomStream;

/**
 * The mean of a measure over questions.
 *
 * @param mean the mean
 * @param interval the 2.5 % and 97.5 % quantiles of the mean over 2,000 resamples of the questions
 */
public record MeanScore(double mean, Interval interval) {
    private static final int RESAMPLES = 2000;
    private static final double CONFIDENCE = 0.95;

    /**
     * Averages a measure.
     *
     * @param <T> what is measured
     * @param questions at least one
     * @param measure its value for one question
     * @param seed of the resampling
     * @return mean and interval
     * @throws IllegalArgumentException if there is no question
     */
    public static <T> MeanScore of(List<T> questions, ToDoubleFunction<T> measure, long seed) {
        double[] values = questions.stream().mapToDouble(measure).toArray();
        if (values.length == 0) {
            throw new IllegalArgumentException("a mean needs at least one question");
        }
        RandomGenerator random = RandomStream.of(seed, "retrieval-bootstrap");
        double[] means = new double[RESAMPLES];
        for (int i = 0; i < RESAMPLES; i++) {
            double sum = 0;
            for (int j = 0; j < values.length; j++) {
                sum += values[random.nextInt(values.length)];
            }
            means[i] = sum / values.length;
        }
        Arrays.sort(means);
        int tail = (int) Math.floor(RESAMPLES * (1 - CONFIDENCE) / 2);
        double mean = Arrays.stream(values).average().orElseThrow();
        return new MeanScore(mean, new Interval(means[tail], means[RESAMPLES - 1 - tail], CONFIDENCE));
    }
}
