package org.palimpsest.corpus.parquet;

import java.io.EOFException;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads chosen columns of a file row by row. Not thread-safe. */
public final class ParquetRows {
    private final ParquetFile file;
    private final List<String> names;
    private final @Nullable SchemaNode[] nodes;
    private final @Nullable Object[] values;
    private @Nullable ColumnCursor[] cursors = new @Nullable ColumnCursor[0];
    private RowAssembler assembler = new RowAssembler(cursors);
    private int group;
    private long leftInGroup;
    private long row;

    ParquetRows(ParquetFile file, List<String> names) {
        this.file = file;
        this.names = List.copyOf(names);
        this.nodes = names.stream().map(file.fields()::get).toArray(SchemaNode[]::new);
        this.values = new @Nullable Object[names.size()];
    }

    /**
     * Reads the next row.
     *
     * @return false after the last
     * @throws ParquetException if a column is damaged, cut or compressed in a way that is not
     *     read; it names the file, the column and the row
     * @throws IOException if the file cannot be read
     */
    public boolean next() throws IOException {
        while (leftInGroup == 0) {
            if (group == file.groups().size()) {
                return false;
            }
            begin(file.groups().get(group++));
        }
        leftInGroup--;
        row++;
        for (int i = 0; i < nodes.length; i++) {
            values[i] = read(i);
        }
        if (leftInGroup == 0) {
            checkEnded();
        }
        return true;
    }

    /** Returns the number of the row that was read last, from 1; 0 before the first. */
    public long row() {
        return row;
    }

    /**
     * A value of the row that was read last.
     *
     * @param column the column's place among the names that were asked for, from 0
     * @return null, or a Long, Double, Boolean, String (UTF-8 bytes, and dates and times as ISO 8601), byte[] that is not
     *     UTF-8, {@code long[]} or {@code double[]} (lists of numbers; NaN for a null among doubles), List (other lists,
     *     and whole numbers with a null among them) or Map (objects and maps)
     */
    public @Nullable Object value(int column) {
        return values[column];
    }

    private @Nullable Object read(int column) throws IOException {
        SchemaNode node = nodes[column];
        if (node == null) {
            return null;
        }
        try {
            ColumnCursor first = cursors[node.firstColumn()];
            if (first == null || first.ended() || first.repetition() != 0) {
                throw new DamagedDataException(
                        "does not begin a row here, " + (leftInGroup + 1) + " rows before the end of its row group");
            }
            return assembler.read(node);
        } catch (DamagedDataException | EOFException e) {
            throw damaged(names.get(column), e);
        }
    }

    private void checkEnded() throws IOException {
        for (ColumnCursor cursor : cursors) {
            if (cursor != null && !cursor.ended()) {
                throw damaged(
                        cursor.leaf().name(),
                        new DamagedDataException("holds more values than its row group has rows"));
            }
        }
    }

    private IOException damaged(String column, IOException e) {
        return ParquetFile.damaged(
                file.path(), "column \"" + column + "\", row " + Math.max(1, row) + ": " + e.getMessage(), e);
    }

    private void begin(ThriftStruct next) throws IOException {
        long rowsInGroup = next.number(3, "a row group's number of rows");
        cursors = new @Nullable ColumnCursor[file.leaves()];
        for (int i = 0; i < nodes.length; i++) {
            SchemaNode node = nodes[i];
            try {
                if (node != null) {
                    open(node, next.structs(1, "a row group's columns"));
                }
            } catch (DamagedDataException | EOFException e) {
                throw damaged(names.get(i), e);
            }
        }
        assembler = new RowAssembler(cursors);
        leftInGroup = rowsInGroup;
    }

    private void open(SchemaNode node, List<ThriftStruct> chunks) throws IOException {
        if (node instanceof SchemaGroup nodeGroup) {
            for (SchemaNode child : nodeGroup.children()) {
                open(child, chunks);
            }
        } else if (node instanceof SchemaLeaf leaf) {
            if (leaf.firstColumn() >= chunks.size()) {
                throw new DamagedDataException("is missing from a row group of " + chunks.size() + " columns");
            }
            ColumnCursor cursor = new ColumnCursor(leaf, pages(leaf, chunks.get(leaf.firstColumn())));
            cursor.advance();
            cursors[leaf.firstColumn()] = cursor;
        }
    }

    private ChunkPages pages(SchemaLeaf leaf, ThriftStruct chunk) throws IOException {
        if (chunk.has(1)) {
            throw new DamagedDataException("lies in another file, which is not read");
        }
        ThriftStruct metadata = chunk.struct(3, "a column's metadata (is it encrypted?)");
        if (metadata.number(1, "a column's type") != leaf.type().number()) {
            throw new DamagedDataException("has another type in a row group than in the schema");
        }
        long data = metadata.number(9, "where a column begins");
        long dictionary = metadata.number(11, "where a dictionary begins", 0);
        long start = dictionary > 0 ? Math.min(dictionary, data) : data;
        long length = metadata.number(7, "a column's size");
        long size = file.channel().size();
        if (start < 4 || length < 0 || start > size || length > size - start) {
            throw new DamagedDataException("lies at byte " + start + " for " + length + " bytes, the file has " + size);
        }
        PageCodec codec = PageCodec.of((int) metadata.number(4, "a codec"));
        return new ChunkPages(file.channel(), leaf, codec, start, start + length);
    }
}
