package org.palimpsest.corpus.parquet;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An open Parquet file: its columns, and its rows in their order. Memory: one page a column that is read, and its
 * dictionary. A reader of rows is not thread-safe; several may read one file at a time.
 */
public final class ParquetFile implements Closeable {
    private static final String MAGIC = "PAR1";
    private static final String ENCRYPTED = "PARE";
    private static final int ENDS = 12;

    private final Path path;
    private final FileChannel channel;
    private final Map<String, SchemaNode> fields;
    private final List<ThriftStruct> groups;
    private final int columns;
    private final long rows;

    private ParquetFile(
            Path path,
            FileChannel channel,
            Map<String, SchemaNode> fields,
            List<ThriftStruct> groups,
            int columns,
            long rows) {
        this.path = path;
        this.channel = channel;
        this.fields = fields;
        this.groups = groups;
        this.columns = columns;
        this.rows = rows;
    }

    /**
     * Opens a file and reads its footer.
     *
     * @param path the file
     * @return the file
     * @throws ParquetException if it is no Parquet file, cut, damaged or encrypted
     * @throws NoSuchFileException if there is no such file
     * @throws IOException if it cannot be read
     */
    public static ParquetFile open(Path path) throws IOException {
        if (!Files.exists(path)) {
            throw new NoSuchFileException(path.toString(), null, "there is no such file; check the path");
        }
        FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
        try {
            return opened(path, channel);
        } catch (DamagedDataException e) {
            channel.close();
            throw damaged(path, "the footer: " + e.getMessage(), e);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static ParquetFile opened(Path path, FileChannel channel) throws IOException {
        ThriftStruct footer = new ThriftReader(new PageBytes(footer(path, channel))).read();
        SchemaReader schema = new SchemaReader(footer.structs(2, "the schema"));
        SchemaGroup root = schema.read();
        Map<String, SchemaNode> fields = new LinkedHashMap<>();
        for (SchemaNode field : root.children()) {
            fields.put(field.name(), field);
        }
        List<ThriftStruct> groups = footer.structs(4, "the list of row groups");
        long rows = 0;
        for (ThriftStruct group : groups) {
            long inGroup = group.number(3, "a row group's number of rows");
            if (inGroup < 0) {
                throw new DamagedDataException("a row group of " + inGroup + " rows");
            }
            rows += inGroup;
        }
        return new ParquetFile(path, channel, fields, groups, schema.columns(), rows);
    }

    private static byte[] footer(Path path, FileChannel channel) throws IOException {
        long size = channel.size();
        byte[] start = ChunkPages.bytes(channel, 0, (int) Math.min(4, size));
        String first = new String(start, StandardCharsets.ISO_8859_1);
        if (size < ENDS || !(first.equals(MAGIC) || first.equals(ENCRYPTED))) {
            throw new ParquetException(
                    path,
                    "is no Parquet file: it has " + size + " bytes and starts with \"" + printable(first)
                            + "\", expected \"" + MAGIC + "\"; give it another name, or fetch it again");
        }
        byte[] tail = ChunkPages.bytes(channel, size - 8, 8);
        String last = new String(tail, 4, 4, StandardCharsets.ISO_8859_1);
        if (last.equals(ENCRYPTED)) {
            throw new ParquetException(path, "is encrypted, which is not read; decrypt it first");
        }
        int length = ByteBuffer.wrap(Arrays.copyOf(tail, 4))
                .order(ByteOrder.LITTLE_ENDIAN)
                .getInt();
        if (!last.equals(MAGIC) || length < 1 || length > size - ENDS) {
            throw new ParquetException(
                    path,
                    "is truncated or damaged: it ends with \"" + printable(last) + "\" after a footer of " + length
                            + " bytes, expected \"" + MAGIC + "\" and 1 to " + (size - ENDS)
                            + "; fetch or write the file again");
        }
        return ChunkPages.bytes(channel, size - 8 - length, length);
    }

    private static String printable(String text) {
        return text.replaceAll("[^ -~]", "?");
    }

    /** An error about damage. */
    static ParquetException damaged(Path path, String what, IOException cause) {
        return new ParquetException(path, what + "; fetch or write the file again", cause);
    }

    /** Returns the names of the columns, in the order of the file; a nested one has one name. */
    public Set<String> columns() {
        return Collections.unmodifiableSet(fields.keySet());
    }

    /** Returns the number of rows that the footer states. */
    public long rows() {
        return rows;
    }

    /**
     * Reads rows from the first on.
     *
     * @param names the columns to read; one that the file does not have is null in every row
     * @return a reader, closed with this file
     */
    public ParquetRows rows(List<String> names) {
        return new ParquetRows(this, names);
    }

    Path path() {
        return path;
    }

    FileChannel channel() {
        return channel;
    }

    Map<String, SchemaNode> fields() {
        return fields;
    }

    List<ThriftStruct> groups() {
        return groups;
    }

    /** How many columns lie in a row group, nested ones apart. */
    int leaves() {
        return columns;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
