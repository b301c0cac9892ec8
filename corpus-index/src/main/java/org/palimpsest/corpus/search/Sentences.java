package org.palimpsest.corpus.search;

import java.util.List;

/**
 * Which sentence each word of a text belongs to. A sentence ends at a line's end, at a mark of exclamation or question, and at
 * a full stop, each before white space; not at the stop of a capitalised word of at most three letters (Dr., St., J.).
 */
final class Sentences {
    private static final int SHORT = 3;

    private final int[] sentence;

    private Sentences(int[] sentence) {
        this.sentence = sentence;
    }

    static Sentences of(String text, List<SearchWord> words) {
        int[] sentence = new int[words.size()];
        for (int i = 1; i < sentence.length; i++) {
            SearchWord before = words.get(i - 1);
            String between = text.substring(before.end(), words.get(i).start());
            sentence[i] = sentence[i - 1] + (ends(between, before, text) ? 1 : 0);
        }
        return new Sentences(sentence);
    }

    private static boolean ends(String between, SearchWord before, String text) {
        for (int i = 0; i < between.length(); i++) {
            char mark = between.charAt(i);
            boolean last = i + 1 < between.length() && !Character.isLetterOrDigit(between.charAt(i + 1));
            if (mark == '\n' || mark == '\u3002' || ((mark == '!' || mark == '?') && last)) {
                return true;
            }
            if (mark == '.' && last && !isAbbreviation(before, text)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isAbbreviation(SearchWord word, String text) {
        return word.end() - word.start() <= SHORT && Character.isUpperCase(text.charAt(word.start()));
    }

    /** How many sentences end between two words. */
    int between(int first, int second) {
        return Math.abs(sentence[second] - sentence[first]);
    }

    /** The first word of a word's sentence, at most {@code most} words before it. */
    int first(int word, int most) {
        int first = word;
        while (first > 0 && word - first < most && sentence[first - 1] == sentence[word]) {
            first--;
        }
        return first;
    }

    /** The last word of a word's sentence, at most {@code most} words after it. */
    int last(int word, int most) {
        int last = word;
        while (last + 1 < sentence.length && last - word < most && sentence[last + 1] == sentence[word]) {
            last++;
        }
        return last;
    }
}
