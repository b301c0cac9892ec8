package org.palimpsest.cli.report;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * Where values of an axis lie on the page.
 *
 * @param scale how values spread
 * @param low value at {@code start}
 * @param high value at {@code end}
 * @param start pixel of the low end
 * @param end pixel of the high end
 */
record Projection(AxisScale scale, double low, double high, double start, double end) {
    double pixel(double value) {
        double from = scale.toLength(low);
        double to = scale.toLength(high);
        return start + (scale.toLength(value) - from) / (to - from) * (end - start);
    }

    /** The pixel of a value as a coordinate with at most two decimals. */
    String at(double value) {
        return coordinate(pixel(value));
    }

    boolean contains(double value) {
        return value >= low && value <= high;
    }

    /** A coordinate with at most two decimals and no negative zero, the same in every locale. */
    static String coordinate(double pixel) {
        BigDecimal rounded = BigDecimal.valueOf(pixel).setScale(2, RoundingMode.HALF_EVEN);
        return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
    }
}
