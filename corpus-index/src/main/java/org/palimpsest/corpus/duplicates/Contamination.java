package org.palimpsest.corpus.duplicates;

import java.util.List;

/** Looks for a benchmark in training text, by a rule. The same input gives the same report. */
public final class Contamination {
    private final ContaminationRule rule;

    private Contamination(ContaminationRule rule) {
        this.rule = rule;
    }

    /**
     * The rule of Llama 2.
     *
     * @return the test
     */
    public static Contamination withDefaults() {
        return new Contamination(SkipgramRule.llama2());
    }

    /**
     * Another rule.
     *
     * @param other the rule
     * @return the test with it
     */
    public Contamination with(ContaminationRule other) {
        return new Contamination(other);
    }

    /**
     * Looks at all items.
     *
     * @param items the benchmark
     * @param training the training text, in the same token ids
     * @return what was found
     */
    public ContaminationReport test(List<BenchmarkItem> items, TrainingText training) {
        return new ContaminationReport(rule.name(), rule.judge(items, training));
    }
}
