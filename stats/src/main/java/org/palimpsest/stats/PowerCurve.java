package org.palimpsest.stats;

import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * The chance that a test at a fixed level rejects, as a function of the true effect and the sample size.
 *
 * <p>It grows with the distance of the effect from none and, up to the sawtooth of discrete tests, with the sample size. What n
 * counts is said by the method that makes the curve.
 */
public interface PowerCurve {
    /**
     * The chance of rejection.
     *
     * @param effect a value in {@code [scale().lowest(), scale().highest()]}
     * @param n sample size in {@code [smallestN(), largestN()]}
     * @return a number in [0, 1]
     */
    double at(double effect, long n);

    /** What an effect is. */
    EffectScale scale();

    /** The smallest sample size for which the test is defined. */
    long smallestN();

    /** The largest sample size that is looked at. */
    long largestN();

    /** The relative precision to which effects are searched. */
    default double precision() {
        return 1e-12;
    }

    /**
     * A sample size with the wanted power whose predecessor lacks it, by doubling and bisection; empty if not even the largest
     * sample size has it.
     *
     * @param effect a true effect on the side of the alternative
     * @param power wanted chance of rejection in (0, 1)
     */
    default OptionalLong sampleSize(double effect, double power) {
        long low = smallestN() - 1;
        long high = smallestN();
        while (at(effect, high) < power) {
            if (high == largestN()) {
                return OptionalLong.empty();
            }
            low = high;
            high = Math.min(2 * high, largestN());
        }
        while (high - low > 1) {
            long middle = low + (high - low) / 2;
            if (at(effect, middle) < power) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return OptionalLong.of(high);
    }

    /**
     * The smallest effect that is found with the wanted power, by bisection to {@link #precision()}; empty if not even the
     * largest effect is.
     *
     * @param n sample size in {@code [smallestN(), largestN()]}
     * @param power wanted chance of rejection in (0, 1)
     */
    default OptionalDouble detectableEffect(long n, double power) {
        double none = scale().none();
        double far = scale().extreme();
        if (Double.isInfinite(far)) {
            far = none + Math.signum(far);
            while (at(far, n) < power && Double.isFinite(far)) {
                far = none + 2 * (far - none);
            }
        }
        if (Double.isInfinite(far) || at(far, n) < power) {
            return OptionalDouble.empty();
        }
        double near = none;
        while (Math.abs(far - near) > precision() * Math.abs(far - none)) {
            double middle = near + (far - near) / 2;
            if (middle == near || middle == far) {
                break;
            }
            if (at(middle, n) < power) {
                near = middle;
            } else {
                far = middle;
            }
        }
        return OptionalDouble.of(far);
    }
}
