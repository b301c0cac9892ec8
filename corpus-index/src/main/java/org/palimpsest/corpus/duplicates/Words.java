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

    /**
     * As {@link #PLAIN}, diacritics dropped and each number written as one 0, separators within it left out: what FineWeb
     * compares (datatrove drops punctuation first, so 1,000 and 3.14 are one run of digits each).
     */
    FOLDED;

    private static final int MARKS =
            1 << Character.NON_SPACING_MARK | 1 << Character.COMBINING_SPACING_MARK | 1 << Character.ENCLOSING_MARK;
    private static final int NUMBERS =
            1 << Character.DECIMAL_DIGIT_NUMBER | 1 << Character.LETTER_NUMBER | 1 << Character.OTHER_NUMBER;

    /** What is done with a word. */
    @FunctionalInterface
    interface Visitor {
        void visit(String word, int start, int end);
    }

    /**
     * The words of a text, in order.
     *
     * @param text the text
     * @return its words, none of them empty
     */
    public List<String> of(String text) {
        List<String> words = new ArrayList<>();
        each(text, (word, start, end) -> words.add(word));
        return words;
    }

    /**
     * The words of a text with their places, in order.
     *
     * @param text the text
     * @return the words of {@link #of}; a place is that of all characters between white space
     */
    public List<TextWord> places(String text) {
        List<TextWord> words = new ArrayList<>();
        each(text, (word, start, end) -> words.add(new TextWord(word, start, end)));
        return words;
    }

    /** Visits the words in order. Normalising never joins what white space parts, so each piece is prepared alone. */
    void each(String text, Visitor visitor) {
        StringBuilder buffer = new StringBuilder();
        int start = 0;
        boolean ascii = true;
        for (int at = 0; at <= text.length(); at++) {
            char unit = at < text.length() ? text.charAt(at) : ' ';
            if (!isSpace(unit)) {
                ascii &= unit < 0x80;
                continue;
            }
            if (at > start) {
                String word = word(text.substring(start, at), ascii, buffer);
                if (!word.isEmpty()) {
                    visitor.visit(word, start, at);
                }
            }
            start = at + 1;
            ascii = true;
        }
    }

    private String word(String piece, boolean ascii, StringBuilder buffer) {
        if (this == AS_WRITTEN) {
            return piece;
        }
        buffer.setLength(0);
        if (ascii) {
            for (int i = 0; i < piece.length(); i++) {
                appendAscii(piece.charAt(i), buffer);
            }
            return buffer.length() == piece.length() && piece.contentEquals(buffer) ? piece : buffer.toString();
        }
        prepared(piece).codePoints().forEach(character -> append(character, buffer));
        return buffer.toString();
    }

    private void appendAscii(char unit, StringBuilder word) {
        if (unit >= 'a' && unit <= 'z') {
            word.append(unit);
        } else if (unit >= 'A' && unit <= 'Z') {
            word.append((char) (unit | 0x20));
        } else if (unit >= '0' && unit <= '9') {
            appendDigit(unit, word);
        }
    }

    private void append(int character, StringBuilder word) {
        if (Character.isDigit(character)) {
            appendDigit(character, word);
        } else if (Character.isLetter(character) || is(MARKS | NUMBERS, character)) {
            word.appendCodePoint(character);
        }
    }

    private void appendDigit(int digit, StringBuilder word) {
        if (this != FOLDED) {
            word.appendCodePoint(digit);
        } else if (word.length() == 0 || word.charAt(word.length() - 1) != '0') {
            word.append('0');
        }
    }

    private String prepared(String text) {
        String whole = this == FOLDED ? bare(text) : text;
        return Normalizer.normalize(whole, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
    }

    private static String bare(String text) {
        String apart = Normalizer.normalize(text, Normalizer.Form.NFD);
        StringBuilder bare = new StringBuilder(apart.length());
        apart.codePoints()
                .filter(character -> Character.getType(character) != Character.NON_SPACING_MARK)
                .forEach(bare::appendCodePoint);
        return bare.toString();
    }

    private static boolean is(int types, int character) {
        return (types >> Character.getType(character) & 1) == 1;
    }

    /** Every white space of Unicode is one UTF-16 unit. */
    private static boolean isSpace(char unit) {
        if (unit < 0x80) {
            return unit == ' ' || (unit >= 0x09 && unit <= 0x0D) || (unit >= 0x1C && unit <= 0x1F);
        }
        return unit == 0x85 || Character.isWhitespace(unit) || Character.isSpaceChar(unit);
    }
}
