package org.palimpsest.traps.family;

import java.util.List;
import java.util.Map;

/**
 * A way to draw marks at random. The published mark and its unpublished controls are draws of one family under one key, so a
 * model that never saw the published one cannot tell it from its controls.
 *
 * <p>Implementations are immutable, and {@link #draw} is a pure function of the bytes of the stream: the same bytes give the
 * same text on every machine.
 */
public interface TrapFamily {
    /**
     * The family's name in files and on the command line.
     *
     * @return lower-case word, such as {@code ghost}
     */
    String name();

    /**
     * Draws one text.
     *
     * @param stream source of all randomness; the family takes as many bytes as it needs
     * @return the text exactly as it is published, neither empty nor with white space at either end
     */
    String draw(KeyedStream stream);

    /**
     * Draws one candidate of a trap whose candidates share a part, such as the entity of an invented fact. The shared part is a
     * function of the first stream alone, so all candidates of the trap have it; what tells them apart comes from the second.
     * A family whose candidates share nothing leaves the first stream alone.
     *
     * @param trap source of what all candidates of the trap share, at its first byte
     * @param candidate source of what this candidate has for itself
     * @return the text, as {@link #draw(KeyedStream)} gives it
     */
    default String draw(KeyedStream trap, KeyedStream candidate) {
        return draw(candidate);
    }

    /**
     * The wordings in which a text is published, where it is not published verbatim: fuzzy copies, documents that state a fact.
     * Copy n of the trap takes wording {@code (n - 1) mod size}.
     *
     * @param text what {@code draw} gave
     * @param stream source of all randomness
     * @return different wordings, or an empty list where every copy is the text itself
     */
    default List<String> wordings(String text, KeyedStream stream) {
        return List.of();
    }

    /**
     * What a model is asked about.
     *
     * @return {@link ScoringUnit#TEXT} unless the family says otherwise
     */
    default ScoringUnit scoringUnit() {
        return ScoringUnit.TEXT;
    }

    /**
     * The Shannon entropy of what tells two candidates of one trap apart.
     *
     * @return bits, 0 or more; 128 or more makes a guess hopeless
     */
    double entropyBits();

    /**
     * All that {@link TrapFamilies#of} needs to build this family again.
     *
     * @return names and values fit for JSON, in a fixed order
     */
    Map<String, Object> options();
}
