package org.palimpsest.traps.survival;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a pipeline left.
 *
 * @param rules names of the rules in their order
 * @param documents documents of the corpus
 * @param dropped documents that each rule dropped
 * @param families the copies of each family behind each rule
 */
public record SurvivalReport(
        List<String> rules, long documents, List<Long> dropped, SortedMap<String, List<SurvivalStage>> families) {
    /** Copies. */
    public SurvivalReport {
        rules = List.copyOf(rules);
        dropped = List.copyOf(dropped);
        families = Collections.unmodifiableSortedMap(new TreeMap<>(families));
    }

    /**
     * The copies of a family behind a rule.
     *
     * @param family its name
     * @param rule index of the rule, from 0
     * @return the copies
     * @throws IllegalArgumentException if there is no such family
     */
    public SurvivalStage after(String family, int rule) {
        List<SurvivalStage> stages = families.get(family);
        if (stages == null) {
            throw new IllegalArgumentException(
                    "family must be one of " + families.keySet() + ", got \"" + family + "\"");
        }
        return stages.get(rule);
    }

    /**
     * The report as JSON has it.
     *
     * @param list the rules of the pipeline
     * @return objects, lists, strings and numbers
     */
    public Map<String, Object> rows(List<SurvivalRule> list) {
        return SurvivalJson.rows(this, list);
    }

    /**
     * The report in one line.
     *
     * @param list the rules of the pipeline
     * @return JSON, without a line end
     */
    public String json(List<SurvivalRule> list) {
        return SurvivalJson.line(rows(list));
    }
}
