package org.palimpsest.traps.detection;

import java.util.Arrays;

/** How the scores of many traps become one p-value. To be chosen before the scores are seen. */
public enum Pooling {
    /** The sum of ranks against its exact law: withstands outliers and reaches the smallest p-values. The default. */
    RANK_SUM("rank"),
    /** The sum of standardised scores against redraws of which text of each trap was published: sees how far a score stands out. */
    MONTE_CARLO("monte-carlo"),
    /** Fisher's combination of the rank p-values of the traps: strongest where few traps are remembered very well. */
    FISHER("fisher");

    private final String label;

    Pooling(String label) {
        this.label = label;
    }

    /**
     * The word in reports.
     *
     * @return lower-case words joined by hyphens
     */
    public String label() {
        return label;
    }

    /**
     * Finds a pooling.
     *
     * @param label its word
     * @return the pooling
     * @throws IllegalArgumentException if there is none of that word
     */
    public static Pooling of(String label) {
        return Arrays.stream(values())
                .filter(pooling -> pooling.label.equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("pooling must be one of "
                        + Arrays.stream(values()).map(Pooling::label).toList() + ", got \"" + label + "\""));
    }
}
