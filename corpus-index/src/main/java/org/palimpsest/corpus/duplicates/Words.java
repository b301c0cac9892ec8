package org.palimpsest.corpus.duplicates;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How a text becomes words before its n-grams are compared. Words are what stands between white space, no-break spaces
 * included. Linear in the text.
 */
public enum Words {
    /** As written. */
    AS_WRITTEN,

    /** Unicode NFC, lower case, only letters, marks and numbers kept: what GPT-3 and SlimPajama ignore is gone. */
    PLAIN,

    /** As {@link #PLAIN}, diacritics dropped and each number, with decimals, written as 0: what FineWeb compares. */
    FOLDED;

    private static final int MARKS =
            1 << Character.NON_SPACING_MARK | 1 << Character.COMBINING_SPACING_MARK | 1 << Character.ENCLOSING_MARK;
    private static final int NUMBERS =
            1 << Character.DECIMAL_DIGIT_NUMBER | 1 << Character.LETTER_NUMBER | 1 << Character.OTHER_NUMBER;

    /**
     * The words of a text, in order.
     *
     * @param text the text
     * @return its words, none of them empty
     */
    public List<String> of(String text) {
        String prepared = prepared(text);
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        int at = 0;
        while (at < prepared.length()) {
            int character = prepared.codePointAt(at);
            int next = at + Character.charCount(character);
            if (isSpace(character)) {
                close(word, words);
            } else if (this == FOLDED && Character.isDigit(character)) {
                word.append('0');
                next = afterNumber(prepared, at);
            } else if (this == AS_WRITTEN || isOfAWord(character)) {
                word.appendCodePoint(character);
            }
            at = next;
        }
        close(word, words);
        return words;
    }

    private String prepared(String text) {
        return switch (this) {
            case AS_WRITTEN -> text;
            case PLAIN -> Normalizer.normalize(text, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
            case FOLDED -> Normalizer.normalize(bare(text), Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
        };
    }

    private static String bare(String text) {
        String apart = Normalizer.normalize(text, Normalizer.Form.NFD);
        StringBuilder bare = new StringBuilder(apart.length());
        apart.codePoints().filter(character -> !is(MARKS, character)).forEach(bare::appendCodePoint);
        return bare.toString();
    }

    private static void close(StringBuilder word, List<String> words) {
        if (word.length() > 0) {
            words.add(word.toString());
            word.setLength(0);
        }
    }

    private static boolean is(int types, int character) {
        return (types >> Character.getType(character) & 1) == 1;
    }

    private static boolean isSpace(int character) {
        return Character.isWhitespace(character) || Character.isSpaceChar(character) || character == 0x85;
    }

    private static boolean isOfAWord(int character) {
        return Character.isLetter(character) || is(MARKS | NUMBERS, character);
    }

    private static int afterNumber(String text, int at) {
        int end = afterDigits(text, at);
        boolean point = end < text.length() && text.charAt(end) == '.';
        return point ? afterDigits(text, end + 1) : end;
    }

    private static int afterDigits(String text, int at) {
        int end = at;
        while (end < text.length() && Character.isDigit(text.codePointAt(end))) {
            end += Character.charCount(text.codePointAt(end));
        }
        return end;
    }
}
