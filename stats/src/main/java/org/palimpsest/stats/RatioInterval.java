package org.palimpsest.stats;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * The ratio of two means over clusters, {@code r = mean u / mean v}, with a cluster bootstrap interval. A mean alone is the ratio
 * with every v = 1.
 *
 * <p>Clusters are resampled with both their values. By default the interval is that of Fieller (1954) with studentised bootstrap
 * quantiles in the place of Student's: all r for which {@code mean(u - r v) / se(u - r v)} lies between the quantiles of {@code
 * mean(u* - r^ v*) / se(u* - r^ v*)} over resamples, {@code r^} being the observed ratio. It is the bootstrap-t interval (Efron and
 * Tibshirani 1993, 12.5) for a mean, needs no expansion of the ratio, and its coverage is right to order 1/n where that of plain
 * quantiles is to order 1/sqrt(n). It needs clusters that are independent draws, some 10 or more; it is asymptotic. Where the mean of v
 * is not clearly different from 0, ends are 1e100 and its negative.
 */
public final class RatioInterval {
    /** Stands for an end that is nowhere; squares of it still fit a double. */
    private static final double UNBOUNDED = 1e100;

    private static final RatioInterval DEFAULTS = new RatioInterval(Ends.STUDENTISED, 1_999, 0.95, 0);

    private final Ends ends;
    private final int resamples;
    private final double confidence;
    private final long seed;

    private RatioInterval(Ends ends, int resamples, double confidence, long seed) {
        this.ends = ends;
        this.resamples = resamples;
        this.confidence = confidence;
        this.seed = seed;
    }

    /** How resamples become an interval. */
    public enum Ends {
        /** Quantiles of the studentised mean of u - r v. */
        STUDENTISED,
        /** Quantiles of the ratio itself: shorter, and covers less often with few clusters. */
        PERCENTILE
    }

    /** Studentised, 1,999 resamples, confidence 0.95, seed 0. */
    public static RatioInterval withDefaults() {
        return DEFAULTS;
    }

    /**
     * The same with other ends.
     *
     * @param chosen how resamples become an interval
     */
    public RatioInterval with(Ends chosen) {
        return new RatioInterval(chosen, resamples, confidence, seed);
    }

    /**
     * The same with another number of resamples.
     *
     * @param count at least 100
     * @throws IllegalArgumentException if count is below 100
     */
    public RatioInterval withResamples(int count) {
        if (count < 100) {
            throw new IllegalArgumentException("resamples must be at least 100, got " + count);
        }
        return new RatioInterval(ends, count, confidence, seed);
    }

    /**
     * The same with another confidence.
     *
     * @param chosen in (0, 1)
     * @throws IllegalArgumentException if it is not in (0, 1)
     */
    public RatioInterval withConfidence(double chosen) {
        if (!(chosen > 0 && chosen < 1)) {
            throw new IllegalArgumentException("confidence must be in (0, 1), got " + chosen);
        }
        return new RatioInterval(ends, resamples, chosen, seed);
    }

    /**
     * The same with other random numbers.
     *
     * @param chosen any number
     */
    public RatioInterval withSeed(long chosen) {
        return new RatioInterval(ends, resamples, confidence, chosen);
    }

    /**
     * The mean of clusters' values.
     *
     * @param values at least 2 finite values, one a cluster
     * @throws IllegalArgumentException if there are fewer, or one is not finite
     */
    public Estimate ofMean(double[] values) {
        double[] ones = new double[values.length];
        Arrays.fill(ones, 1);
        return of(values, ones);
    }

    /**
     * The ratio of two means. O(n) a resample.
     *
     * @param u numerators, at least 2 finite values, one a cluster
     * @param v denominators, as many finite values whose mean is not 0
     * @throws IllegalArgumentException if the lengths differ or are below 2, a value is not finite, or the mean of v is 0
     */
    public Estimate of(double[] u, double[] v) {
        Scores.requirePaired(u, v, 2);
        Scores.requireFinite("u", u);
        Scores.requireFinite("v", v);
        int n = u.length;
        int[] all = new int[n];
        Arrays.setAll(all, i -> i);
        Moments observed = Moments.of(u, v, all);
        if (observed.v == 0) {
            throw new IllegalArgumentException("the mean of v must not be 0");
        }
        RandomGenerator random = RandomStream.of(seed, "ratio bootstrap");
        double[] drawn = new double[resamples];
        int[] places = new int[n];
        for (int b = 0; b < resamples; b++) {
            for (int i = 0; i < n; i++) {
                places[i] = RandomStream.below(n, random);
            }
            drawn[b] = drawn(observed.ratio(), Moments.of(u, v, places));
        }
        Arrays.sort(drawn);
        double error = observed.error(observed.ratio()) / Math.abs(observed.v);
        return new Estimate(observed.ratio(), error, interval(observed, drawn), n);
    }

    /** What is sorted of a resample: its ratio, or its studentised distance; a ratio over 0 counts as no distance. */
    private double drawn(double observed, Moments resample) {
        if (ends == Ends.PERCENTILE) {
            return resample.v == 0 ? observed : resample.ratio();
        }
        double distance = resample.u - observed * resample.v;
        double error = resample.error(observed);
        double tiny = 1e-12 * (Math.abs(resample.u) + Math.abs(observed * resample.v));
        if (Math.abs(distance) <= tiny) {
            return 0;
        }
        return error > 0 ? distance / error : Math.signum(distance) * UNBOUNDED;
    }

    private Interval interval(Moments observed, double[] sorted) {
        double tail = (1 - confidence) / 2;
        int low = Math.max(0, (int) Math.floor(tail * (resamples + 1)) - 1);
        double bottom = sorted[low];
        double top = sorted[resamples - 1 - low];
        if (ends == Ends.PERCENTILE) {
            return new Interval(bottom, top, confidence);
        }
        double one = observed.ratioAt(bottom);
        double other = observed.ratioAt(top);
        return new Interval(Math.min(one, other), Math.max(one, other), confidence);
    }

    /** Means of both values, and the variances and covariance of the means. */
    private record Moments(double u, double v, double uu, double uv, double vv) {
        static Moments of(double[] u, double[] v, int[] places) {
            double n = places.length;
            double meanU = 0;
            double meanV = 0;
            for (int i : places) {
                meanU += u[i];
                meanV += v[i];
            }
            meanU /= n;
            meanV /= n;
            double uu = 0;
            double uv = 0;
            double vv = 0;
            for (int i : places) {
                double a = u[i] - meanU;
                double b = v[i] - meanV;
                uu += a * a;
                uv += a * b;
                vv += b * b;
            }
            double divisor = n * (n - 1);
            return new Moments(meanU, meanV, uu / divisor, uv / divisor, vv / divisor);
        }

        double ratio() {
            return u / v;
        }

        /** The standard error of the mean of u - r v. */
        double error(double r) {
            return Math.sqrt(Math.max(0, uu - 2 * r * uv + r * r * vv));
        }

        /** The r with {@code (u - r v) / error(r) = q}; 1e100 on its side where there is none. */
        double ratioAt(double q) {
            double side = q > 0 == v > 0 ? -1 : 1;
            double square = q * q;
            double a = v * v - square * vv;
            double b = u * v - square * uv;
            double c = u * u - square * uu;
            double discriminant = b * b - a * c;
            if (q == 0 || error(ratio()) == 0) {
                return ratio();
            }
            if (!(a > 0) || !(discriminant >= 0)) {
                return side * UNBOUNDED;
            }
            double root = (b + side * Math.sqrt(discriminant)) / a;
            return Math.max(-UNBOUNDED, Math.min(UNBOUNDED, root));
        }
    }

    /**
     * An estimate.
     *
     * @param value the ratio
     * @param standardError its standard error
     * @param interval its interval
     * @param clusters number of clusters
     */
    public record Estimate(double value, double standardError, Interval interval, int clusters) {}
}
