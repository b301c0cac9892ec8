package org.palimpsest.traps.detection;

/** Which words of a trap are scored. */
public enum ScoredWords {
    /** All of them. */
    ALL,
    /**
     * Those that tell its candidates apart: what all candidates begin with, such as a prefix or the entity of an invented fact,
     * is context. Sentences of a fact are scored one by one and averaged.
     */
    DRAWN
}
