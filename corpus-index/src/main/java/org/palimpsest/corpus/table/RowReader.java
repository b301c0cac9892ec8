package org.palimpsest.corpus.table;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Reads named columns of a file, whatever its format. */
public interface RowReader {
    /**
     * The reader for a file: Parquet if its name ends in {@code .parquet}, else JSONL.
     *
     * @param file the file, or {@code -} for standard input
     * @param skipBad how many bad lines of JSONL to pass over and list before the next one is an error, at least 0; a
     *     Parquet file has none that could be passed over
     * @return the reader
     * @throws IllegalArgumentException if {@code skipBad} is negative
     */
    static RowReader of(Path file, int skipBad) {
        JsonlRowReader lines = new JsonlRowReader(skipBad);
        return file.toString().endsWith(".parquet") ? new ParquetRowReader() : lines;
    }

    /**
     * Reads every row. A number column holds a number or a list of numbers, which counts as the mean of its window; a null, missing,
     * empty or non-finite value is NaN. A text column holds strings, a label column strings or whole numbers; a null or missing
     * one is null.
     *
     * @param file the file
     * @param columns what to read
     * @return the columns, in the order of the file; columns that are not named are not kept
     * @throws org.palimpsest.corpus.CorruptInputException if a value in a named column is of another type, or the file is
     *     damaged
     * @throws IOException if the file is missing or cannot be read
     */
    NumberTable read(Path file, TableColumns columns) throws IOException;

    /**
     * Reads numbers and texts.
     *
     * @param file the file
     * @param numberColumns names of columns to read as numbers
     * @param textColumns names of columns to read as texts
     * @return the columns, in the order of the file
     * @throws IllegalArgumentException if a column is named both as numbers and as texts
     * @throws IOException as {@link #read(Path, TableColumns)}
     */
    default NumberTable read(Path file, List<String> numberColumns, List<String> textColumns) throws IOException {
        return read(file, new TableColumns(numberColumns, textColumns));
    }

    /**
     * Reads number columns only.
     *
     * @param file the file
     * @param numberColumns names of columns to read as numbers
     * @return the columns, in the order of the file
     * @throws IOException as {@link #read(Path, List, List)}
     */
    default NumberTable read(Path file, List<String> numberColumns) throws IOException {
        return read(file, numberColumns, List.of());
    }
}
