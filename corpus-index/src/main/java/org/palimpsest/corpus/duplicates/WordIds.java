package org.palimpsest.corpus.duplicates;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Numbers for words, so that rules about words run on token ids: training text is learnt, items are looked up. Not safe for
 * many threads while words are learnt.
 */
public final class WordIds {
    /** What stands for a word that was never learnt. */
    public static final int UNKNOWN = -1;

    private final Words words;
    private final Map<String, Integer> ids = new HashMap<>();

    private WordIds(Words words) {
        this.words = words;
    }

    /**
     * No words yet.
     *
     * @param words how a text becomes words; GPT-3 and PaLM ignore case and punctuation, which is {@link Words#PLAIN}
     * @return an empty vocabulary
     */
    public static WordIds of(Words words) {
        return new WordIds(words);
    }

    /** Returns the number of words learnt. */
    public int size() {
        return ids.size();
    }

    /**
     * The numbers of a training text's words; new words get the next numbers from 0.
     *
     * @param text the text
     * @return a number for each word
     */
    public int[] learn(String text) {
        List<String> parts = words.of(text);
        return parts.stream()
                .mapToInt(word -> ids.computeIfAbsent(word, key -> ids.size()))
                .toArray();
    }

    /**
     * The numbers of an item's words.
     *
     * @param text the text
     * @return a number for each word, {@link #UNKNOWN} for one that was never learnt
     */
    public int[] lookUp(String text) {
        return words.of(text).stream()
                .mapToInt(word -> ids.getOrDefault(word, UNKNOWN))
                .toArray();
    }
}
