package org.palimpsest.traps.family;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Ghost sentences: passphrases of words drawn uniformly, independently and with replacement from a word list, joined by
 * single spaces, without punctuation, after an optional fixed prefix. Entropy is {@code words * log2(list size)}: 155.1 bits
 * for 12 words of the EFF list.
 *
 * <p>Zhao, Zhu, Quan and Yang, "Ghost Sentence: A Tool for Everyday Users to Copyright Data from LLMs", arXiv 2403.15740.
 *
 * @param wordlist the words to draw from
 * @param words number of drawn words, 1 to 1000
 * @param prefix fixed text before the drawn words and separated from them by one space; empty for none
 */
public record GhostSentenceFamily(Wordlist wordlist, int words, String prefix) implements TrapFamily {
    /** Value of {@link #name()}. */
    public static final String NAME = "ghost";

    private static final int MAXIMUM_WORDS = 1000;

    /**
     * Checks.
     *
     * @throws IllegalArgumentException if the number of words is out of range, or the prefix has white space at an end
     */
    public GhostSentenceFamily {
        if (words < 1 || words > MAXIMUM_WORDS) {
            throw new IllegalArgumentException("words must be in [1, " + MAXIMUM_WORDS + "], got " + words);
        }
        if (!prefix.equals(prefix.strip())) {
            throw new IllegalArgumentException(
                    "prefix must have no white space at its ends (one space is added), got \"" + prefix + "\"");
        }
    }

    /**
     * Twelve words of the EFF large list, no prefix.
     *
     * @return the default family
     */
    public static GhostSentenceFamily withDefaults() {
        return new GhostSentenceFamily(Wordlist.effLarge(), 12, "");
    }

    /**
     * The same family with another number of words.
     *
     * @param number 1 to 1000
     * @return a new family
     * @throws IllegalArgumentException if out of range
     */
    public GhostSentenceFamily withWords(int number) {
        return new GhostSentenceFamily(wordlist, number, prefix);
    }

    /**
     * The same family with another prefix.
     *
     * @param text without white space at its ends; empty for none
     * @return a new family
     * @throws IllegalArgumentException if the prefix has white space at an end
     */
    public GhostSentenceFamily withPrefix(String text) {
        return new GhostSentenceFamily(wordlist, words, text);
    }

    /**
     * The same family with another word list.
     *
     * @param list the words to draw from
     * @return a new family
     */
    public GhostSentenceFamily withWordlist(Wordlist list) {
        return new GhostSentenceFamily(list, words, prefix);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String draw(KeyedStream stream) {
        StringBuilder text = new StringBuilder(prefix);
        for (int i = 0; i < words; i++) {
            if (text.length() > 0) {
                text.append(' ');
            }
            text.append(wordlist.words().get(stream.nextInt(wordlist.size())));
        }
        return text.toString();
    }

    @Override
    public double entropyBits() {
        return words * (Math.log(wordlist.size()) / Math.log(2));
    }

    @Override
    public Map<String, Object> options() {
        Map<String, Object> options = new LinkedHashMap<>();
        options.put("wordlist", wordlist.name());
        options.put("wordlistSha256", wordlist.sha256());
        options.put("words", words);
        options.put("prefix", prefix);
        return options;
    }

    /**
     * Builds the family from what {@link #options()} returned.
     *
     * @param options names and values
     * @return the family
     * @throws IllegalArgumentException if an option is missing, of the wrong type or out of range, or the word list of that
     *     name has other words than the options were made with
     */
    static GhostSentenceFamily of(Map<String, Object> options) {
        Wordlist list = Wordlist.named(option(options, "wordlist", String.class));
        String expected = option(options, "wordlistSha256", String.class);
        if (!list.sha256().equals(expected)) {
            throw new IllegalArgumentException("word list \"" + list.name() + "\" has SHA-256 " + list.sha256()
                    + ", the options expect " + expected);
        }
        return new GhostSentenceFamily(
                list, option(options, "words", Integer.class), option(options, "prefix", String.class));
    }

    private static <T> T option(Map<String, Object> options, String name, Class<T> type) {
        Object value = options.get(name);
        if (!type.isInstance(value)) {
            throw new IllegalArgumentException("option \"" + name + "\" of family " + NAME + " must be of type "
                    + type.getSimpleName() + ", got " + value);
        }
        return type.cast(value);
    }
}
