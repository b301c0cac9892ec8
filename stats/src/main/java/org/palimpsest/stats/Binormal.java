package org.palimpsest.stats;

/**
 * The binormal model of scores: members N(d, 1), non-members N(0, 1), so that {@code AUC = Phi(d / sqrt(2))}.
 *
 * <p>Two differences member - non-member that share texts are bivariate normal, and the covariance of the events that both are
 * positive is {@code integral over t in [0, r] of phi2(h, k; t)}, r the correlation of the differences (Plackett 1954).
 */
final class Binormal {
    private Binormal() {}

    /** h = d / sqrt(2) of an AUC in [0, 1]. */
    static double quantile(double auc) {
        if (auc == 0 || auc == 1) {
            return auc == 1 ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
        }
        return -NormalQuantile.ofUpper(auc);
    }

    /** The distance d between the means for an AUC. */
    static double distance(double auc) {
        return Math.sqrt(2) * quantile(auc);
    }

    /** Covariance of the indicators of U &le; h and V &le; k, where U and V are standard normal with correlation r in [0, 1]. */
    static double covariance(double h, double k, double r) {
        if (Double.isInfinite(h) || Double.isInfinite(k)) {
            return 0;
        }
        return GaussLegendre.integral(
                        angle -> {
                            double sine = Math.sin(angle);
                            double cosine = Math.cos(angle);
                            // h^2 + k^2 - 2 h k sin = (h - k)^2 + 2 h k (1 - sin), and cos^2 = (1 - sin)(1 + sin).
                            double apart = (h - k) / cosine;
                            return Math.exp(-apart * apart / 2 - h * k / (1 + sine));
                        },
                        0,
                        Math.asin(r),
                        4)
                / (2 * Math.PI);
    }

    /**
     * Covariance of two empirical AUCs of the same texts, or the variance of one where the scores coincide (Hanley and McNeil
     * 1982; their Q1 and Q2 by the binormal law).
     *
     * @param first AUC of one score
     * @param second AUC of the other
     * @param correlation of the two scores within members and within non-members; 1 for one score with itself
     */
    static double covariance(double first, double second, double correlation, double members, double nonMembers) {
        double h = quantile(first);
        double k = quantile(second);
        double bothShared = covariance(h, k, correlation);
        double oneShared = covariance(h, k, correlation / 2);
        return (bothShared + (members + nonMembers - 2) * oneShared) / (members * nonMembers);
    }
}
