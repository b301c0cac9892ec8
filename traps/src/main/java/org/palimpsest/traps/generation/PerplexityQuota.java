package org.palimpsest.traps.generation;

/** How the texts of a bucket spread over its integer perplexities. */
public enum PerplexityQuota {
    /** As many for every integer, as in the paper; one integer that is never reached keeps groups from filling. */
    EVEN,
    /** Any mixture, as long as the bucket is right. */
    BUCKET
}
