package org.palimpsest.corpus.duplicates;

import java.util.List;

/**
 * What was found of an item.
 *
 * @param id the item's name
 * @param tokens its length, at least 0
 * @param statistic what the rule compares with its threshold; {@link ContaminationRule} says what
 * @param spans where training text stands in it: disjoint, in order
 * @param judgement what the rule says
 */
public record ItemFinding(String id, int tokens, double statistic, List<Span> spans, Judgement judgement) {
    /** Copies the spans. */
    public ItemFinding {
        spans = List.copyOf(spans);
    }

    /** Returns the number of tokens in the spans. */
    public int covered() {
        return Span.covered(spans);
    }

    /** Returns the share of tokens in the spans, in [0, 1]; 0 for an empty item. */
    public double coveredShare() {
        return tokens == 0 ? 0 : (double) covered() / tokens;
    }
}
