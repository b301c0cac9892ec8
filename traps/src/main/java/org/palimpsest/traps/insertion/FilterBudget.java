package org.palimpsest.traps.insertion;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Budgets after published filters of training text. They look at one document; what filters compare across documents is not
 * looked at. Shares of characters count those of words, without the white space between them.
 */
public enum FilterBudget implements InsertionBudget {
    /** No limits. */
    NONE("none"),
    /**
     * Repetition rules of Gopher (Rae et al. 2021, arXiv:2112.11446, Table A1): shares of characters in repeated n-grams
     * (every occurrence but the first, each character once) at most 0.15, 0.14, 0.13, 0.12, 0.11, 0.10 for n = 5, ..., 10; in the
     * most frequent 2-, 3- and 4-gram at most 0.20, 0.18, 0.16; repeated lines and paragraphs at most 0.30 of their number and
     * 0.20 of the characters.
     */
    GOPHER("gopher"),
    /**
     * Those of Gopher, and FineWeb's own (Penedo et al. 2024, arXiv:2406.17557): lines that end in punctuation at least 0.12 of
     * the lines, lines of 30 characters or fewer at most 0.67, characters of repeated lines at most 0.01, line ends at most 0.3
     * a word.
     */
    FINEWEB("fineweb"),
    /**
     * C4 (Raffel et al. 2020, arXiv:1910.10683, section 2.2): no curly bracket and no "lorem ipsum"; of the lines of five words
     * and more that end in {@code . ! ?} or a quotation mark at least five sentences, and every copy within such lines; no
     * three sentences twice.
     */
    C4("c4");

    private final String label;

    FilterBudget(String label) {
        this.label = label;
    }

    /**
     * The word on the command line.
     *
     * @return lower-case word
     */
    public String label() {
        return label;
    }

    /**
     * Finds a budget.
     *
     * @param label its word
     * @return the budget
     * @throws IllegalArgumentException if there is none of that word
     */
    public static FilterBudget of(String label) {
        return Arrays.stream(values())
                .filter(budget -> budget.label.equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("budget must be one of "
                        + Arrays.stream(values()).map(FilterBudget::label).toList() + ", got \"" + label + "\""));
    }

    @Override
    public boolean keeps(String text, List<CopySpan> copies) {
        return switch (this) {
            case NONE -> true;
            case GOPHER -> RepetitionRules.keep(text);
            case FINEWEB -> RepetitionRules.keep(text) && LineRules.fineWeb(text);
            case C4 -> LineRules.c4(text.toLowerCase(Locale.ROOT), text, copies);
        };
    }
}
