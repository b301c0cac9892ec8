package org.palimpsest.stats;

import java.util.Arrays;

/** What the t tests share: moments that neither overflow nor mistake rounding for spread, and the tail of one statistic. */
final class StudentTail {
    /** A spread below this share of the largest value is rounding. */
    private static final double ROUNDING = 1e-13;

    private StudentTail() {}

    /** log10 of the p-value of t. */
    static double log10P(Alternative alternative, double t, double df) {
        double logP = switch (alternative) {
            case GREATER -> LogTails.studentUpper(t, df);
            case LESS -> LogTails.studentUpper(-t, df);
            case TWO_SIDED -> Math.log(2) + LogTails.studentUpper(Math.abs(t), df);
        };
        return Math.min(0, logP / Math.log(10));
    }

    static double mean(double[] values) {
        double shift = values[0];
        return shift
                + Arrays.stream(values)
                        .map(value -> (value - shift) / values.length)
                        .sum();
    }

    /** The sum of squares about the mean over {@code values.length - ddof}. */
    static double variance(double[] values, double mean, int ddof) {
        return Arrays.stream(values)
                        .map(value -> (value - mean) * (value - mean))
                        .sum()
                / (values.length - ddof);
    }

    /**
     * Refuses a standard error that is nothing but rounding: constant data must never look like evidence.
     *
     * @param largest the largest magnitude from which the error was computed
     */
    static void requireSpread(String name, double standardDeviation, double largest) {
        if (!(standardDeviation > ROUNDING * largest) || Double.isInfinite(standardDeviation)) {
            throw new IllegalArgumentException(name + " must vary by more than rounding, got standard deviation "
                    + standardDeviation + " at magnitudes up to " + largest);
        }
    }

    static double largest(double[] values) {
        return Arrays.stream(values).map(Math::abs).max().orElse(0);
    }
}
