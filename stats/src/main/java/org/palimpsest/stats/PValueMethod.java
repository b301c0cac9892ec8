package org.palimpsest.stats;

/** How a p-value was obtained, which decides what it guarantees. */
public enum PValueMethod {
    /** From the full null law: P(p &le; a) &le; a for every a and every sample size. */
    EXACT("exact"),
    /** From random permutations, {@code (1 + b) / (1 + B)}: valid for every sample size, never below {@code 1 / (1 + B)}. */
    PERMUTATION("permutation"),
    /** From a limiting law: valid as n grows, only approximate in the far tail. */
    ASYMPTOTIC("asymptotic");

    private final String label;

    PValueMethod(String label) {
        this.label = label;
    }

    /** The word that reports use: {@code exact}, {@code permutation} or {@code asymptotic}. */
    public String label() {
        return label;
    }
}
