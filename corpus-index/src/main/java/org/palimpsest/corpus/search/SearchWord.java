package org.palimpsest.corpus.search;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A word of a text as search sees it: a run of letters, digits and marks; each ideograph and each kana is a word of its own.
 *
 * @param form the word in compatibility composition (NFKC), without format characters and with case folded, cut after
 *     {@value #LONGEST} characters
 * @param start its first character in the text
 * @param end one after its last
 */
record SearchWord(String form, int start, int end) {
    /** Characters of a form that are kept. */
    static final int LONGEST = 255;

    /** The words of a text in their order. */
    static List<SearchWord> of(String text) {
        List<SearchWord> words = new ArrayList<>();
        int start = -1;
        int next;
        for (int at = 0; at < text.length(); at = next) {
            int code = text.codePointAt(at);
            next = at + Character.charCount(code);
            boolean alone = standsAlone(code);
            boolean part =
                    !alone && (Character.isLetterOrDigit(code) || isMark(code) || (start >= 0 && isFormat(code)));
            if (start >= 0 && !part) {
                add(text, start, at, words);
                start = -1;
            }
            if (alone) {
                add(text, at, next, words);
            } else if (part && start < 0) {
                start = at;
            }
        }
        if (start >= 0) {
            add(text, start, text.length(), words);
        }
        return words;
    }

    /** The forms of a text's words. */
    static List<String> forms(String text) {
        return of(text).stream().map(SearchWord::form).toList();
    }

    private static void add(String text, int start, int end, List<SearchWord> words) {
        String form = fold(text.substring(start, end));
        if (!form.isEmpty()) {
            words.add(new SearchWord(form, start, end));
        }
    }

    /** By way of upper case, so that the German sharp s meets its double, then one sigma for both. */
    private static String fold(String word) {
        String form = word;
        if (word.chars().allMatch(c -> c < 0x80)) {
            form = word.toLowerCase(Locale.ROOT);
        } else {
            StringBuilder visible = new StringBuilder();
            word.codePoints().filter(code -> !isFormat(code)).forEach(visible::appendCodePoint);
            form = Normalizer.normalize(visible, Normalizer.Form.NFKC)
                    .toUpperCase(Locale.ROOT)
                    .toLowerCase(Locale.ROOT)
                    .replace('\u03C2', '\u03C3');
        }
        if (form.length() <= LONGEST) {
            return form;
        }
        return form.substring(0, Character.isHighSurrogate(form.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST);
    }

    private static boolean standsAlone(int code) {
        return Character.isIdeographic(code)
                || (code >= 0x3041 && code <= 0x30FF && Character.isLetter(code))
                || (code >= 0xFF66 && code <= 0xFF9D);
    }

    private static boolean isFormat(int code) {
        return Character.getType(code) == Character.FORMAT;
    }

    private static boolean isMark(int code) {
        int type = Character.getType(code);
        return type == Character.NON_SPACING_MARK
                || type == Character.COMBINING_SPACING_MARK
                || type == Character.ENCLOSING_MARK;
    }
}
