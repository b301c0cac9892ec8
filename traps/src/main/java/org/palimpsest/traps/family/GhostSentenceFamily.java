package org.palimpsest.traps.family;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/**
 * Ghost sentences: passphrases of words drawn uniformly, independently and with replacement from a word list, joined by
 * single spaces, without punctuation, after an optional fixed prefix and before an optional custom ending. Entropy is {@code
 * words * log2(list size)}: 155.1 bits for 12 words of the EFF list. Prefix and ending add none: all candidates share them.
 *
 * <p>Zhao, Zhu, Quan and Yang, "Ghost Sentence: A Tool for Everyday Users to Copyright Data from LLMs", arXiv 2403.15740,
 * passphrases; prefix and custom word as in the README files of its authors.
 *
 * @param wordlist the words to draw from
 * @param words number of drawn words, 1 to 1000
 * @param prefix fixed text before the drawn words and separated from them by one space; empty for none
 * @param custom fixed text behind the drawn words and separated from them by one space, such as the name of a site; empty for
 *     none
 */
public record GhostSentenceFamily(Wordlist wordlist, int words, String prefix, String custom) implements PartedFamily {
    /** Value of {@link #name()}. */
    public static final String NAME = "ghost";

    private static final int MAXIMUM_WORDS = 1000;

    /**
     * Checks.
     *
     * @throws IllegalArgumentException if the number of words is out of range, or prefix or custom ending has white space at
     *     an end
     */
    public GhostSentenceFamily {
        if (words < 1 || words > MAXIMUM_WORDS) {
            throw new IllegalArgumentException("words must be in [1, " + MAXIMUM_WORDS + "], got " + words);
        }
        requireStripped("prefix", prefix);
        requireStripped("custom", custom);
    }

    private static void requireStripped(String name, String text) {
        if (!text.equals(text.strip())) {
            throw new IllegalArgumentException(
                    name + " must have no white space at its ends (one space is added), got \"" + text + "\"");
        }
    }

    /**
     * Twelve words of the EFF large list, no prefix.
     *
     * @return the default family
     */
    public static GhostSentenceFamily withDefaults() {
        return new GhostSentenceFamily(Wordlist.effLarge(), 12, "", "");
    }

    /**
     * The same family with another number of words.
     *
     * @param number 1 to 1000
     * @return a new family
     * @throws IllegalArgumentException if out of range
     */
    public GhostSentenceFamily withWords(int number) {
        return new GhostSentenceFamily(wordlist, number, prefix, custom);
    }

    /**
     * The same family with another prefix.
     *
     * @param text without white space at its ends; empty for none
     * @return a new family
     * @throws IllegalArgumentException if the prefix has white space at an end
     */
    public GhostSentenceFamily withPrefix(String text) {
        return new GhostSentenceFamily(wordlist, words, text, custom);
    }

    /**
     * The same family with a custom ending.
     *
     * @param text without white space at its ends; empty for none
     * @return a new family
     * @throws IllegalArgumentException if it has white space at an end
     */
    public GhostSentenceFamily withCustom(String text) {
        return new GhostSentenceFamily(wordlist, words, prefix, text);
    }

    /**
     * The same family with another word list.
     *
     * @param list the words to draw from
     * @return a new family
     */
    public GhostSentenceFamily withWordlist(Wordlist list) {
        return new GhostSentenceFamily(list, words, prefix, custom);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String draw(KeyedStream stream) {
        String drawn = wordlist.packed().isPacked() ? drawPacked(stream) : drawAny(stream);
        if (prefix.isEmpty() && custom.isEmpty()) {
            return drawn;
        }
        return (prefix.isEmpty() ? "" : prefix + " ") + drawn + (custom.isEmpty() ? "" : " " + custom);
    }

    /** The drawn words joined by spaces, for lists of short words. */
    private String drawPacked(KeyedStream stream) {
        PackedWords list = wordlist.packed();
        int size = list.size();
        byte[] text = new byte[words * PackedWords.SLOT];
        int length = list.copy(stream.nextInt(size), text, 0);
        for (int i = 1; i < words; i++) {
            text[length] = ' ';
            length = list.copy(stream.nextInt(size), text, length + 1);
        }
        return new String(text, 0, length, StandardCharsets.ISO_8859_1);
    }

    private String drawAny(KeyedStream stream) {
        StringJoiner text = new StringJoiner(" ");
        for (int i = 0; i < words; i++) {
            text.add(drawPart(stream));
        }
        return text.toString();
    }

    @Override
    public PartedText parted(String text) {
        String before = prefix.isEmpty() ? "" : prefix + " ";
        String after = custom.isEmpty() ? "" : " " + custom;
        String drawn = text.substring(before.length(), text.length() - after.length());
        return new PartedText(before, List.of(drawn.split(" ", -1)), " ", after);
    }

    @Override
    public int partCount() {
        return words;
    }

    @Override
    public String drawPart(KeyedStream stream) {
        return wordlist.words().get(stream.nextInt(wordlist.size()));
    }

    @Override
    public double entropyBits() {
        return words * (Math.log(wordlist.size()) / Math.log(2));
    }

    /** Word lists that do not come with this module are written out, so that the options alone make the family again. */
    @Override
    public Map<String, Object> options() {
        Map<String, Object> options = new LinkedHashMap<>();
        options.put("wordlist", wordlist.name());
        options.put("wordlistSha256", wordlist.sha256());
        options.put("words", words);
        options.put("prefix", prefix);
        if (!custom.isEmpty()) {
            options.put("custom", custom);
        }
        if (!Wordlist.isBundled(wordlist.name())) {
            options.put("list", wordlist.words());
        }
        return options;
    }

    /**
     * Builds the family from what {@link #options()} returned.
     *
     * @param map names and values
     * @return the family
     * @throws IllegalArgumentException if an option is missing, of the wrong type or out of range, or the word list has other
     *     words than the options were made with
     */
    static GhostSentenceFamily of(Map<String, Object> map) {
        OptionMap options = new OptionMap(NAME, map);
        String name = options.text("wordlist");
        Wordlist list = options.has("list") ? new Wordlist(name, options.texts("list")) : Wordlist.named(name);
        String expected = options.text("wordlistSha256");
        if (!list.sha256().equals(expected)) {
            throw new IllegalArgumentException("word list \"" + list.name() + "\" has SHA-256 " + list.sha256()
                    + ", the options expect " + expected);
        }
        return new GhostSentenceFamily(
                list,
                options.integer("words"),
                options.text("prefix"),
                options.has("custom") ? options.text("custom") : "");
    }
}
