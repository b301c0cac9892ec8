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
    /** The word boundary that is nearest to half of the text's length; of two, the first. */
    MIDDLE("middle"),
    /** A word boundary at or after half of the text's length, all equally likely; what the ghost sentence paper advises. */
    LATTER_HALF("latter-half"),
    /** After the last character. */
    END("end"),
    /** The end of a paragraph, all equally likely. */
    PARAGRAPH_END("paragraph-end"),
    /** The end of a sentence, all equally likely. */
    SENTENCE_END("sentence-end"),
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
     * Chooses among places that stand in a row, each with the length of the text before it.
     *
     * @param places offsets, ascending
     * @param before length of the text before each
     * @param length length of the whole text
     * @return the places that this policy allows, one or more unless there are none at all
     */
    List<Integer> among(List<Integer> places, List<Integer> before, int length) {
        if (places.isEmpty()) {
            return places;
        }
        return switch (this) {
            case START -> places.subList(0, 1);
            case END -> places.subList(places.size() - 1, places.size());
            case MIDDLE -> List.of(places.get(nearest(before, length)));
            case LATTER_HALF -> latter(places, before, length);
            case PARAGRAPH_END, SENTENCE_END, WORD_BOUNDARY -> places;
        };
    }

    private static int nearest(List<Integer> before, int length) {
        int best = 0;
        for (int i = 1; i < before.size(); i++) {
            if (Math.abs(2L * before.get(i) - length) < Math.abs(2L * before.get(best) - length)) {
                best = i;
            }
        }
        return best;
    }

    private static List<Integer> latter(List<Integer> places, List<Integer> before, int length) {
        List<Integer> latter = new ArrayList<>();
        for (int i = 0; i < places.size(); i++) {
            if (before.get(i) >= (length + 1) / 2) {
                latter.add(places.get(i));
            }
        }
        return latter.isEmpty() ? places.subList(places.size() - 1, places.size()) : latter;
    }
}
