package org.palimpsest.traps.detection;

/**
 * Mean standing of the traps that were published in the same number of copies. Descriptive: the evidence is the pooled p-value.
 *
 * @param copies the dose
 * @param traps number of traps of this dose
 * @param meanRelativeRank mean of {@code (rank - 1/2) / candidates}: about 1/2 for a model that saw none, towards 0 for one
 *     that learned all
 */
public record DoseRank(int copies, int traps, double meanRelativeRank) {}
