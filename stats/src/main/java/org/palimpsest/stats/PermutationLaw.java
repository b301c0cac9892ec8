package org.palimpsest.stats;

/** The law of a sum of products over all equally likely orders, centred so that its mean is 0. */
interface PermutationLaw {
    /** ln P(S &ge; s). */
    double logUpper(double s);

    /** ln P(S &le; s). */
    double logLower(double s);

    /** What p-values of this law guarantee. */
    PValueMethod method();

    /** ln p on one side, or of P(|S| &ge; |s|): the sum of both tails, which differ where ties skew the law. */
    default double logP(double s, Alternative alternative) {
        return switch (alternative) {
            case GREATER -> logUpper(s);
            case LESS -> logLower(s);
            case TWO_SIDED -> s == 0 ? 0 : logSum(logUpper(Math.abs(s)), logLower(-Math.abs(s)));
        };
    }

    private static double logSum(double first, double second) {
        double high = Math.max(first, second);
        double low = Math.min(first, second);
        return low == Double.NEGATIVE_INFINITY ? high : Math.min(0, high + Math.log1p(Math.exp(low - high)));
    }
}
