package org.palimpsest.cli.story;

import java.util.Locale;

/** The models of the story. */
public enum Role {
    /** Trained on the marked corpus in a recorded random order. */
    ALICE("Alice", "trained on the marked text"),
    /** Trained on the unmarked text in an order of its own; independent of all others. */
    REFERENCE("Reference", "independent model, for comparison"),
    /** Trained on the unmarked text in an order of her own: innocent. */
    CAROL("Carol", "innocent: unmarked text, own order"),
    /** Alice's model, fine-tuned on text that she never used. */
    BOB("Bob", "Alice's model, fine-tuned on other text");

    private final String label;
    private final String description;

    Role(String label, String description) {
        this.label = label;
        this.description = description;
    }

    /**
     * The name for people.
     *
     * @return one word
     */
    public String label() {
        return label;
    }

    /**
     * What the model is.
     *
     * @return a few words
     */
    public String description() {
        return description;
    }

    /**
     * The name for files and random streams.
     *
     * @return lower case
     */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
