package org.palimpsest.cli.power;

/** How likely the words of a trap are: the experiment's perplexity buckets. */
enum Wording {
    /** A walk over the word trigrams of held-out text: low perplexity. */
    FLUENT,
    /** Words drawn uniformly from the lower-case words of held-out text: high perplexity. */
    RANDOM
}
