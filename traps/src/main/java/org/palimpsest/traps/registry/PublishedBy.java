package org.palimpsest.traps.registry;

/** Who picks the published text among the candidates of a trap. */
public enum PublishedBy {
    /** The master key, uniformly: as good as the word of its owner that the key was drawn once. */
    KEY("key"),
    /** A public random value that is drawn after the commitment: nobody could choose, whatever made the candidates. */
    BEACON("beacon"),
    /** Nobody: the texts stood in published text before, and their controls were drawn afterwards. Never evidence by itself. */
    FOUND("found");

    private final String label;

    PublishedBy(String label) {
        this.label = label;
    }

    /**
     * The word in files.
     *
     * @return lower-case word
     */
    public String label() {
        return label;
    }

    /** Whether the choice stands when the commitment is made, so that the commitment covers it. */
    boolean beforeCommitment() {
        return this != BEACON;
    }

    /**
     * Finds the value of a word in files.
     *
     * @param label the word
     * @return the value
     * @throws IllegalArgumentException if there is none
     */
    static PublishedBy of(String label) {
        for (PublishedBy value : values()) {
            if (value.label.equals(label)) {
                return value;
            }
        }
        throw new IllegalArgumentException("publishedBy must be key, beacon or found, got \"" + label + "\"");
    }
}
