package org.palimpsest.stats;

/**
 * The smallest effect that a test would have found.
 *
 * @param name what is measured, such as {@code Spearman correlation}
 * @param value the effect, finite, in the unit that the name says
 * @param power chance of finding it, in (0, 1)
 */
public record DetectableEffect(String name, double value, double power) {

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if the name is blank, the value not finite or the power outside its range
     */
    public DetectableEffect {
        if (name.isBlank()) {
            throw new IllegalArgumentException("name must not be blank");
        }
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("value must be finite, got " + value);
        }
        PowerPlan.requirePower(power);
    }
}
