package org.palimpsest.corpus;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.palimpsest.corpus.parquet.ParquetException;
import org.palimpsest.corpus.parquet.ParquetFile;
import org.palimpsest.corpus.parquet.ParquetRows;

/** The rows of a Parquet file as input: errors are those of every other file of input. Not thread-safe. */
public final class ParquetInput implements Closeable {
    private final String name;
    private final ParquetFile file;
    private final ParquetRows rows;

    private ParquetInput(String name, ParquetFile file, ParquetRows rows) {
        this.name = name;
        this.file = file;
        this.rows = rows;
    }

    /**
     * Opens a file.
     *
     * @param path the file
     * @param columns the columns to read; one that the file does not have is null in every row
     * @return its rows
     * @throws CorruptInputException if it is no Parquet file, cut, damaged or encrypted
     * @throws NoSuchFileException if there is no such file
     * @throws IOException if it cannot be read
     */
    public static ParquetInput open(Path path, List<String> columns) throws IOException {
        try {
            ParquetFile file = ParquetFile.open(path);
            return new ParquetInput(path.toString(), file, file.rows(columns));
        } catch (ParquetException e) {
            throw new CorruptInputException(path.toString(), 0, e.reason(), e);
        }
    }

    /** Returns the names of all columns of the file, in its order. */
    public Set<String> columns() {
        return file.columns();
    }

    /**
     * Reads the next row.
     *
     * @return false after the last
     * @throws CorruptInputException if a column is damaged, cut or compressed in a way that is not read
     * @throws IOException if the file cannot be read
     */
    public boolean next() throws IOException {
        try {
            return rows.next();
        } catch (ParquetException e) {
            throw new CorruptInputException(name, 0, e.reason(), e);
        }
    }

    /** Returns the number of the row that was read last, from 1; 0 before the first. */
    public long row() {
        return rows.row();
    }

    /** Returns the row that was read last, for errors. */
    public InputLocation where() {
        return new InputLocation(name, rows.row(), InputLocation.Unit.ROW);
    }

    /**
     * A value of the row that was read last.
     *
     * @param column the column's place among those that were asked for, from 0
     * @return as {@link ParquetRows#value}
     */
    public @Nullable Object value(int column) {
        return rows.value(column);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
