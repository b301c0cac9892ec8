package org.palimpsest.traps.survival;

import org.jspecify.annotations.Nullable;

/**
 * What a rule does to a document.
 *
 * @param text what is left, or null if the document is dropped
 * @param reason which part of the rule did it, as one word; empty where nothing was done
 */
public record Ruling(@Nullable MarkedText text, String reason) {
    /**
     * Leaves the document as it is.
     *
     * @param text its text
     * @return the ruling
     */
    public static Ruling keep(MarkedText text) {
        return new Ruling(text, "");
    }

    /**
     * Leaves another text.
     *
     * @param text what is left
     * @param reason which part of the rule did it
     * @return the ruling
     */
    public static Ruling change(MarkedText text, String reason) {
        return new Ruling(text, reason);
    }

    /**
     * Drops the document.
     *
     * @param reason which part of the rule did it
     * @return the ruling
     */
    public static Ruling drop(String reason) {
        return new Ruling(null, reason);
    }

    /** Returns whether the document is dropped. */
    public boolean dropped() {
        return text == null;
    }
}
