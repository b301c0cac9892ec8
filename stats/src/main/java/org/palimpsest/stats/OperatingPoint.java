package org.palimpsest.stats;

/**
 * Where a detector works that may accuse at most a given share of non-members.
 *
 * <p>A text is called a member if its score is at least the threshold. Among all thresholds whose false-positive rate on the
 * sample is within the budget this is one of greatest true-positive rate, and of those the strictest.
 *
 * @param fpr the false-positive rate allowed, in (0, 1]
 * @param tpr the share of members found, in [0, 1]
 * @param threshold the smallest score that is called a member; infinite if nothing may be called one
 * @param achievedFpr the share of non-members called members, in [0, fpr]
 */
public record OperatingPoint(double fpr, double tpr, double threshold, double achievedFpr) {
    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if a rate is outside its range or the threshold is NaN
     */
    public OperatingPoint {
        if (!(fpr > 0 && fpr <= 1)) {
            throw new IllegalArgumentException("fpr must be in (0, 1], got " + fpr);
        }
        if (!(tpr >= 0 && tpr <= 1)) {
            throw new IllegalArgumentException("tpr must be in [0, 1], got " + tpr);
        }
        if (!(achievedFpr >= 0 && achievedFpr <= fpr)) {
            throw new IllegalArgumentException("achievedFpr must be in [0, " + fpr + "], got " + achievedFpr);
        }
        if (Double.isNaN(threshold)) {
            throw new IllegalArgumentException("threshold must be a number, got NaN");
        }
    }
}
