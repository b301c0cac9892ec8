package org.palimpsest.stats;

import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.jspecify.annotations.Nullable;

/**
 * How much data a test needs for a wanted power, and which effect it finds in the data that there are.
 *
 * <p>The power of a test comes as a curve from the class of its family: {@link CorrelationPower}, {@link StudentPower},
 * {@link RocPower}, {@link TrapPower}, {@link BinomialPower}, {@link HypergeometricPower}, {@link EProcessPower}; by
 * {@link SimulatedPower} for any other.
 *
 * <p>The two static methods serve correlations by Fisher's z: {@code atanh(rho)} is nearly normal with variance 1/(n-3), so a
 * one-sided test at level alpha has the wanted power where {@code (z_alpha + z_beta)^2 = (n - 3) atanh(rho)^2}. Approximate;
 * for a two-sided test halve alpha.
 */
public final class PowerPlan {
    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

    private final PowerCurve curve;
    private final double power;

    private PowerPlan(PowerCurve curve, double power) {
        this.curve = curve;
        this.power = power;
    }

    /**
     * A plan for one test.
     *
     * @param curve the power of the test
     * @param power wanted chance of rejection, in (0, 1)
     * @throws IllegalArgumentException if the power is outside its range
     */
    public static PowerPlan of(PowerCurve curve, double power) {
        requirePower(power);
        return new PowerPlan(curve, power);
    }

    /**
     * The sample size with which the test finds an effect with the wanted power; empty if no sample size does.
     *
     * @param effect a true effect on the side of the alternative
     * @throws IllegalArgumentException if the test cannot look for this effect
     */
    public OptionalLong sampleSize(double effect) {
        curve.scale().requireEffect(effect);
        return curve.sampleSize(effect, power);
    }

    /**
     * The smallest effect that the test finds with the wanted power; empty if it finds none. Of a two-sided test it is that
     * above the null value.
     *
     * @param n sample size
     * @throws IllegalArgumentException if n is outside the range of the curve
     */
    public OptionalDouble detectableEffect(long n) {
        requireSize(n);
        return curve.detectableEffect(n, power);
    }

    /**
     * The smallest effect with its name and power, for a {@link Conclusion}; null if the test finds none.
     *
     * @param n sample size
     * @throws IllegalArgumentException if n is outside the range of the curve
     */
    public @Nullable DetectableEffect detectable(long n) {
        OptionalDouble effect = detectableEffect(n);
        return effect.isEmpty() ? null : new DetectableEffect(curve.scale().name(), effect.getAsDouble(), power);
    }

    /**
     * The power at an effect, or the chance of a false rejection where there is none.
     *
     * @param effect any value on the scale of the curve
     * @param n sample size
     * @return a number in [0, 1]
     * @throws IllegalArgumentException if an argument is outside the range of the curve
     */
    public double power(double effect, long n) {
        requireSize(n);
        EffectScale scale = curve.scale();
        if (!(effect >= scale.lowest() && effect <= scale.highest())) {
            throw new IllegalArgumentException(
                    scale.name() + " must be in [" + scale.lowest() + ", " + scale.highest() + "], got " + effect);
        }
        return curve.at(effect, n);
    }

    static void requirePower(double power) {
        if (!(power > 0 && power < 1)) {
            throw new IllegalArgumentException("power must be in (0, 1), got " + power);
        }
    }

    private void requireSize(long n) {
        if (n < curve.smallestN() || n > curve.largestN()) {
            throw new IllegalArgumentException(
                    "n must be in [" + curve.smallestN() + ", " + curve.largestN() + "], got " + n);
        }
    }

    /**
     * The smallest correlation that a one-sided test finds with the wanted power.
     *
     * @param n number of pairs, at least 4
     * @param alpha level of the test in (0, 1)
     * @param power wanted chance of rejection in (alpha, 1)
     * @return a correlation in (0, 1)
     * @throws IllegalArgumentException if an argument is outside its range
     */
    public static double minimumDetectableCorrelation(long n, double alpha, double power) {
        if (n < 4) {
            throw new IllegalArgumentException("n must be at least 4, got " + n);
        }
        return Math.tanh(distance(alpha, power) / Math.sqrt(n - 3.0));
    }

    /**
     * The number of pairs with which a one-sided test finds a correlation.
     *
     * @param rho correlation in (-1, 1), not 0; the alternative is taken on its side
     * @param alpha level of the test in (0, 1)
     * @param power wanted chance of rejection in (alpha, 1)
     * @return at least 4
     * @throws IllegalArgumentException if an argument is outside its range
     */
    public static long sampleSizeForCorrelation(double rho, double alpha, double power) {
        if (!(Math.abs(rho) > 0 && Math.abs(rho) < 1)) {
            throw new IllegalArgumentException("rho must be in (-1, 1) and not 0, got " + rho);
        }
        double atanh = 0.5 * (Math.log1p(Math.abs(rho)) - Math.log1p(-Math.abs(rho)));
        double ratio = distance(alpha, power) / atanh;
        return Math.max(4, (long) Math.ceil(ratio * ratio) + 3);
    }

    /**
     * The lower end of the one-sided confidence interval of a correlation, by Fisher's z: what to plan with after a pilot, since the
     * luckiest pilots are the ones that are followed up.
     *
     * @param rho correlation of the pilot, in (-1, 1)
     * @param n its pairs, at least 4
     * @param confidence one-sided, in (0.5, 1)
     * @return a correlation; at most 0 where the pilot does not show that there is one
     * @throws IllegalArgumentException if an argument is outside its range
     */
    public static double lowerBoundOfCorrelation(double rho, long n, double confidence) {
        if (!(Math.abs(rho) < 1)) {
            throw new IllegalArgumentException("rho must be in (-1, 1), got " + rho);
        }
        if (n < 4) {
            throw new IllegalArgumentException("n must be at least 4, got " + n);
        }
        if (!(confidence > 0.5 && confidence < 1)) {
            throw new IllegalArgumentException("confidence must be in (0.5, 1), got " + confidence);
        }
        double atanh = 0.5 * (Math.log1p(rho) - Math.log1p(-rho));
        return Math.tanh(atanh - NORMAL.inverseCumulativeProbability(confidence) / Math.sqrt(n - 3.0));
    }

    private static double distance(double alpha, double power) {
        if (!(alpha > 0 && alpha < 1)) {
            throw new IllegalArgumentException("alpha must be in (0, 1), got " + alpha);
        }
        if (!(power > alpha && power < 1)) {
            throw new IllegalArgumentException("power must be in (alpha, 1) = (" + alpha + ", 1), got " + power);
        }
        return NORMAL.inverseSurvivalProbability(alpha) + NORMAL.inverseCumulativeProbability(power);
    }
}
