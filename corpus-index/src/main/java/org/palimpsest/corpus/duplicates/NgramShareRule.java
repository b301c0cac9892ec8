package org.palimpsest.corpus.duplicates;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * An item is dirty if at least a share of its n-grams occurs in the training text. The statistic is that share; an item
 * shorter than n is not judged.
 *
 * @param name of the rule
 * @param n tokens an n-gram, at least 1
 * @param share the threshold, in (0, 1]
 */
public record NgramShareRule(String name, int n, double share) implements ContaminationRule {
    /**
     * Checks.
     *
     * @throws IllegalArgumentException if a number is out of range
     */
    public NgramShareRule {
        if (n < 1) {
            throw new IllegalArgumentException("n must be at least 1, got " + n);
        }
        if (!(share > 0 && share <= 1)) {
            throw new IllegalArgumentException("share must be in (0, 1], got " + share);
        }
    }

    /**
     * PaLM (Chowdhery et al. 2022, arXiv 2204.02311, section 8): at least 70 % of the 8-grams of question, prompt or target
     * were seen. Give each of the three as an item of its own.
     *
     * @return the rule
     */
    public static NgramShareRule palm() {
        return new NgramShareRule("palm", 8, 0.7);
    }

    @Override
    public List<ItemFinding> judge(List<BenchmarkItem> items, TrainingText training) {
        List<int[]> texts = items.stream().map(BenchmarkItem::tokens).toList();
        List<long[]> counts = training.counts(texts, n);
        List<ItemFinding> findings = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            int ngrams = Math.max(0, texts.get(i).length - n + 1);
            long seen = Arrays.stream(counts.get(i)).filter(count -> count > 0).count();
            double seenShare = ngrams == 0 ? 0 : (double) seen / ngrams;
            Judgement judgement = seenShare >= share ? Judgement.DIRTY : Judgement.CLEAN;
            findings.add(new ItemFinding(
                    items.get(i).id(),
                    texts.get(i).length,
                    seenShare,
                    SeenNgrams.spans(counts.get(i), n),
                    ngrams == 0 ? Judgement.UNJUDGED : judgement));
        }
        return findings;
    }
}
