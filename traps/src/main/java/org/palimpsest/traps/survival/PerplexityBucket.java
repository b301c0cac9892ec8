package org.palimpsest.traps.survival;

/** A third of a corpus by perplexity, as CCNet names them. */
public enum PerplexityBucket {
    /** Least strange. */
    HEAD,
    /** Between. */
    MIDDLE,
    /** Most strange; most pipelines drop it. */
    TAIL
}
