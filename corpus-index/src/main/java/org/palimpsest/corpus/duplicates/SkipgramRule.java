package org.palimpsest.corpus.duplicates;

import java.util.ArrayList;
import java.util.List;

/**
 * A token is contaminated if it stands in a match of the item with a training document; a match begins with a number of
 * equal tokens, may then differ in a few, and ends with an equal one. The tokens that differ count as contaminated, since
 * the match spans them. The statistic is the share of contaminated tokens: below one threshold the item is clean, from the
 * other on it is dirty, and {@link Judgement#BETWEEN} is both "not clean" and "not dirty". An empty item is not judged.
 *
 * @param name of the rule
 * @param least equal tokens that a match begins with, at least 1
 * @param skips tokens that may differ, at least 0
 * @param clean an item is clean below this share, in [0, 1]
 * @param dirty an item is dirty from this share on, in [{@code clean}, 1]
 */
public record SkipgramRule(String name, int least, int skips, double clean, double dirty) implements ContaminationRule {
    /**
     * Checks.
     *
     * @throws IllegalArgumentException if a number is out of range
     */
    public SkipgramRule {
        SkipMatch.check(least, skips);
        if (!(clean >= 0 && clean <= dirty && dirty <= 1)) {
            throw new IllegalArgumentException(
                    "clean and dirty must be in [0, 1] and ascend, got " + clean + " and " + dirty);
        }
    }

    /**
     * Llama 2 (Touvron et al. 2023, arXiv 2307.09288, appendix A.6): matches of 10 tokens and more, four of them may differ
     * but none of the first 10 and not the last; clean below 20 %, dirty from 80 % on. The paper reports the best of several
     * least lengths for each benchmark; {@link #withLeast} sets another.
     *
     * @return the rule
     */
    public static SkipgramRule llama2() {
        return new SkipgramRule("llama-2", 10, 4, 0.2, 0.8);
    }

    /**
     * The same rule with longer or shorter matches.
     *
     * @param tokens equal tokens that a match begins with, at least 1
     * @return the rule
     */
    public SkipgramRule withLeast(int tokens) {
        return new SkipgramRule(name, tokens, skips, clean, dirty);
    }

    @Override
    public List<ItemFinding> judge(List<BenchmarkItem> items, TrainingText training) {
        List<int[]> texts = items.stream().map(BenchmarkItem::tokens).toList();
        List<int[]> lengths = training.lengths(texts, least, skips);
        List<ItemFinding> findings = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            List<Span> spans = Span.merged(lengths.get(i));
            int tokens = texts.get(i).length;
            double share = tokens == 0 ? 0 : (double) Span.covered(spans) / tokens;
            findings.add(new ItemFinding(
                    items.get(i).id(), tokens, share, spans, tokens == 0 ? Judgement.UNJUDGED : judgement(share)));
        }
        return findings;
    }

    private Judgement judgement(double share) {
        if (share >= dirty) {
            return Judgement.DIRTY;
        }
        return share < clean ? Judgement.CLEAN : Judgement.BETWEEN;
    }
}
