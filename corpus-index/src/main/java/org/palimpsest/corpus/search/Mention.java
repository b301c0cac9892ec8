package org.palimpsest.corpus.search;

/**
 * A place of a text that names an entity.
 *
 * @param entity the entity's id
 * @param start the first character
 * @param end one after the last
 * @param score how likely the name means this entity and no other of the catalogue, in (0, 1]; the scores of a place add up
 *     to at most 1
 * @param source why
 */
public record Mention(String entity, int start, int end, double score, MentionSource source) {
    /**
     * Checks.
     *
     * @throws IllegalArgumentException if the place is empty or the score outside (0, 1]
     */
    public Mention {
        if (start < 0 || end <= start) {
            throw new IllegalArgumentException("a mention must cover characters, got " + start + " to " + end);
        }
        if (!(score > 0 && score <= 1)) {
            throw new IllegalArgumentException("the score of a mention must be in (0, 1], got " + score);
        }
    }
}
