package org.palimpsest.traps.survival;

/**
 * One measured effect.
 *
 * @param length tokens of a trap, at least 1
 * @param copies exact copies of it that a model saw, at least 1
 * @param auc chance that a published trap outscores a control, in [0, 1)
 */
public record DosePoint(int length, double copies, double auc) {
    /**
     * Checks.
     *
     * @throws IllegalArgumentException if a number is out of range
     */
    public DosePoint {
        if (length < 1 || !(copies >= 1) || Double.isInfinite(copies)) {
            throw new IllegalArgumentException(
                    "length and copies must be at least 1, got " + length + " and " + copies);
        }
        if (!(auc >= 0 && auc < 1)) {
            throw new IllegalArgumentException("auc must be in [0, 1), got " + auc);
        }
    }
}
