package org.palimpsest.traps.survival;

import java.util.ArrayList;
import java.util.List;

/** What a pipeline calls a word. */
public enum WordSplit {
    /** What stands between white space. */
    WHITE_SPACE,
    /**
     * Runs of letters and digits, apostrophes inside them included, and runs of one other character: close to the word
     * tokenizers of NLTK and spaCy.
     */
    PIECES;

    /**
     * The words of a text, in order.
     *
     * @param text any text
     * @return their places
     */
    List<Span> of(String text) {
        List<Span> words = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            if (Character.isWhitespace(text.charAt(at)) || Character.isSpaceChar(text.charAt(at))) {
                at++;
                continue;
            }
            int end = this == WHITE_SPACE ? endOfRun(text, at) : endOfPiece(text, at);
            words.add(new Span(at, end));
            at = end;
        }
        return words;
    }

    private static int endOfRun(String text, int start) {
        int at = start;
        while (at < text.length()
                && !Character.isWhitespace(text.charAt(at))
                && !Character.isSpaceChar(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private static int endOfPiece(String text, int start) {
        int first = text.codePointAt(start);
        int at = start + Character.charCount(first);
        if (!isWord(first)) {
            while (at < text.length() && text.codePointAt(at) == first) {
                at += Character.charCount(first);
            }
            return at;
        }
        while (at < text.length()) {
            int unit = text.codePointAt(at);
            boolean inner =
                    (unit == '\'' || unit == 0x2019) && at + 1 < text.length() && isWord(text.codePointAt(at + 1));
            if (!isWord(unit) && !inner) {
                break;
            }
            at += Character.charCount(unit);
        }
        return at;
    }

    private static boolean isWord(int character) {
        int type = Character.getType(character);
        return Character.isLetterOrDigit(character)
                || type == Character.NON_SPACING_MARK
                || type == Character.COMBINING_SPACING_MARK
                || character == '_';
    }
}
