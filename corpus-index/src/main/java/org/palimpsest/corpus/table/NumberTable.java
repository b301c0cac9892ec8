package org.palimpsest.corpus.table;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.palimpsest.corpus.BadLine;

/** Columns of a file, one value a row. Immutable. */
public final class NumberTable {
    private final Map<String, double[]> numbers;
    private final Map<String, List<@Nullable String>> texts;
    private final Set<String> columns;
    private final int rows;
    private final List<BadLine> skipped;
    private final Map<String, double[]> lengths;

    /**
     * A table.
     *
     * @param numbers number columns by name, NaN where a row has none
     * @param texts text columns by name, null where a row has none
     * @param columns names of all columns that some row of the file has, those that were not read included
     * @param rows the number of rows, at least 0
     * @param skipped bad lines that were passed over
     * @throws IllegalArgumentException if a column has another number of rows
     */
    public NumberTable(
            Map<String, double[]> numbers,
            Map<String, List<@Nullable String>> texts,
            Set<String> columns,
            int rows,
            List<BadLine> skipped) {
        this(numbers, texts, columns, rows, skipped, Map.of());
    }

    private NumberTable(
            Map<String, double[]> numbers,
            Map<String, List<@Nullable String>> texts,
            Set<String> columns,
            int rows,
            List<BadLine> skipped,
            Map<String, double[]> lengths) {
        lengths.forEach((name, values) -> checkLength(name, values.length, rows));
        this.lengths = new LinkedHashMap<>(lengths);
        numbers.forEach((name, values) -> checkLength(name, values.length, rows));
        texts.forEach((name, values) -> checkLength(name, values.size(), rows));
        this.numbers = new LinkedHashMap<>();
        numbers.forEach((name, values) -> this.numbers.put(name, values.clone()));
        this.texts = new LinkedHashMap<>();
        texts.forEach((name, values) -> this.texts.put(name, Collections.unmodifiableList(new ArrayList<>(values))));
        this.columns = Collections.unmodifiableSet(new TreeSet<>(columns));
        this.rows = rows;
        this.skipped = List.copyOf(skipped);
    }

    /** The same table with the lengths of the lists in its number columns. */
    NumberTable withLengths(Map<String, double[]> known) {
        return new NumberTable(numbers, texts, columns, rows, skipped, known);
    }

    private static void checkLength(String name, int length, int rows) {
        if (length != rows) {
            throw new IllegalArgumentException(
                    "column \"" + name + "\" must have " + rows + " rows as the table, got " + length);
        }
    }

    /** Returns the number of rows. */
    public int rows() {
        return rows;
    }

    /**
     * Whether some row has a field of this name, be its value null.
     *
     * @param name a column
     * @return whether one does
     */
    public boolean hasColumn(String name) {
        return columns.contains(name);
    }

    /** Returns the names of all columns that some row has, in alphabetical order, those that were not read included. */
    public Set<String> columns() {
        return columns;
    }

    /**
     * A number column.
     *
     * @param name its name, among the number columns that were asked for
     * @return a value a row, NaN where the row has none; a copy
     * @throws IllegalArgumentException if the column was not asked for
     */
    public double[] numbers(String name) {
        double[] values = numbers.get(name);
        if (values == null) {
            throw new IllegalArgumentException("the column must be one of the number columns that were read, "
                    + numbers.keySet() + ", got " + name);
        }
        return values.clone();
    }

    /**
     * How long the lists of a number column are, or the strings of a hint.
     *
     * @param name its name
     * @return a length a row, NaN where the row has none; null if no row has a list; a copy
     */
    public double @Nullable [] lengths(String name) {
        double[] known = lengths.get(name);
        return known == null ? null : known.clone();
    }

    /**
     * A text column.
     *
     * @param name its name, among the text columns that were asked for
     * @return a value a row, null where the row has none; unmodifiable
     * @throws IllegalArgumentException if the column was not asked for
     */
    public List<@Nullable String> texts(String name) {
        List<@Nullable String> values = texts.get(name);
        if (values == null) {
            throw new IllegalArgumentException(
                    "the column must be one of the text columns that were read, " + texts.keySet() + ", got " + name);
        }
        return values;
    }

    /** Returns the bad lines that were passed over, in the order of the file. */
    public List<BadLine> skipped() {
        return skipped;
    }
}
