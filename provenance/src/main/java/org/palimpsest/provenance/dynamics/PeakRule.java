package org.palimpsest.provenance.dynamics;

/** Which reading after an exposure is its peak, the local acquisition maximum. */
public enum PeakRule {
    /**
     * The k-th reading after the exposure, k being the earliest at which the mean rise over facts of other folds (ten) is no more
     * than one standard error below the highest. A reading is never chosen for its own noise, so differences to it are unbiased.
     */
    CROSS_FITTED("cross-fitted"),
    /**
     * The highest reading of each probe itself, as published: noise lifts it, by about one standard deviation of the noise among
     * four readings.
     */
    HIGHEST("highest");

    private final String label;

    PeakRule(String label) {
        this.label = label;
    }

    /** The word that reports use: {@code cross-fitted} or {@code highest}. */
    public String label() {
        return label;
    }
}
