package org.palimpsest.traps.survival;

import java.util.List;

/**
 * Drops documents that repeat themselves (Rae et al. 2021, arXiv 2112.11446, table A1): more than .30 of lines or paragraphs,
 * or more than .20 of their characters, are duplicates; the commonest 2-, 3- or 4-gram has more than .20, .18 or .16 of the
 * characters; duplicate 5- to 10-grams have more than .15, .14, .13, .12, .11 or .10.
 *
 * @param measure how shares are measured
 */
public record GopherRepetitionRule(RepetitionMeasure measure) implements DocumentRule {
    private static final double PIECES = 0.30;
    private static final double CHARACTERS = 0.20;
    private static final int FIRST_TOP = 2;
    private static final double[] TOP = {0.20, 0.18, 0.16};
    private static final int FIRST_REPEATED = 5;
    private static final double[] REPEATED = {0.15, 0.14, 0.13, 0.12, 0.11, 0.10};

    @Override
    public String name() {
        return switch (measure) {
            case PAPER -> "gopher-repetition";
            case DATATROVE -> "gopher-repetition-datatrove";
            case DOLMA -> "gopher-repetition-dolma";
        };
    }

    @Override
    public String source() {
        return "Gopher (Rae et al. 2021), table A1, measured as " + measure;
    }

    /**
     * The budget for further copies of a text in one document: the largest number that the 10-gram rule leaves, were nothing
     * else repeated and all words as long as the text's.
     *
     * @param trapWords words of the text, 1 or more
     * @param documentWords words of the document with all its copies, 1 or more
     * @return copies beside the first
     * @throws IllegalArgumentException if a number is below 1
     */
    public static int furtherCopies(int trapWords, int documentWords) {
        if (trapWords < 1 || documentWords < 1) {
            throw new IllegalArgumentException("words must be 1 or more, got " + trapWords + " of " + documentWords);
        }
        return (int) Math.floor(REPEATED[REPEATED.length - 1] * documentWords / trapWords + 1e-9);
    }

    @Override
    public Ruling judge(MarkedText marked) {
        String text = marked.text();
        if (text.isBlank()) {
            return Ruling.keep(marked);
        }
        NgramText words = new NgramText(text, measure.split());
        String reason = pieces(text.strip(), TextLines.byRuns(text.strip(), 2), words, "paragraph");
        if (reason.isEmpty()) {
            List<Span> lines =
                    measure == RepetitionMeasure.DOLMA ? TextLines.byLineFeed(text) : TextLines.byRuns(text, 1);
            reason = pieces(text, lines, words, "line");
        }
        if (reason.isEmpty()) {
            reason = grams(words);
        }
        return reason.isEmpty() ? Ruling.keep(marked) : Ruling.drop(reason);
    }

    private String pieces(String text, List<Span> pieces, NgramText words, String kind) {
        if (measure == RepetitionMeasure.DOLMA && kind.equals("paragraph")) {
            return "";
        }
        RepetitionMeasure.Shares shares = measure.pieces(text, pieces, words.wordCharacters());
        if (shares.number() > PIECES) {
            return "duplicate-" + kind + "s";
        }
        return shares.characters() > CHARACTERS ? "duplicate-" + kind + "-characters" : "";
    }

    private String grams(NgramText words) {
        for (int i = 0; i < TOP.length; i++) {
            int n = FIRST_TOP + i;
            if (measure.top(words, n) > TOP[i]) {
                return "top-" + n + "-gram";
            }
        }
        for (int i = 0; i < REPEATED.length; i++) {
            int n = FIRST_REPEATED + i;
            if (measure.repeated(words, n) > REPEATED[i]) {
                return "duplicate-" + n + "-grams";
            }
        }
        return "";
    }
}
