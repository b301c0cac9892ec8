package org.palimpsest.inference.endpoint;

/** Whether an endpoint puts a BOS token before a text that it reads, which then has a score for its first token too. */
public enum BeginToken {
    /** It does, and the token comes back. */
    PREPENDED,
    /** It does not, or keeps it to itself. */
    NONE,
    /** It was not found out. */
    UNKNOWN
}
