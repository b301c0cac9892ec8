package org.palimpsest.traps.survival;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Documents under way in a temporary file, so that memory holds one at a time: 2 bytes a UTF-16 unit on the disk. */
final class TravelSpool implements Closeable {
    private static final int BUFFER = 1 << 16;

    private final Path file;
    private final DataOutputStream out;
    private long count;

    TravelSpool(Path folder) throws IOException {
        file = Files.createTempFile(folder, "survive", ".spool");
        out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file), BUFFER));
    }

    void write(Travel travel) throws IOException {
        write(travel, out);
        count++;
    }

    /** Writes a document into any stream. */
    static void write(Travel travel, DataOutputStream out) throws IOException {
        MarkedDocument document = travel.document();
        writeText(document.id(), out);
        writeText(document.content().text(), out);
        out.writeInt(document.content().marks().size());
        for (Mark mark : document.content().marks()) {
            out.writeInt(mark.start());
            out.writeInt(mark.end());
            out.writeInt(mark.copy());
        }
        out.writeInt(document.copies().size());
        for (int i = 0; i < document.copies().size(); i++) {
            MarkedCopy copy = document.copies().get(i);
            writeText(copy.trap(), out);
            writeText(copy.family(), out);
            out.writeInt(copy.copy());
            out.writeInt(copy.units());
            out.writeInt(travel.left(i));
            out.writeInt(travel.rule(i));
            writeText(travel.reason(i), out);
        }
    }

    /** Any text, halves of surrogate pairs included. */
    private static void writeText(String text, DataOutputStream out) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(2 * text.length());
        bytes.asCharBuffer().put(text);
        out.writeInt(text.length());
        out.write(bytes.array());
    }

    /** Ends writing; may be called for every reading. */
    Reader reader() throws IOException {
        out.flush();
        return new Reader(Files.newInputStream(file), count);
    }

    @Override
    public void close() throws IOException {
        out.close();
        Files.deleteIfExists(file);
    }

    /** Reads what was written. */
    static final class Reader implements Closeable {
        private final DataInputStream in;
        private long left;

        Reader(InputStream file, long count) {
            in = new DataInputStream(new BufferedInputStream(file, BUFFER));
            left = count;
        }

        @Nullable
        Travel read() throws IOException {
            if (left-- <= 0) {
                return null;
            }
            String id = readText();
            String text = readText();
            List<Mark> marks = new ArrayList<>();
            int number = in.readInt();
            for (int i = 0; i < number; i++) {
                marks.add(new Mark(in.readInt(), in.readInt(), in.readInt()));
            }
            int copies = in.readInt();
            List<MarkedCopy> list = new ArrayList<>();
            int[] units = new int[copies];
            int[] rules = new int[copies];
            String[] reasons = new String[copies];
            for (int i = 0; i < copies; i++) {
                list.add(new MarkedCopy(readText(), readText(), in.readInt(), in.readInt()));
                units[i] = in.readInt();
                rules[i] = in.readInt();
                reasons[i] = readText();
            }
            return new Travel(new MarkedDocument(id, new MarkedText(text, marks), list), units, rules, reasons);
        }

        /** The next document, or null where the stream ends between documents. */
        @Nullable
        Travel readToEnd() throws IOException {
            in.mark(1);
            if (in.read() < 0) {
                return null;
            }
            in.reset();
            return read();
        }

        private String readText() throws IOException {
            byte[] bytes = new byte[2 * in.readInt()];
            in.readFully(bytes);
            return ByteBuffer.wrap(bytes).asCharBuffer().toString();
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
