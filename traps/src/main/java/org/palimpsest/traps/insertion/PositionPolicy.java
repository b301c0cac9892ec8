package org.palimpsest.traps.insertion;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Where in a document a trap may stand. A word boundary is the end of a word: an offset whose character before is no white
 * space and whose character at it is; the end of the text counts as well.
 */
public enum PositionPolicy {
    /** Before the first character. */
    START("start"),
    /** After the last character. */
    END("end"),
    /** A word boundary at or after half of the text's length, all equally likely; what the ghost sentence paper advises. */
    LATTER_HALF("latter-half"),
    /** Any word boundary, all equally likely. */
    WORD_BOUNDARY("word-boundary");

    private final String label;

    PositionPolicy(String label) {
        this.label = label;
    }

    /**
     * The word on the command line.
     *
     * @return lower-case word
     */
    public String label() {
        return label;
    }

    /**
     * Finds a policy.
     *
     * @param label its word
     * @return the policy
     * @throws IllegalArgumentException if there is none of that word
     */
    public static PositionPolicy of(String label) {
        return Arrays.stream(values())
                .filter(policy -> policy.label.equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("position must be one of "
                        + Arrays.stream(values()).map(PositionPolicy::label).toList() + ", got \"" + label + "\""));
    }

    /**
     * The offsets that this policy allows.
     *
     * @param text any text
     * @return one or more offsets in UTF-16 units, ascending
     */
    List<Integer> offsets(String text) {
        return switch (this) {
            case START -> List.of(0);
            case END -> List.of(text.length());
            case LATTER_HALF -> boundaries(text, (text.length() + 1) / 2);
            case WORD_BOUNDARY -> boundaries(text, 1);
        };
    }

    private static List<Integer> boundaries(String text, int from) {
        List<Integer> offsets = new ArrayList<>();
        for (int i = Math.max(1, from); i < text.length(); i++) {
            if (Character.isWhitespace(text.charAt(i)) && !Character.isWhitespace(text.charAt(i - 1))) {
                offsets.add(i);
            }
        }
        offsets.add(text.length());
        return offsets;
    }
}
