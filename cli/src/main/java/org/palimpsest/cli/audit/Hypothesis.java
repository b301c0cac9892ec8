package org.palimpsest.cli.audit;

/**
 * What a p-value is about, where a result does not say it itself.
 *
 * @param h0 null hypothesis
 * @param side in which direction the statistic speaks against it
 * @param method how the p-value follows
 */
record Hypothesis(String h0, String side, String method) {}
