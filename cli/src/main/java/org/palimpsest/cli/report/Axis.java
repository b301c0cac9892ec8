package org.palimpsest.cli.report;

import java.util.Locale;
import java.util.OptionalDouble;

/**
 * One axis of a plot. Immutable.
 *
 * @param label what it shows, with its unit
 * @param scale how values spread
 * @param low where it must begin; empty: at a round value below the data
 * @param high where it must end; empty: at a round value above the data
 */
public record Axis(String label, AxisScale scale, OptionalDouble low, OptionalDouble high) {
    /** @throws IllegalArgumentException if a bound is not finite, not positive on a log axis, or the bounds are not in order */
    public Axis {
        if (low.isPresent()) {
            requireBound(label, scale, low.getAsDouble());
        }
        if (high.isPresent()) {
            requireBound(label, scale, high.getAsDouble());
        }
        if (low.isPresent() && high.isPresent() && !(low.getAsDouble() < high.getAsDouble())) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "axis \"%s\" must begin below its end, got %s and %s",
                    label,
                    low.getAsDouble(),
                    high.getAsDouble()));
        }
    }

    /** A linear axis as long as its data. */
    public static Axis of(String label) {
        return new Axis(label, AxisScale.LINEAR, OptionalDouble.empty(), OptionalDouble.empty());
    }

    /** This axis with another scale. */
    public Axis with(AxisScale other) {
        return new Axis(label, other, low, high);
    }

    /** This axis from {@code newLow} to {@code newHigh}. What lies outside is not drawn. */
    public Axis between(double newLow, double newHigh) {
        return new Axis(label, scale, OptionalDouble.of(newLow), OptionalDouble.of(newHigh));
    }

    /** This axis beginning at {@code newLow}. */
    public Axis from(double newLow) {
        return new Axis(label, scale, OptionalDouble.of(newLow), high);
    }

    private static void requireBound(String label, AxisScale scale, double bound) {
        if (!Double.isFinite(bound)) {
            throw new IllegalArgumentException("a bound of axis \"" + label + "\" must be finite, got " + bound);
        }
        if (scale == AxisScale.LOG2 && bound <= 0) {
            throw new IllegalArgumentException("a bound of log axis \"" + label + "\" must be positive, got " + bound);
        }
    }
}
