package org.palimpsest.stats;

/**
 * Gamblers who each started with an equal share of the money and bet on coins by rules fixed beforehand; one for every stake,
 * exponent and side.
 */
final class Gamblers {
    private static final double[] EXPONENTS = {0.5, 1};

    /** Signed by the side that the gambler bets on. */
    private final double[] stakes;

    private final double[] exponents;
    private final double[] logWealth;

    Gamblers(double[] stakes, Alternative alternative) {
        double[] sides = alternative == Alternative.TWO_SIDED
                ? new double[] {1, -1}
                : new double[] {alternative == Alternative.GREATER ? 1 : -1};
        int count = stakes.length * EXPONENTS.length * sides.length;
        this.stakes = new double[count];
        this.exponents = new double[count];
        this.logWealth = new double[count];
        int i = 0;
        for (double side : sides) {
            for (double exponent : EXPONENTS) {
                for (double stake : stakes) {
                    this.stakes[i] = side * stake;
                    this.exponents[i] = exponent;
                    i++;
                }
            }
        }
    }

    /**
     * Plays one coin.
     *
     * @param sign how the coin fell, 1 or -1
     * @param size how much this coin is worth betting on, in [0, 1], known before it fell
     * @return ln of the mean wealth afterwards
     */
    double bet(double sign, double size) {
        double root = Math.sqrt(size);
        double largest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < stakes.length; i++) {
            double share = exponents[i] == 1 ? size : root;
            logWealth[i] += Math.log1p(stakes[i] * sign * share);
            largest = Math.max(largest, logWealth[i]);
        }
        double sum = 0;
        for (double wealth : logWealth) {
            sum += Math.exp(wealth - largest);
        }
        return largest + Math.log(sum / stakes.length);
    }
}
