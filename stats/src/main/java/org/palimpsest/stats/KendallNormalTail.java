package org.palimpsest.stats;

/**
 * The normal tail of Kendall's score, never knowingly below the tail of its permutation law.
 *
 * @param score the observed score S
 * @param deviation the standard deviation of S given all ties
 * @param continuity half the usual step between values of S
 * @param skewness the skewness of S
 * @param kurtosis how far the kurtosis of S exceeds that of the normal law, 0 where it falls short
 * @param n number of pairs
 */
record KendallNormalTail(long score, double deviation, double continuity, double skewness, double kurtosis, int n) {
    /** Up to this n the law of S with ties in both series is too rough. */
    private static final int ROUGH_N = 30;

    private static final double LARGEST_SKEWNESS = 0.2;

    /**
     * The tail of an observed score. Skewness and kurtosis are those of the linear rank statistic that S comes close to as n
     * grows: the products of the standardised moments of both series of mid-ranks, over sqrt(n) and n.
     */
    static KendallNormalTail of(KendallScore score) {
        double[] x = shape(score.x(), score.n());
        double[] y = shape(score.y(), score.n());
        return new KendallNormalTail(
                score.score(),
                Math.sqrt(score.variance()),
                Math.min(halfStep(score.x(), score.n()), halfStep(score.y(), score.n())),
                x[0] * y[0] / Math.sqrt(score.n()),
                Math.max(0, (x[1] * y[1] - 6) / score.n()),
                score.n());
    }

    /** Whether the tail may be used although both series have ties. */
    boolean isFine() {
        return n > ROUGH_N && Math.abs(skewness) <= LARGEST_SKEWNESS && kurtosis <= LARGEST_SKEWNESS;
    }

    /** The natural logarithm of the p-value. */
    double logP(Alternative alternative) {
        return switch (alternative) {
            case GREATER -> logUpper(score, skewness);
            case LESS -> logUpper(-score, -skewness);
            case TWO_SIDED -> {
                double upper = logUpper(Math.abs(score), skewness);
                double lower = logUpper(Math.abs(score), -skewness);
                double larger = Math.max(upper, lower);
                yield Math.min(0, larger + Math.log1p(Math.exp(Math.min(upper, lower) - larger)));
            }
        };
    }

    /**
     * ln P(S &ge; s): the normal tail times {@code exp(skewness z^3 / 6 + kurtosis z^4 / 24)} (Cramer's series), only ever
     * upwards, and from where the series ends to help on as large as there.
     */
    private double logUpper(long s, double skew) {
        double z = (s - continuity) / deviation;
        double rising = Math.max(0, skew);
        double end = Math.min(1 / Math.max(rising, 1e-300), Math.sqrt(3 / Math.max(kurtosis, 1e-300)));
        double within = Math.min(z, end);
        double raised = within > 0 ? within * within * within * (rising / 6 + kurtosis * within / 24) : 0;
        return Math.min(0, LogTails.normalUpper(within) + raised);
    }

    /** Half the mean step of S against a series of two values (Kendall 1970, chapter 4); 1 without ties. */
    private static double halfStep(int[] groups, int n) {
        return (2.0 * n - groups[0] - groups[groups.length - 1]) / (2.0 * (groups.length - 1));
    }

    /** Skewness and excess kurtosis of mid-ranks. */
    private static double[] shape(int[] groups, int n) {
        double second = 0;
        double third = 0;
        double fourth = 0;
        double below = 0;
        for (int size : groups) {
            double deviation = below + size / 2.0 - n / 2.0;
            second += size * deviation * deviation / n;
            third += size * deviation * deviation * deviation / n;
            fourth += size * deviation * deviation * deviation * deviation / n;
            below += size;
        }
        return new double[] {third / Math.pow(second, 1.5), fourth / (second * second) - 3};
    }
}
