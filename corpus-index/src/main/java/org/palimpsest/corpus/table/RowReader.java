package org.palimpsest.corpus.table;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Reads named columns of a file, whatever its format. */
public interface RowReader {
    /**
     * Reads every row. A number column holds a number or a list of numbers, which counts as its mean; a null, missing,
     * empty or non-finite value is NaN. A text column holds strings; a null or missing one is null.
     *
     * @param file the file
     * @param numberColumns names of columns to read as numbers
     * @param textColumns names of columns to read as texts
     * @return the columns, in the order of the file; columns that are not named are not kept
     * @throws org.palimpsest.corpus.CorruptInputException if a value in a named column is of another type, or the file is
     *     damaged
     * @throws IllegalArgumentException if a column is named both as numbers and as texts
     * @throws IOException if the file is missing or cannot be read
     */
    NumberTable read(Path file, List<String> numberColumns, List<String> textColumns) throws IOException;

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
