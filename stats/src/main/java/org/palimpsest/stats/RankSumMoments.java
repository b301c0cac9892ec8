package org.palimpsest.stats;

/**
 * The moments of a sum of n of N values drawn without replacement, and the corrected normal tail.
 *
 * @param mean of the sum
 * @param deviation its standard deviation, above 0
 * @param skewness third standardised cumulant
 * @param kurtosis fourth standardised cumulant, 0 for a normal law
 */
record RankSumMoments(double mean, double deviation, double skewness, double kurtosis) {

    /** The exact moments; N at least 4, the values not all equal. */
    static RankSumMoments of(int[] values, int chosen) {
        double all = values.length;
        double n = chosen;
        double m = all - n;
        double mean = 0;
        for (int value : values) {
            mean += value / all;
        }
        double s2 = 0;
        double s3 = 0;
        double s4 = 0;
        for (int value : values) {
            double d = value - mean;
            s2 += d * d;
            s3 += d * d * d;
            s4 += d * d * d * d;
        }
        double pairs = n * m / (all * (all - 1));
        double variance = pairs * s2;
        double third = pairs * (m - n) / (all - 2) * s3;
        double fourth = pairs
                * ((all * (all + 1) - 6 * n * m) * s4 + 3 * (n - 1) * (m - 1) * s2 * s2)
                / ((all - 2) * (all - 3));
        return new RankSumMoments(
                n * mean,
                Math.sqrt(variance),
                third / (variance * Math.sqrt(variance)),
                fourth / (variance * variance) - 3);
    }

    /**
     * ln of the upper tail of a doubled rank sum by the normal law with a continuity correction of half a rank, raised by
     * {@code g z^3/6 + k z^4/24} where these are positive. Below z = sqrt(3) a negative k also raises the tail, by
     * {@code -k (3 z - z^3) / 24} times the hazard of the normal law.
     *
     * @return NaN if the raise exceeds the given share of {@code z^2/2}
     */
    double logUpper(long sum, double largestCorrection) {
        double z = (sum - 1 - mean) / deviation;
        double normal = LogTails.normalUpper(z);
        if (z <= 0) {
            return normal;
        }
        double share = Math.max(0, skewness) * z / 3 + Math.max(0, kurtosis) * z * z / 12;
        double hazard = Math.exp(-z * z / 2 - normal) / Math.sqrt(2 * Math.PI);
        double shoulder = Math.max(0, -kurtosis) * Math.max(0, 3 * z - z * z * z) / 24 * hazard;
        return share > largestCorrection ? Double.NaN : Math.min(0, normal + share * z * z / 2 + shoulder);
    }
}
