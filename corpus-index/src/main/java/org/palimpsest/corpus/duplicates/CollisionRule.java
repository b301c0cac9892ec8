package org.palimpsest.corpus.duplicates;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * An item is dirty if any of its n-grams occurs in the training text. n is a percentile of the lengths of the benchmark's
 * items, held between two bounds. The statistic is the number of n-grams that occur; an item shorter than n is not judged.
 *
 * @param name of the rule
 * @param least the lower bound of n, at least 1
 * @param most the upper bound of n, at least {@code least}
 * @param percentile which length n is, in [0, 100]
 */
public record CollisionRule(String name, int least, int most, double percentile) implements ContaminationRule {
    /**
     * Checks.
     *
     * @throws IllegalArgumentException if a number is out of range
     */
    public CollisionRule {
        if (least < 1 || most < least) {
            throw new IllegalArgumentException(
                    "least must be at least 1 and most at least that, got " + least + " and " + most);
        }
        if (!(percentile >= 0 && percentile <= 100)) {
            throw new IllegalArgumentException("percentile must be in [0, 100], got " + percentile);
        }
    }

    /**
     * GPT-3 (Brown et al. 2020, arXiv 2005.14165, appendix C): n is the 5th percentile of the items' lengths in words, at
     * least 8 and at most 13; words are compared without case and punctuation.
     *
     * @return the rule
     */
    public static CollisionRule gpt3() {
        return new CollisionRule("gpt-3", 8, 13, 5);
    }

    /**
     * The length of n-gram for a benchmark: the percentile of its items' lengths by nearest rank, within the bounds.
     *
     * @param items the benchmark
     * @return n
     */
    public int n(List<BenchmarkItem> items) {
        if (items.isEmpty()) {
            return most;
        }
        int[] lengths = items.stream().mapToInt(BenchmarkItem::length).sorted().toArray();
        int rank = (int) Math.ceil(percentile / 100 * lengths.length);
        return Math.max(least, Math.min(most, lengths[Math.max(0, rank - 1)]));
    }

    @Override
    public List<ItemFinding> judge(List<BenchmarkItem> items, TrainingText training) {
        int n = n(items);
        List<int[]> texts = items.stream().map(BenchmarkItem::tokens).toList();
        List<long[]> counts = training.counts(texts, n);
        List<ItemFinding> findings = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            long seen = Arrays.stream(counts.get(i)).filter(count -> count > 0).count();
            Judgement judgement = seen > 0 ? Judgement.DIRTY : Judgement.CLEAN;
            findings.add(new ItemFinding(
                    items.get(i).id(),
                    texts.get(i).length,
                    seen,
                    SeenNgrams.spans(counts.get(i), n),
                    texts.get(i).length < n ? Judgement.UNJUDGED : judgement));
        }
        return findings;
    }
}
