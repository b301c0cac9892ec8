package org.palimpsest.traps.registry;

/** Who picks the published text among the candidates of a trap. */
public enum PublishedBy {
    /** The master key, uniformly: as good as the word of its owner that the key was drawn once. */
    KEY("key"),
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
}
