package org.palimpsest.provenance.observational;

/**
 * What the matching of texts with a corpus found.
 *
 * @param texts looked at, without repeats
 * @param duplicates texts left out, as they repeat an earlier one token for token
 * @param tokens of the texts looked at
 * @param matched tokens at which a phrase of the corpus begins that is long enough
 * @param capped tokens whose phrase has more places than the cap
 * @param places of all phrases together
 */
public record TextMatches(long texts, long duplicates, long tokens, long matched, long capped, long places) {
    /** Nothing yet. */
    static final TextMatches NONE = new TextMatches(0, 0, 0, 0, 0, 0);

    /** Both together. */
    TextMatches plus(TextMatches other) {
        return new TextMatches(
                texts + other.texts,
                duplicates + other.duplicates,
                tokens + other.tokens,
                matched + other.matched,
                capped + other.capped,
                places + other.places);
    }
}
