package org.palimpsest.cli.report;

/**
 * A vertical line that marks a value, such as the observed statistic above its null distribution.
 *
 * @param x finite position
 * @param label what it marks
 */
public record ReferenceLine(double x, String label) {
    /** @throws IllegalArgumentException if the position is not finite */
    public ReferenceLine {
        if (!Double.isFinite(x)) {
            throw new IllegalArgumentException("reference line \"" + label + "\" must have a finite x, got " + x);
        }
    }
}
