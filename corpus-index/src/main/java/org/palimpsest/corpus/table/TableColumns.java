package org.palimpsest.corpus.table;

import java.util.List;
import java.util.stream.Stream;

/**
 * The columns that are read of a file.
 *
 * @param numbers columns of numbers, or of lists of numbers
 * @param texts columns of strings
 * @param labels columns of strings or whole numbers, kept as texts
 * @param window which numbers of a list count
 * @param hints columns that are kept as labels where they hold strings or whole numbers, and passed over where they hold anything else;
 *     of a string longer than {@value #LONGEST_HINT} characters a hash is kept, and its length
 */
public record TableColumns(
        List<String> numbers, List<String> texts, List<String> labels, ListWindow window, List<String> hints) {
    /** A hint longer than this is kept as a hash. */
    static final int LONGEST_HINT = 128;

    /**
     * Checks and copies.
     *
     * @throws IllegalArgumentException if a column is named as more than one kind
     */
    public TableColumns {
        numbers = List.copyOf(numbers);
        texts = List.copyOf(texts);
        labels = List.copyOf(labels);
        hints = List.copyOf(hints);
        List<String> both = numbers.stream().filter(texts::contains).toList();
        if (!both.isEmpty()) {
            throw new IllegalArgumentException(
                    "a column must be read as numbers or as texts, not as both, got " + both);
        }
        List<String> twice = Stream.concat(numbers.stream(), texts.stream())
                .filter(labels::contains)
                .toList();
        List<String> known = Stream.of(numbers, texts, labels)
                .flatMap(List::stream)
                .filter(hints::contains)
                .toList();
        if (!known.isEmpty()) {
            throw new IllegalArgumentException("a column that is read must not be a hint as well, got " + known);
        }
        if (!twice.isEmpty()) {
            throw new IllegalArgumentException(
                    "a column must be read as labels or as something else, not as both, got " + twice);
        }
    }

    /**
     * Without hints.
     *
     * @param numbers columns of numbers, or of lists of numbers
     * @param texts columns of strings
     * @param labels columns of strings or whole numbers, kept as texts
     * @param window which numbers of a list count
     */
    public TableColumns(List<String> numbers, List<String> texts, List<String> labels, ListWindow window) {
        this(numbers, texts, labels, window, List.of());
    }

    /**
     * Numbers and texts, whole lists.
     *
     * @param numbers columns of numbers
     * @param texts columns of strings
     */
    public TableColumns(List<String> numbers, List<String> texts) {
        this(numbers, texts, List.of(), ListWindow.ALL);
    }
}
