package org.palimpsest.corpus.transcript;

/** Which of a document's places in the order counts, where it came more than once. */
public enum Exposure {
    /** The first time. */
    FIRST,
    /** The last time: what a model that forgets remembers best. */
    LAST,
    /** The mean of all times, rounded down. */
    MEAN
}
