package org.palimpsest.stats;

/** What is known about the random draw (of an order, or of a published secret) on which a test rests. */
public enum Randomisation {
    /** The draw was random and provably fixed before the model was trained, as by a sealed commitment. */
    VERIFIED("verified"),
    /** The draw is said to be random; nothing proves it, nothing speaks against it. */
    UNVERIFIED("unverified"),
    /** A check found the draw not random, or another assumption of the test broken. */
    REFUTED("refuted");

    private final String label;

    Randomisation(String label) {
        this.label = label;
    }

    /** The word that reports use: {@code verified}, {@code unverified} or {@code refuted}. */
    public String label() {
        return label;
    }
}
