package org.palimpsest.traps.generation;

/**
 * What was asked of a perplexity bucket and what was reached.
 *
 * @param bucket the bucket
 * @param wanted groups asked for
 * @param found groups that were filled
 * @param texts texts that were accepted, whether or not their group was filled
 */
public record BucketReport(PerplexityBucket bucket, int wanted, int found, int texts) {}
