package org.palimpsest.inference.attack;

import java.util.List;
import java.util.Set;

/**
 * A score of one text that is <strong>higher the more member-like the text is, always</strong>. An implementation is a
 * value: the same text gives the same number, whatever else was scored.
 */
public interface MembershipAttack {
    /** The name on the command line and in results, such as {@code min_k++}. */
    String name();

    /** What must be recorded of a text for it to have a score. */
    Set<Need> needs();

    /**
     * The variants that are read, by name; one that ends in a colon stands for all that begin so ({@code neighbour:}).
     *
     * @return names of variants; none for a score of the text's own row
     */
    default List<String> variants() {
        return List.of();
    }

    /**
     * Scores a text.
     *
     * @param text what is recorded of it
     * @return a finite number, higher for texts that are more member-like
     * @throws UndefinedScoreException if the text has no such score: something is not recorded, or the formula has no value.
     *     There is never a number that stands for "none"
     */
    double score(ScoredText text) throws UndefinedScoreException;
}
