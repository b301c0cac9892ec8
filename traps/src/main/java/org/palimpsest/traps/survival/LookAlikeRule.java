package org.palimpsest.traps.survival;

/**
 * Folds Greek and Cyrillic letters that look like Latin ones to those (Unicode UTS #39, whose skeleton of both is the same).
 * The table holds the 75 letters of these scripts, and the Latin script g, of which that is true of one Latin letter by
 * itself in Unicode 17; it contains all 28 substitutions of Wei et al. 2024. The skeleton itself is no text that anybody
 * trains on (it writes m as rn), so other characters stay.
 *
 * @param scope which words are folded
 */
public record LookAlikeRule(Scope scope) implements DocumentRule {
    private static final String TWINS = "\u0261\u037A\u037F\u0391\u0392\u0395\u0396\u0397\u0399\u039A\u039C\u039D\u039F"
            + "\u03A1\u03A4\u03A5\u03A7\u03B1\u03B3\u03B9\u03BD\u03BF\u03C1\u03C3\u03C5\u03D2"
            + "\u03DC\u03F1\u03F2\u03F3\u03F8\u03F9\u03FA\u0405\u0406\u0408\u0410\u0412\u0415"
            + "\u041A\u041C\u041D\u041E\u0420\u0421\u0422\u0423\u0425\u042C\u0430\u0433\u0435"
            + "\u043E\u0440\u0441\u0443\u0445\u0448\u0455\u0456\u0458\u0461\u0474\u0475\u04AE"
            + "\u04AF\u04BB\u04BD\u04C0\u04CF\u0501\u050C\u051B\u051C\u051D\u1D26";
    private static final String LATIN = "giJABEZHIKMNOPTYXayivopouYFpcjpCMSIJABEKMHOPCTYXbareopcyxwsijwVvYyheIIdGqWwr";

    /** Which words are folded. */
    public enum Scope {
        /** Words that mix a table's letter with a Latin one: what UTS #39 calls mixed-script. */
        MIXED_WORDS,
        /** All words: right for English, ruin for Greek and Russian. */
        ALL_WORDS
    }

    @Override
    public String name() {
        return scope == Scope.MIXED_WORDS ? "look-alikes" : "look-alikes-all";
    }

    @Override
    public String source() {
        return "Unicode UTS #39, confusables";
    }

    @Override
    public Ruling judge(MarkedText marked) {
        String text = marked.text();
        TextRevision revision = new TextRevision(marked);
        int at = 0;
        boolean changed = false;
        for (Span word : WordSplit.PIECES.of(text)) {
            if (!isFolded(word.of(text))) {
                continue;
            }
            for (int i = word.start(); i < word.end(); i++) {
                int twin = TWINS.indexOf(text.charAt(i));
                if (twin >= 0) {
                    revision.keep(at, i).put(LATIN.substring(twin, twin + 1));
                    at = i + 1;
                    changed = true;
                }
            }
        }
        return changed ? Ruling.change(revision.keep(at, text.length()).done(), "look-alikes") : Ruling.keep(marked);
    }

    private boolean isFolded(String word) {
        return scope == Scope.ALL_WORDS
                || word.codePoints().anyMatch(character -> isLatin(character) && TWINS.indexOf(character) < 0);
    }

    private static boolean isLatin(int character) {
        return Character.isLetter(character) && Character.UnicodeScript.of(character) == Character.UnicodeScript.LATIN;
    }

    /** Whether a character is in the table. */
    static boolean isTwin(char unit) {
        return TWINS.indexOf(unit) >= 0;
    }
}
