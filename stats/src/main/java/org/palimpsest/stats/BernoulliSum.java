package org.palimpsest.stats;

/**
 * The law of a sum of independent weighted coins, {@code sum of w_i B_i} with whole weights, and its upper tail in log space.
 *
 * <p>The law is computed under exponential tilting, with theta chosen so that the wanted sum becomes the mean, as in
 * {@link UniformSum}: all masses that matter are of ordinary size. It serves both the Poisson-binomial law (weights 1, unequal
 * coins) and the law of a rank sum or an integer sum under random signs (fair coins).
 */
final class BernoulliSum {
    private BernoulliSum() {}

    /**
     * ln P(sum &ge; s). O(n S) time and O(S) memory, S the lesser of the sum of weights and s plus a few standard deviations.
     *
     * @param weights each at least 1
     * @param logOdds ln(P(B = 1) / P(B = 0)) of each coin, finite
     * @param s a sum of at least 0 and at most the sum of weights
     */
    static double logUpperTail(int[] weights, double[] logOdds, long s) {
        long largest = 0;
        double logAll = 0;
        for (int i = 0; i < weights.length; i++) {
            largest += weights[i];
            logAll -= softPlus(-logOdds[i]);
        }
        if (s <= 0) {
            return 0;
        }
        if (s >= largest) {
            return logAll;
        }
        double theta = tilt(weights, logOdds, s);
        double[] tilted = tiltedLaw(weights, logOdds, theta, reach(weights, logOdds, theta, s, largest));
        double tail = 0;
        for (int k = tilted.length - 1; k >= s; k--) {
            tail += tilted[k] * Math.exp(-theta * (k - s));
        }
        double logMoment = 0;
        for (int i = 0; i < weights.length; i++) {
            logMoment += softPlus(logOdds[i] + theta * weights[i]) - softPlus(logOdds[i]);
        }
        return Math.min(0, logMoment - theta * s + Math.log(tail));
    }

    /** ln P(sum of w_i B_i &ge; s) for fair coins. */
    static double logUpperTail(int[] weights, long s) {
        return logUpperTail(weights, new double[weights.length], s);
    }

    /** The theta at least 0 at which the tilted mean is s, or 0 if the mean is not below s; by bisection. */
    private static double tilt(int[] weights, double[] logOdds, long s) {
        if (mean(weights, logOdds, 0) >= s) {
            return 0;
        }
        double high = 1;
        while (mean(weights, logOdds, high) < s) {
            high *= 2;
        }
        double low = 0;
        for (int i = 0; i < 60; i++) {
            double middle = (low + high) / 2;
            if (mean(weights, logOdds, middle) < s) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    private static double mean(int[] weights, double[] logOdds, double theta) {
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += weights[i] * logistic(logOdds[i] + theta * weights[i]);
        }
        return sum;
    }

    /** Above this sum the tilted law holds less than e^-50 (Bernstein's inequality). */
    private static int reach(int[] weights, double[] logOdds, double theta, long s, long largest) {
        double mean = 0;
        double variance = 0;
        double heaviest = 0;
        for (int i = 0; i < weights.length; i++) {
            double chance = logistic(logOdds[i] + theta * weights[i]);
            mean += weights[i] * chance;
            variance += (double) weights[i] * weights[i] * chance * (1 - chance);
            heaviest = Math.max(heaviest, weights[i]);
        }
        double above = Math.max(mean, (double) s) + 12 * Math.sqrt(variance) + 40 * heaviest;
        return Math.toIntExact((long) Math.min((double) largest, above));
    }

    /** P(sum = k) under the tilted law for k in 0..reach. */
    private static double[] tiltedLaw(int[] weights, double[] logOdds, double theta, int reach) {
        double[] law = new double[reach + 1];
        law[0] = 1;
        long top = 0;
        for (int i = 0; i < weights.length; i++) {
            int weight = weights[i];
            double x = logOdds[i] + theta * weight;
            double one = logistic(x);
            double zero = logistic(-x);
            top = Math.min(reach, top + weight);
            for (int k = (int) top; k >= weight; k--) {
                law[k] = law[k] * zero + law[k - weight] * one;
            }
            for (int k = (int) Math.min(top, weight - 1L); k >= 0; k--) {
                law[k] *= zero;
            }
        }
        return law;
    }

    private static double logistic(double x) {
        return x >= 0 ? 1 / (1 + Math.exp(-x)) : Math.exp(x) / (1 + Math.exp(x));
    }

    /** ln(1 + e^x). */
    private static double softPlus(double x) {
        return x > 0 ? x + Math.log1p(Math.exp(-x)) : Math.log1p(Math.exp(x));
    }
}
