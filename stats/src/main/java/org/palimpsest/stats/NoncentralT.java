package org.palimpsest.stats;

import java.util.Arrays;
import org.apache.commons.numbers.gamma.LogGamma;
import org.apache.commons.statistics.distribution.TDistribution;

/** The noncentral t law: that of (Z + shift) / S with Z standard normal and df S^2 chi-squared with df degrees of freedom. */
final class NoncentralT {
    /** How many standard deviations of S or of the normal step are looked at. */
    private static final double REACH = 9;

    private static final int PANELS = 4;

    private NoncentralT() {}

    /** P(T &ge; t), by integration over S: the mean of P(Z &ge; t S - shift). Absolute error below 1e-13. */
    static double upper(double t, double df, double shift) {
        double mode = Math.sqrt(Math.max(0, (df - 1) / df));
        double low = Math.max(0, mode - REACH / Math.sqrt(df));
        double high = mode + REACH / Math.sqrt(df);
        // Where t S = shift the normal tail steps from 1 to 0 over a width of 1/|t|.
        double[] ends = {low, high, low, low, low};
        if (t != 0) {
            double step = shift / t;
            double width = REACH / Math.abs(t);
            ends = new double[] {
                low, high, clip(step - width, low, high), clip(step, low, high), clip(step + width, low, high)
            };
        }
        Arrays.sort(ends);
        double logScale = Math.log(2) + df / 2 * Math.log(df / 2) - LogGamma.value(df / 2);
        double sum = 0;
        for (int i = 1; i < ends.length; i++) {
            if (ends[i] > ends[i - 1]) {
                sum += GaussLegendre.integral(
                        s -> Math.exp(logScale
                                + (df == 1 ? 0 : (df - 1) * Math.log(s))
                                - df * s * s / 2
                                + LogTails.normalUpper(t * s - shift)),
                        ends[i - 1],
                        ends[i],
                        PANELS);
            }
        }
        return Math.max(0, Math.min(1, sum));
    }

    /** The power of a t test with the given level, degrees of freedom and shift of the numerator in standard errors. */
    static double power(double df, double shift, double alpha, Alternative alternative) {
        return power(df, df, shift, alpha, alternative);
    }

    /** The same where the critical value comes from other degrees of freedom than the statistic has. */
    static double power(double df, double criticalDf, double shift, double alpha, Alternative alternative) {
        double level = alternative == Alternative.TWO_SIDED ? alpha / 2 : alpha;
        double critical = TDistribution.of(criticalDf).inverseSurvivalProbability(level);
        return switch (alternative) {
            case GREATER -> upper(critical, df, shift);
            case LESS -> upper(critical, df, -shift);
            case TWO_SIDED -> Math.min(1, upper(critical, df, shift) + upper(critical, df, -shift));
        };
    }

    private static double clip(double value, double low, double high) {
        return Math.max(low, Math.min(high, value));
    }
}
