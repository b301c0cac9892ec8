package org.palimpsest.cli.story;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.palimpsest.corpus.Document;

/**
 * Cuts a document into consecutive passages of about equally many words. Together they hold every word once, in order.
 *
 * <p>With w words wished, a passage ends at the end of a sentence if one lies within w ± w/8 words, nearest to w; else after
 * exactly w words. What is left at the end joins the last passage where both have at most 6w/5 words; if it is shorter
 * than w/2 words, both are cut in halves. So only a document shorter than that gives a passage of less than w/2 words.
 */
public final class Passages {
    private static final int LEAST = 8;
    private static final int MOST = 100_000;
    private static final String CLOSING = "\"')]\u201d\u2019";
    private static final Set<String> ABBREVIATIONS = Set.of(
            "mr", "mrs", "ms", "dr", "messrs", "gen", "col", "capt", "hon", "st", "no", "nos", "vs", "gov", "sec");

    private Passages() {}

    /**
     * The passages of a document. Its id and a number from 0001 on name them ({@code 1862-lincoln-0017}); white space
     * inside them is single blanks; source, dates and metadata are the document's. Linear in the length.
     *
     * @param document the document; without words it has no passages
     * @param words words wished, in [8, 100000]
     * @throws IllegalArgumentException if {@code words} is out of range
     */
    public static List<Document> of(Document document, int words) {
        if (words < LEAST || words > MOST) {
            throw new IllegalArgumentException("words must be in [" + LEAST + ", " + MOST + "], got " + words);
        }
        String[] all = words(document.text());
        List<Document> passages = new ArrayList<>();
        int begin = 0;
        for (int end : ends(all, words)) {
            String text = String.join(" ", Arrays.asList(all).subList(begin, end));
            passages.add(passage(document, passages.size() + 1, text));
            begin = end;
        }
        return List.copyOf(passages);
    }

    /** The words of a text: what stands between white space. */
    static String[] words(String text) {
        String stripped = text.strip();
        return stripped.isEmpty() ? new String[0] : stripped.split("(?U)\\s+");
    }

    private static List<Integer> ends(String[] all, int words) {
        int longest = words + words / 5;
        List<Integer> ends = new ArrayList<>();
        int begin = 0;
        while (all.length - begin > longest) {
            begin = end(all, begin, words);
            ends.add(begin);
        }
        int left = all.length - begin;
        if (left == 0) {
            return ends;
        }
        if (left < words / 2 && !ends.isEmpty()) {
            ends.remove(ends.size() - 1);
            int previous = ends.isEmpty() ? 0 : ends.get(ends.size() - 1);
            if (all.length - previous > longest) {
                ends.add(previous + (all.length - previous + 1) / 2);
            }
        }
        ends.add(all.length);
        return ends;
    }

    /** Where a passage that begins at {@code begin} ends; at least 6w/5 words follow. */
    private static int end(String[] all, int begin, int words) {
        for (int distance = 0; distance <= words / 8; distance++) {
            if (endsSentence(all, begin + words - distance)) {
                return begin + words - distance;
            }
            if (endsSentence(all, begin + words + distance)) {
                return begin + words + distance;
            }
        }
        return begin + words;
    }

    /** Whether a sentence ends before word {@code next}: a full stop that no abbreviation explains, then a capital. */
    private static boolean endsSentence(String[] all, int next) {
        if (next >= all.length) {
            return false;
        }
        String last = all[next - 1];
        int length = last.length();
        while (length > 0 && CLOSING.indexOf(last.charAt(length - 1)) >= 0) {
            length--;
        }
        if (length == 0 || ".?!".indexOf(last.charAt(length - 1)) < 0) {
            return false;
        }
        String stem = last.substring(0, length - 1).toLowerCase(Locale.ROOT);
        boolean abbreviated = last.charAt(length - 1) == '.'
                && (stem.length() == 1 || stem.indexOf('.') >= 0 || ABBREVIATIONS.contains(stem));
        return !abbreviated && !Character.isLowerCase(all[next].codePointAt(0));
    }

    // NullAway does not see in a class file that an array component may be null, as Document.tokens may.
    @SuppressWarnings("NullAway")
    private static Document passage(Document document, int number, String text) {
        String id = String.format(Locale.ROOT, "%s-%04d", document.id(), number);
        Map<String, @Nullable Object> metadata = new LinkedHashMap<>(document.metadata());
        return new Document(id, text, null, document.source(), document.added(), document.created(), metadata);
    }
}
