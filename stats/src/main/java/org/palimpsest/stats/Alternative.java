package org.palimpsest.stats;

/** The side of the null value on which a test looks for evidence; fixed before the data are seen. */
public enum Alternative {
    /** Departures to either side count as evidence. */
    TWO_SIDED("two-sided"),
    /** Only a statistic above its null value counts as evidence. */
    GREATER("greater"),
    /** Only a statistic below its null value counts as evidence. */
    LESS("less");

    private final String label;

    Alternative(String label) {
        this.label = label;
    }

    /** The word that reports and options use: {@code two-sided}, {@code greater} or {@code less}. */
    public String label() {
        return label;
    }
}
