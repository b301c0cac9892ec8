package org.palimpsest.provenance.query;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A text after so many words.
 *
 * @param prefix the text up to there, white space as it was, none at its end
 * @param words the words that follow
 * @param continuation the text of those words, white space as it was, with what parts it from the prefix
 */
record WordCut(String prefix, List<String> words, String continuation) {
    private static final Pattern WORD = Pattern.compile("\\S+");

    /** Null if the text has fewer words. */
    static @Nullable WordCut of(String text, int before, int after) {
        Matcher matcher = WORD.matcher(text);
        int cut = 0;
        for (int word = 1; word <= before + after; word++) {
            if (!matcher.find()) {
                return null;
            }
            cut = word == before ? matcher.end() : cut;
        }
        String continuation = text.substring(cut, matcher.end());
        return new WordCut(text.substring(0, cut), words(continuation), continuation);
    }

    static List<String> words(String text) {
        return WORD.matcher(text).results().map(result -> result.group()).toList();
    }
}
