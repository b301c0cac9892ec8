package org.palimpsest.inference.lab;

import java.util.HashMap;
import java.util.Map;

/**
 * Trains a byte-level byte-pair encoding: starting from the 256 bytes, the pair of neighbouring tokens that is most
 * frequent within pieces becomes a token, until the vocabulary is full (Sennrich et al. 2016; pieces and byte alphabet as
 * in GPT-2). Of pairs equally frequent, the one whose left bytes, then whose right bytes come first as unsigned bytes is
 * taken, so that the result depends on the multiset of pieces only. Immutable.
 */
public final class BpeTrainer {
    private static final int DEFAULT_VOCABULARY_SIZE = 4096;
    private static final int SMALLEST_VOCABULARY = 1 + ByteAlphabet.SIZE;
    private static final int DEFAULT_MINIMUM_COUNT = 2;

    private final int vocabularySize;
    private final int minimumCount;

    private BpeTrainer(int vocabularySize, int minimumCount) {
        this.vocabularySize = vocabularySize;
        this.minimumCount = minimumCount;
    }

    /** Returns a trainer for 4,096 tokens that merges pairs seen at least twice. */
    public static BpeTrainer withDefaults() {
        return new BpeTrainer(DEFAULT_VOCABULARY_SIZE, DEFAULT_MINIMUM_COUNT);
    }

    /**
     * The same with another size.
     *
     * @param size the most tokens, the special one and the 256 bytes included, at least 257
     * @return the trainer
     * @throws IllegalArgumentException if the size is below 257
     */
    public BpeTrainer withVocabularySize(int size) {
        if (size < SMALLEST_VOCABULARY) {
            throw new IllegalArgumentException(
                    "vocabularySize must be at least " + SMALLEST_VOCABULARY + ", got " + size);
        }
        return new BpeTrainer(size, minimumCount);
    }

    /**
     * The same with another threshold.
     *
     * @param count how often a pair must occur to become a token, at least 1
     * @return the trainer
     * @throws IllegalArgumentException if the count is below 1
     */
    public BpeTrainer withMinimumCount(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("minimumCount must be at least 1, got " + count);
        }
        return new BpeTrainer(vocabularySize, count);
    }

    /**
     * Trains. Keeps one copy of each distinct piece; time is linear in the text, and then in the occurrences of merged
     * pairs in distinct pieces.
     *
     * @param texts the texts, read once
     * @return the model; its vocabulary is smaller than asked for if no pair is frequent enough
     */
    public BpeModel train(Iterable<String> texts) {
        Map<String, Long> pieces = new HashMap<>();
        for (String text : texts) {
            PreTokenizer.split(text, piece -> pieces.merge(piece, 1L, Long::sum));
        }
        pieces.remove(PreTokenizer.END_OF_TEXT);
        return new MergeLearner(pieces).learn(vocabularySize, minimumCount);
    }
}
