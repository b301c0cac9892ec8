package org.palimpsest.traps.registry;

/** Who picks the published text among the candidates of a trap. */
public enum PublishedBy {
    /** The master key, uniformly: as good as the word of its owner that the key was drawn once. */
    KEY("key"),
    /** A public random value that is drawn after the commitment: nobody could choose, whatever made the candidates. */
    BEACON("beacon");

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
        throw new IllegalArgumentException("publishedBy must be key or beacon, got \"" + label + "\"");
    }
}
