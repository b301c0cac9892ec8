package org.palimpsest.traps.registry;

import java.io.Serializable;

/**
 * A trap as it is published.
 *
 * @param id its name in all files
 * @param family name of the family that drew it
 * @param text what to publish, verbatim
 */
public record Trap(String id, String family, String text) implements Serializable {
    /**
     * Checks.
     *
     * @throws IllegalArgumentException if id or text is blank
     */
    public Trap {
        if (id.isBlank() || text.isBlank()) {
            throw new IllegalArgumentException(
                    "id and text of a trap must be non-blank, got \"" + id + "\" and \"" + text + "\"");
        }
    }
}
