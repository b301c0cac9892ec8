package org.palimpsest.corpus.duplicates;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** How a text becomes words before its n-grams are compared. Words are what stands between white space. */
public enum Words {
    /** As written. */
    AS_WRITTEN,

    /** Unicode NFC, lower case, only letters, marks and digits kept: what GPT-3 and SlimPajama ignore is gone. */
    PLAIN,

    /** As {@link #PLAIN}, diacritics dropped and each run of digits written as 0: what FineWeb compares. */
    FOLDED;

    private static final Pattern SPACE = Pattern.compile("\\s+", Pattern.UNICODE_CHARACTER_CLASS);
    private static final Pattern NUMBER = Pattern.compile("\\p{Nd}+(\\.\\p{Nd}+)?");
    private static final Pattern MARK = Pattern.compile("\\p{M}+");
    private static final Pattern NEITHER_WORD_NOR_SPACE =
            Pattern.compile("[^\\p{L}\\p{M}\\p{N}\\s]+", Pattern.UNICODE_CHARACTER_CLASS);

    /**
     * The words of a text, in order.
     *
     * @param text the text
     * @return its words, none of them empty
     */
    public List<String> of(String text) {
        String kept =
                switch (this) {
                    case AS_WRITTEN -> text;
                    case PLAIN -> plain(text);
                    case FOLDED -> folded(text);
                };
        List<String> words = new ArrayList<>();
        for (String word : SPACE.split(kept)) {
            if (!word.isEmpty()) {
                words.add(word);
            }
        }
        return words;
    }

    private static String plain(String text) {
        String lower = Normalizer.normalize(text, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
        return NEITHER_WORD_NOR_SPACE.matcher(lower).replaceAll("");
    }

    private static String folded(String text) {
        String bare = MARK.matcher(Normalizer.normalize(text, Normalizer.Form.NFD)).replaceAll("");
        return plain(NUMBER.matcher(bare).replaceAll("0"));
    }
}
