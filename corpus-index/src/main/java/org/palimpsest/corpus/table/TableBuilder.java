package org.palimpsest.corpus.table;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.palimpsest.corpus.BadLine;
import org.palimpsest.corpus.run.Fingerprint;

/** Grows the columns of a table row by row; a row that is begun but not ended is forgotten. */
final class TableBuilder {
    private static final int FIRST_CAPACITY = 1024;
    private static final int HASH_BYTES = 12;

    private final TableColumns wanted;
    private final List<String> numberNames;
    private final List<String> textNames;
    private final double[][] numbers;
    private final List<List<@Nullable String>> texts = new ArrayList<>();
    private final double[] @Nullable [] lengths;
    private final double[] numberRow;
    private final double[] lengthRow;
    private final double[][] hintLengths;
    private final double[] hintLengthRow;
    private final MessageDigest digest = Fingerprint.newDigest();
    private final @Nullable String[] textRow;
    private int rows;

    TableBuilder(TableColumns wanted) {
        this.wanted = wanted;
        this.numberNames = wanted.numbers();
        this.textNames = Stream.of(wanted.texts(), wanted.labels(), wanted.hints())
                .flatMap(List::stream)
                .toList();
        this.numbers = new double[numberNames.size()][FIRST_CAPACITY];
        this.numberRow = new double[numberNames.size()];
        this.lengthRow = new double[numberNames.size()];
        this.lengths = new double[numberNames.size()][];
        this.hintLengths = new double[wanted.hints().size()][FIRST_CAPACITY];
        this.hintLengthRow = new double[wanted.hints().size()];
        this.textRow = new @Nullable String[textNames.size()];
        textNames.forEach(name -> texts.add(new ArrayList<>()));
    }

    int numberColumn(String name) {
        return numberNames.indexOf(name);
    }

    int textColumn(String name) {
        return textNames.indexOf(name);
    }

    /** Whether a text column holds labels. */
    boolean isLabel(int column) {
        return column >= wanted.texts().size();
    }

    /** Whether a text column holds hints. */
    boolean isHint(int column) {
        return column >= wanted.texts().size() + wanted.labels().size();
    }

    void beginRow() {
        Arrays.fill(hintLengthRow, Double.NaN);
        Arrays.fill(lengthRow, Double.NaN);
        Arrays.fill(numberRow, Double.NaN);
        Arrays.fill(textRow, null);
    }

    void setNumber(int column, double value) {
        numberRow[column] = value;
    }

    /** A list, which counts as the mean of its window. */
    void setList(int column, double[] values, int count) {
        numberRow[column] = wanted.window().mean(values, count);
        lengthRow[column] = count;
    }

    /** A string or a whole number; a long one is kept as its hash. */
    void setHint(int column, String value) {
        hintLengthRow[column - wanted.texts().size() - wanted.labels().size()] = value.length();
        textRow[column] = value.length() <= TableColumns.LONGEST_HINT
                ? value
                : HexFormat.of().formatHex(digest.digest(value.getBytes(StandardCharsets.UTF_8)), 0, HASH_BYTES);
    }

    void setText(int column, @Nullable String value) {
        textRow[column] = value;
    }

    void endRow() {
        for (int c = 0; c < numbers.length; c++) {
            if (rows == numbers[c].length) {
                numbers[c] = Arrays.copyOf(numbers[c], 2 * rows);
            }
            numbers[c][rows] = numberRow[c];
            double[] known = lengths[c];
            if (known == null && !Double.isNaN(lengthRow[c])) {
                known = new double[numbers[c].length];
                Arrays.fill(known, 0, rows, Double.NaN);
            }
            if (known != null) {
                known = known.length == numbers[c].length ? known : Arrays.copyOf(known, numbers[c].length);
                known[rows] = lengthRow[c];
                lengths[c] = known;
            }
        }
        for (int c = 0; c < hintLengths.length; c++) {
            if (rows == hintLengths[c].length) {
                hintLengths[c] = Arrays.copyOf(hintLengths[c], 2 * rows);
            }
            hintLengths[c][rows] = hintLengthRow[c];
        }
        for (int c = 0; c < textRow.length; c++) {
            texts.get(c).add(textRow[c]);
        }
        rows++;
    }

    NumberTable build(Set<String> columns, List<BadLine> skipped) {
        Map<String, double[]> numberColumns = new HashMap<>();
        Map<String, double[]> listLengths = new HashMap<>();
        for (int c = 0; c < numbers.length; c++) {
            numberColumns.put(numberNames.get(c), Arrays.copyOf(numbers[c], rows));
            double[] known = lengths[c];
            if (known != null) {
                listLengths.put(numberNames.get(c), Arrays.copyOf(known, rows));
            }
        }
        for (int c = 0; c < hintLengths.length; c++) {
            listLengths.put(wanted.hints().get(c), Arrays.copyOf(hintLengths[c], rows));
        }
        Map<String, List<@Nullable String>> textColumns = new HashMap<>();
        for (int c = 0; c < textRow.length; c++) {
            textColumns.put(textNames.get(c), texts.get(c));
        }
        return new NumberTable(numberColumns, textColumns, columns, rows, skipped).withLengths(listLengths);
    }
}
