package org.palimpsest.traps.family;

import java.util.List;

/**
 * A text seen as parts that can be replaced one by one: {@code before + parts joined by joint + after}.
 *
 * @param before what stands before the first part
 * @param parts the parts, one or more
 * @param joint what stands between two parts
 * @param after what stands behind the last part
 */
public record PartedText(String before, List<String> parts, String joint, String after) {
    /**
     * Checks and copies.
     *
     * @throws IllegalArgumentException if there is no part
     */
    public PartedText {
        parts = List.copyOf(parts);
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("a text must have 1 part or more, got none");
        }
    }

    /**
     * The same text with other parts.
     *
     * @param others the parts, one or more
     * @return a new value
     */
    public PartedText withParts(List<String> others) {
        return new PartedText(before, others, joint, after);
    }

    /**
     * The whole text.
     *
     * @return before, parts and after
     */
    public String text() {
        return before + String.join(joint, parts) + after;
    }
}
