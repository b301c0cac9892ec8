package org.palimpsest.stats;

/** The chance that a normal statistic passes the critical value of a standard normal one. */
final class NormalPower {
    private NormalPower() {}

    /**
     * The power of a z test.
     *
     * @param mean of the statistic under the alternative, in null standard deviations
     * @param sd its standard deviation under the alternative, in null standard deviations, at least 0
     */
    static double of(double mean, double sd, double alpha, Alternative alternative) {
        double z = NormalQuantile.ofUpper(alternative == Alternative.TWO_SIDED ? alpha / 2 : alpha);
        return switch (alternative) {
            case GREATER -> upper(z - mean, sd);
            case LESS -> upper(z + mean, sd);
            case TWO_SIDED -> Math.min(1, upper(z - mean, sd) + upper(z + mean, sd));
        };
    }

    static double upper(double distance, double sd) {
        if (sd == 0) {
            return distance <= 0 ? 1 : 0;
        }
        return Math.exp(LogTails.normalUpper(distance / sd));
    }
}
