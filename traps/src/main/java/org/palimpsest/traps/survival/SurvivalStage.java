package org.palimpsest.traps.survival;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The copies of a family behind a rule; the three states add up to all copies.
 *
 * @param rule name of the rule
 * @param copies copies that were published
 * @param whole copies that are whole
 * @param damaged copies of which a part is left
 * @param gone copies of which nothing is left
 * @param taken copies that this rule damaged or took, by the part of it that did
 */
public record SurvivalStage(
        String rule, long copies, long whole, long damaged, long gone, SortedMap<String, Long> taken) {
    /** Copies. */
    public SurvivalStage {
        taken = Collections.unmodifiableSortedMap(new TreeMap<>(taken));
    }

    /**
     * The share of copies that are whole.
     *
     * @return a number in [0, 1]; 1 if there is no copy
     */
    public double share() {
        return copies == 0 ? 1 : (double) whole / copies;
    }
}
