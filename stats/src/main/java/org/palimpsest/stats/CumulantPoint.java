package org.palimpsest.stats;

/**
 * A cumulant generating function at one t: {@code K(t) = value + correction}, where the value is of the order of the sample
 * size and the correction, 0 at t = 0, of order 1.
 *
 * @param value leading part
 * @param slope its first derivative
 * @param curvature its second derivative
 * @param correction what the next order adds to K
 */
record CumulantPoint(double value, double slope, double curvature, double correction) {
    /** The sum of independent statistics. */
    CumulantPoint plus(CumulantPoint other) {
        return new CumulantPoint(
                value + other.value, slope + other.slope, curvature + other.curvature, correction + other.correction);
    }

    /** The point for a multiple of the statistic, if this point was taken at {@code scale * t}. */
    CumulantPoint scaled(double scale) {
        return new CumulantPoint(value, scale * slope, scale * scale * curvature, correction);
    }
}
