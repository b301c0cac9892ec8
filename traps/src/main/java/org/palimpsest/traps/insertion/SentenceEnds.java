package org.palimpsest.traps.insertion;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Ends of sentences: the boundaries of {@link BreakIterator} for no language in particular, less those after an abbreviation or
 * a single capital letter with a point.
 */
final class SentenceEnds {
    private static final Set<String> ABBREVIATIONS = Set.of(
            "mr", "mrs", "ms", "dr", "prof", "st", "jr", "sr", "vs", "etc", "e.g", "i.e", "fig", "figs", "eq", "eqs",
            "no", "nos", "vol", "pp", "p", "cf", "al", "ca", "inc", "ltd", "co", "corp", "gen", "col", "lt", "capt",
            "sgt", "rev", "hon", "gov", "sen", "rep", "ed", "eds", "ch", "sec", "approx", "dept", "est", "bzw", "z.b",
            "d.h", "u.a", "nr");

    private SentenceEnds() {}

    /** Offsets after the last character of each sentence that is no white space, ascending. */
    static List<Integer> of(String text) {
        BreakIterator sentences = BreakIterator.getSentenceInstance(Locale.ROOT);
        sentences.setText(text);
        List<Integer> ends = new ArrayList<>();
        sentences.first();
        for (int at = sentences.next(); at != BreakIterator.DONE; at = sentences.next()) {
            int end = at;
            while (end > 0 && Character.isWhitespace(text.charAt(end - 1))) {
                end--;
            }
            boolean repeated = !ends.isEmpty() && ends.get(ends.size() - 1) == end;
            if (end > 0
                    && !repeated
                    && (at == text.length()
                            || !(isAbbreviation(text, end) || Character.isLowerCase(text.charAt(at))))) {
                ends.add(end);
            }
        }
        return ends;
    }

    private static boolean isAbbreviation(String text, int end) {
        if (text.charAt(end - 1) != '.') {
            return false;
        }
        int start = end - 1;
        while (start > 0
                && !Character.isWhitespace(text.charAt(start - 1))
                && "([\"'“‘".indexOf(text.charAt(start - 1)) < 0) {
            start--;
        }
        String word = text.substring(start, end - 1);
        boolean initial = word.length() == 1 && Character.isUpperCase(word.charAt(0)) && !word.equals("I");
        return initial || ABBREVIATIONS.contains(word.toLowerCase(Locale.ROOT));
    }
}
