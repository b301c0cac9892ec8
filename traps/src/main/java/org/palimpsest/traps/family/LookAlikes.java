package org.palimpsest.traps.family;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * Writes documents with look-alikes: 28 Latin letters have a twin in Cyrillic, Greek or IPA that looks the same. Which letters of
 * a word are replaced follows from key and word alone, so a word is written alike wherever it occurs.
 *
 * <p>A word is a longest run of letters. Its mask is the first 28 bits of the keyed stream {@code look-alike|word}; bit i
 * replaces every occurrence of letter i in the word. Substitutions and the mask of 28 bits a word: Wei, Wang and Jia, arXiv
 * 2402.10892, Unicode look-alikes (their generator of masks is another). Cost: one HMAC a distinct word, O(length).
 */
public final class LookAlikes {
    /** Fewest substitutions that a document should have: below, it tells little. */
    public static final int MINIMUM_SUBSTITUTIONS = 10;

    private static final String LETTERS = "acegijopsxyABCEHIJKMNOPSTXYZ";
    private static final String TWINS =
            "\u0430\u03f2\u0435\u0261\u0456\u03f3\u03bf\u0440\u0455\u0445\u0443\u0391\u0392\u03f9\u0395\u0397\u0399"
                    + "\u0408\u039a\u039c\u039d\u039f\u03a1\u0405\u03a4\u03a7\u03a5\u0396";

    private LookAlikes() {}

    /**
     * Writes a text under a key.
     *
     * @param text any text
     * @param key candidate of a {@link LookAlikeFamily}: hexadecimal digits, an even number of them, 2 or more
     * @return the text as published, and where it differs
     * @throws IllegalArgumentException if the key is not made of hexadecimal digits
     */
    public static RewrittenText rewrite(String text, String key) {
        KeyedStream streams = KeyedStream.of(bytes(key), "look-alike");
        Map<String, Long> masks = new HashMap<>();
        StringBuilder rewritten = new StringBuilder(text);
        List<Integer> offsets = new ArrayList<>();
        int end;
        for (int start = 0; start < text.length(); start = end) {
            end = endOfRun(text, start);
            if (Character.isLetter(text.charAt(start))) {
                long mask = masks.computeIfAbsent(
                        text.substring(start, end),
                        word -> streams.relabelled("look-alike|" + word).nextLong());
                for (int i = start; i < end; i++) {
                    int letter = LETTERS.indexOf(text.charAt(i));
                    if (letter >= 0 && mask << letter < 0) {
                        rewritten.setCharAt(i, TWINS.charAt(letter));
                        offsets.add(i);
                    }
                }
            }
        }
        return new RewrittenText(rewritten.toString(), offsets);
    }

    private static byte[] bytes(String key) {
        try {
            return HexFormat.of().parseHex(key);
        } catch (IllegalArgumentException notHex) {
            throw new IllegalArgumentException(
                    "a look-alike key must be hexadecimal digits in pairs, got " + key.length() + " characters",
                    notHex);
        }
    }

    private static int endOfRun(String text, int start) {
        boolean letters = Character.isLetter(text.charAt(start));
        int end = start + 1;
        while (end < text.length() && Character.isLetter(text.charAt(end)) == letters) {
            end++;
        }
        return end;
    }

    /**
     * Number of letters in a text that have a twin; under a random key half of them are replaced on average.
     *
     * @param text any text
     * @return 0 or more
     */
    public static int places(String text) {
        return (int) text.chars().filter(c -> LETTERS.indexOf(c) >= 0).count();
    }

    /**
     * Whether a text is long enough: a random key replaces {@code minimum} letters or more on average. The rule looks at no key,
     * so documents are chosen alike under the published key and under its controls, as an exact test needs; counting under the
     * published key alone would not be fair.
     *
     * @param text any text
     * @param minimum expected substitutions, such as {@link #MINIMUM_SUBSTITUTIONS}
     * @return whether {@code places(text) >= 2 * minimum}
     */
    public static boolean isSuitable(String text, int minimum) {
        return places(text) >= 2L * minimum;
    }

    /**
     * Whether a text is written under a key: with all look-alikes undone and the key applied again, every word that holds a letter
     * of ASCII is as it was. Words wholly in other letters are passed
     * over, for they may have stood in the original so; a word that mixed both there counts against it.
     *
     * @param text a text as it was published
     * @param key as for {@link #rewrite}
     * @return whether it may come from that key
     */
    public static boolean isWrittenUnder(String text, String key) {
        StringBuilder plain = new StringBuilder(text);
        for (int i = 0; i < plain.length(); i++) {
            char letter = original(plain.charAt(i));
            if (letter != 0) {
                plain.setCharAt(i, letter);
            }
        }
        String again = rewrite(plain.toString(), key).text();
        int end;
        for (int start = 0; start < text.length(); start = end) {
            end = endOfRun(text, start);
            boolean ascii = text.substring(start, end).chars().anyMatch(unit -> unit < 0x80);
            if (ascii && !text.regionMatches(start, again, start, end - start)) {
                return false;
            }
        }
        return true;
    }

    /** The letter that a look-alike stands for; 0 if the character is none. */
    static char original(char twin) {
        int letter = TWINS.indexOf(twin);
        return letter < 0 ? 0 : LETTERS.charAt(letter);
    }
}
