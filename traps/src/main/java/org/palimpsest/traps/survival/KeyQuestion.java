package org.palimpsest.traps.survival;

/** What a rule must know of its keys before it can rule on a part of a corpus. */
public enum KeyQuestion {
    /** Which of the part's keys occur in an earlier part too. */
    IN_EARLIER_PART,
    /** Which of the part's keys occur twice or more in the corpus. */
    REPEATED,
    /**
     * Which of the part's documents, by their numbers in it, are not the first of their group: documents that share a key in the
     * same slot are in one group, and so are those that a chain of such documents joins.
     */
    NOT_FIRST_OF_GROUP
}
