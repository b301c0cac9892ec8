package org.palimpsest.corpus.duplicates;

import java.util.List;

/**
 * What was found of a benchmark.
 *
 * @param rule the name of the rule
 * @param findings one for each item, in their order
 */
public record ContaminationReport(String rule, List<ItemFinding> findings) {
    /** Copies the findings. */
    public ContaminationReport {
        findings = List.copyOf(findings);
    }

    /**
     * How many items the rule judges so.
     *
     * @param judgement the judgement
     * @return the number of items
     */
    public long count(Judgement judgement) {
        return findings.stream()
                .filter(finding -> finding.judgement() == judgement)
                .count();
    }

    /**
     * The share of judged items with a judgement.
     *
     * @param judgement clean, between or dirty
     * @return the share, in [0, 1]; 0 if no item was judged
     * @throws IllegalArgumentException if the judgement is {@link Judgement#UNJUDGED}
     */
    public double share(Judgement judgement) {
        if (judgement == Judgement.UNJUDGED) {
            throw new IllegalArgumentException("judgement must be CLEAN, BETWEEN or DIRTY, got UNJUDGED");
        }
        long judged = findings.size() - count(Judgement.UNJUDGED);
        return judged == 0 ? 0 : (double) count(judgement) / judged;
    }

    /** Returns the share of all tokens that stand in spans, in [0, 1]; 0 if there are none. */
    public double coveredShare() {
        long tokens = findings.stream().mapToLong(ItemFinding::tokens).sum();
        long covered = findings.stream().mapToLong(ItemFinding::covered).sum();
        return tokens == 0 ? 0 : (double) covered / tokens;
    }
}
