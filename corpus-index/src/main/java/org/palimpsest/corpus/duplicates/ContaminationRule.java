package org.palimpsest.corpus.duplicates;

import java.util.List;

/** Says which items of a benchmark stand in training text. */
public interface ContaminationRule {
    /** Returns the name of the rule, such as {@code gpt-3}. */
    String name();

    /**
     * Looks at all items of a benchmark.
     *
     * @param items the items
     * @param training the training text
     * @return a finding for each, in order
     */
    List<ItemFinding> judge(List<BenchmarkItem> items, TrainingText training);
}
