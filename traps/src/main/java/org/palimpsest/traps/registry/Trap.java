package org.palimpsest.traps.registry;

import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A trap as it is published.
 *
 * @param id its name in all files
 * @param family name of the family that drew it
 * @param text the text that is tested, and published verbatim unless there are wordings
 * @param wordings what the copies say instead of the text, in turns; empty where every copy is the text itself
 * @param document id of the document that the trap is a version of or was found in; null where it belongs to none
 */
public record Trap(
        String id,
        String family,
        String text,
        List<String> wordings,
        @Nullable String document) implements Serializable {
    /**
     * Checks and copies.
     *
     * @throws IllegalArgumentException if id, text or a wording is blank
     */
    public Trap {
        wordings = List.copyOf(wordings);
        if (id.isBlank() || text.isBlank()) {
            throw new IllegalArgumentException(
                    "id and text of a trap must be non-blank, got \"" + id + "\" and \"" + text + "\"");
        }
        if (wordings.stream().anyMatch(String::isBlank)) {
            throw new IllegalArgumentException("wordings of trap " + id + " must be non-blank, got one that is blank");
        }
    }

    /**
     * A trap that belongs to no document.
     *
     * @param id its name in all files
     * @param family name of the family that drew it
     * @param text the text that is tested
     * @param wordings what the copies say instead of the text
     * @throws IllegalArgumentException if id, text or a wording is blank
     */
    public Trap(String id, String family, String text, List<String> wordings) {
        this(id, family, text, wordings, null);
    }

    /**
     * A trap of which every copy is the text itself.
     *
     * @param id its name in all files
     * @param family name of the family that drew it
     * @param text what to publish, verbatim
     * @throws IllegalArgumentException if id or text is blank
     */
    public Trap(String id, String family, String text) {
        this(id, family, text, List.of());
    }

    /**
     * What a copy says.
     *
     * @param copy number of the copy, from 1
     * @return the text, or wording {@code (copy - 1) mod size}
     * @throws IllegalArgumentException if the number is below 1
     */
    public String copyText(int copy) {
        if (copy < 1) {
            throw new IllegalArgumentException("copy must be 1 or more, got " + copy + " for trap " + id);
        }
        return wordings.isEmpty() ? text : wordings.get((copy - 1) % wordings.size());
    }
}
