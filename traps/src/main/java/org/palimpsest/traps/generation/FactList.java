package org.palimpsest.traps.generation;

import org.palimpsest.traps.registry.ListedCandidates;

/**
 * Facts that passed the filter of guesses.
 *
 * @param candidates one group a fact
 * @param refused number of entities that had too few values in the band and were replaced by others
 * @param optionsLeft values in the band, on average over entities and attributes that were asked about
 */
public record FactList(ListedCandidates candidates, int refused, double optionsLeft) {}
