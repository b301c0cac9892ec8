package org.palimpsest.provenance.observational;

import java.util.Arrays;

/** How weights are compared with time. */
public enum PartitionStatistic {
    /**
     * Spearman's correlation of weight and step, as published; inside strata van Elteren's z. A unit with very much weight is no more
     * than the highest rank.
     */
    SPEARMAN("spearman"),
    /** The mean rank of the step, weighted, as z; with unique weights the mean over unique matches. */
    MEAN("mean");

    private final String label;

    PartitionStatistic(String label) {
        this.label = label;
    }

    /** The word that options use. */
    public String label() {
        return label;
    }

    /**
     * The statistic of a word that options use.
     *
     * @param label {@code spearman} or {@code mean}
     * @throws IllegalArgumentException if there is none
     */
    public static PartitionStatistic of(String label) {
        return Arrays.stream(values())
                .filter(statistic -> statistic.label.equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("statistic must be spearman or mean, got " + label));
    }
}
