package org.palimpsest.traps.survival;

import java.util.List;
import org.palimpsest.corpus.duplicates.Words;

/**
 * Drops documents that share an n-gram of words with a benchmark: 13-grams without case and punctuation (Brown et al. 2020,
 * arXiv 2005.14165, appendix C, which cuts 200 characters around the match and splits the document; dropping it is what
 * datatrove does, there with 12-grams).
 */
public final class DecontaminationRule implements DocumentRule {
    /** Words of GPT-3's rule. */
    public static final int GPT3_WORDS = 13;

    private final int n;
    private final LongSet grams = new LongSet();

    /**
     * A rule for some benchmarks.
     *
     * @param n words an n-gram, at least 1
     * @param benchmarks texts of items; those shorter than n words match nothing
     * @throws IllegalArgumentException if n is below 1
     */
    public DecontaminationRule(int n, List<String> benchmarks) {
        if (n < 1) {
            throw new IllegalArgumentException("n must be at least 1, got " + n);
        }
        this.n = n;
        for (String text : benchmarks) {
            long[] words = words(text);
            for (int at = 0; at + n <= words.length; at++) {
                grams.add(gram(words, at));
            }
        }
    }

    @Override
    public String name() {
        return "decontamination-" + n;
    }

    @Override
    public String source() {
        return "GPT-3 (Brown et al. 2020), appendix C: " + n + "-grams";
    }

    @Override
    public Ruling judge(MarkedText text) {
        long[] words = words(text.text());
        for (int at = 0; at + n <= words.length; at++) {
            if (grams.contains(gram(words, at))) {
                return Ruling.drop("benchmark");
            }
        }
        return Ruling.keep(text);
    }

    private static long[] words(String text) {
        return Words.PLAIN.of(text).stream().mapToLong(TextHash::of).toArray();
    }

    private long gram(long[] words, int at) {
        long hash = n;
        for (int i = at; i < at + n; i++) {
            hash = TextHash.append(hash, words[i]);
        }
        return hash;
    }
}
