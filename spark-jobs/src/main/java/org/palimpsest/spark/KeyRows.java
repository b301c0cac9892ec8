package org.palimpsest.spark;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.LongConsumer;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.palimpsest.traps.survival.KeyQuestion;
import org.palimpsest.traps.survival.PartedSurvival;

/**
 * The keys of a part's documents in a file: 20 bytes a row. Keys that are counted are sorted and put together {@value #BUFFERED} at a
 * time, which takes 8 MiB; those of groups stand with their documents.
 */
final class KeyRows implements PartedSurvival.KeySink, Closeable {
    private static final int BUFFERED = 1 << 20;

    private final boolean groups;
    private final DataOutputStream out;
    private final long[] buffer;
    private int size;

    private KeyRows(boolean groups, DataOutputStream out) {
        this.groups = groups;
        this.out = out;
        this.buffer = new long[groups ? 0 : BUFFERED];
    }

    static KeyRows create(Path file, KeyQuestion question) throws IOException {
        return new KeyRows(
                question == KeyQuestion.NOT_FIRST_OF_GROUP,
                new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file))));
    }

    @Override
    public void take(long document, int slot, long key) throws IOException {
        if (groups) {
            write(slot, key, document);
            return;
        }
        buffer[size++] = key;
        if (size == buffer.length) {
            flush();
        }
    }

    private void flush() throws IOException {
        Arrays.sort(buffer, 0, size);
        int first = 0;
        for (int i = 1; i <= size; i++) {
            if (i == size || buffer[i] != buffer[first]) {
                write(0, buffer[first], i - first);
                first = i;
            }
        }
        size = 0;
    }

    private void write(int slot, long key, long number) throws IOException {
        out.writeInt(slot);
        out.writeLong(key);
        out.writeLong(number);
    }

    @Override
    public void close() throws IOException {
        try (out) {
            flush();
        }
    }

    /** Rows of slot, key, part and number: how often the key is there, or in groups the document. */
    static Iterator<Row> read(InputStream file, int part) {
        DataInputStream in = new DataInputStream(new BufferedInputStream(file));
        return new Iterator<>() {
            private boolean known;
            private boolean more;

            @Override
            public boolean hasNext() {
                if (!known) {
                    more = advance(in);
                    known = true;
                }
                return more;
            }

            @Override
            public Row next() {
                if (!hasNext()) {
                    throw new NoSuchElementException("there are no more rows");
                }
                known = false;
                try {
                    return RowFactory.create(in.readInt(), in.readLong(), part, in.readLong());
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        };
    }

    /** Whether there is another row; closes the file at its end. */
    private static boolean advance(DataInputStream in) {
        try {
            in.mark(1);
            if (in.read() < 0) {
                in.close();
                return false;
            }
            in.reset();
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes answers. */
    static void writeAnswers(Path file, int part, Iterator<Row> rows) throws IOException {
        try (DataOutputStream answers = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
            while (rows.hasNext()) {
                Row row = rows.next();
                if (row.getInt(0) != part) {
                    throw new IllegalStateException(
                            "rows must lie in the partition of their part " + part + ", got " + row.getInt(0));
                }
                answers.writeLong(row.getLong(1));
            }
        }
    }

    static void readAnswers(InputStream file, LongConsumer answers) throws IOException {
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(file))) {
            in.mark(1);
            while (in.read() >= 0) {
                in.reset();
                answers.accept(in.readLong());
                in.mark(1);
            }
        }
    }
}
