package org.palimpsest.traps.insertion;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;
import org.palimpsest.corpus.CorruptInputException;

/**
 * The entries of a zip archive in memory, and the archive with some of them changed: all other entries keep every byte. Archives
 * of more than 2 GiB, in several parts, or with entries in the 64-bit form are refused.
 */
final class ZipEntries {
    private static final int END_SIGNATURE = 0x06054b50;
    private static final int CENTRAL_SIGNATURE = 0x02014b50;
    private static final int LOCAL_SIGNATURE = 0x04034b50;
    private static final int END_LENGTH = 22;
    private static final int CENTRAL_LENGTH = 46;
    private static final int LOCAL_LENGTH = 30;
    private static final int DESCRIPTOR_FLAG = 8;
    private static final int ENCRYPTED_FLAG = 1;
    private static final int STORED = 0;
    private static final int DEFLATED = 8;

    private final String archive;
    private final byte[] bytes;
    private final ByteBuffer buffer;
    private final int centralStart;
    private final List<Entry> entries = new ArrayList<>();

    /** An entry: where its record in the directory, its local header and its data lie. */
    record Entry(
            String name, int record, int recordLength, int local, int data, int method, int flags, int size, int end) {}

    ZipEntries(String archive, byte[] bytes) throws IOException {
        this.archive = archive;
        this.bytes = bytes;
        this.buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int end = endRecord();
        this.centralStart = buffer.getInt(end + 16);
        try {
            read(Short.toUnsignedInt(buffer.getShort(end + 10)));
        } catch (IndexOutOfBoundsException e) {
            throw damaged("a record leads out of the file", e);
        }
    }

    private int endRecord() throws IOException {
        for (int i = bytes.length - END_LENGTH; i >= 0 && i > bytes.length - END_LENGTH - 0x10000; i--) {
            if (buffer.getInt(i) == END_SIGNATURE) {
                return i;
            }
        }
        throw new CorruptInputException(
                archive, "has no end record of a zip archive; give an EPUB, or fetch the file again");
    }

    private void read(int count) throws IOException {
        List<Integer> starts = new ArrayList<>();
        int at = centralStart;
        for (int i = 0; i < count; i++) {
            require(buffer.getInt(at) == CENTRAL_SIGNATURE, "the directory of the archive is not where its end says");
            starts.add(buffer.getInt(at + 42));
            at += CENTRAL_LENGTH + length(at + 28) + length(at + 30) + length(at + 32);
        }
        starts.add(centralStart);
        starts.sort(null);
        at = centralStart;
        for (int i = 0; i < count; i++) {
            int nameLength = length(at + 28);
            int recordLength = CENTRAL_LENGTH + nameLength + length(at + 30) + length(at + 32);
            int local = buffer.getInt(at + 42);
            int size = buffer.getInt(at + 20);
            require(local >= 0 && size >= 0, "the archive is in the 64-bit form, which is not read");
            require(buffer.getInt(local) == LOCAL_SIGNATURE, "an entry is not where the directory says");
            String name = new String(bytes, at + CENTRAL_LENGTH, nameLength, StandardCharsets.UTF_8);
            int data = local + LOCAL_LENGTH + length(local + 26) + length(local + 28);
            int end = starts.get(starts.lastIndexOf(local) + 1);
            require(data + size <= end, "entry " + name + " runs into the next");
            entries.add(new Entry(name, at, recordLength, local, data, length(at + 10), length(at + 8), size, end));
            at += recordLength;
        }
    }

    private int length(int at) {
        return Short.toUnsignedInt(buffer.getShort(at));
    }

    private void require(boolean condition, String found) throws IOException {
        if (!condition) {
            throw damaged(found, null);
        }
    }

    private CorruptInputException damaged(String found, @Nullable Exception cause) {
        return new CorruptInputException(archive, 0, found + "; fetch or write the archive again", cause);
    }

    List<Entry> entries() {
        return List.copyOf(entries);
    }

    /** The content of an entry. */
    byte[] content(Entry entry) throws IOException {
        require((entry.flags() & ENCRYPTED_FLAG) == 0, "entry " + entry.name() + " is encrypted");
        byte[] data = Arrays.copyOfRange(bytes, entry.data(), entry.data() + entry.size());
        if (entry.method() == STORED) {
            return data;
        }
        require(entry.method() == DEFLATED, "entry " + entry.name() + " is compressed by method " + entry.method());
        Inflater inflater = new Inflater(true);
        try (InflaterInputStream in = new InflaterInputStream(new ByteArrayInputStream(data), inflater)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw damaged("entry " + entry.name() + " is damaged", e);
        } finally {
            inflater.end();
        }
    }

    /** An entry and what it is to hold. */
    @SuppressWarnings("ArrayRecordComponent") // read only in this package; neither compared nor printed
    record Change(Entry entry, byte[] content) {}

    /** Writes the archive with other content in some entries. */
    void write(List<Change> changes, EditedOutput out) throws IOException {
        List<Change> inOrder = new ArrayList<>(changes);
        inOrder.sort(Comparator.comparingInt(change -> change.entry().local()));
        byte[] directory = Arrays.copyOfRange(bytes, centralStart, bytes.length);
        ByteBuffer records = ByteBuffer.wrap(directory).order(ByteOrder.LITTLE_ENDIAN);
        int written = 0;
        int shift = 0;
        for (Change change : inOrder) {
            Entry entry = change.entry();
            out.copy(bytes, written, entry.local() - written);
            byte[] slice = slice(change, records);
            out.replace(Arrays.copyOfRange(bytes, entry.local(), entry.end()), slice);
            written = entry.end();
            shift += slice.length - (entry.end() - entry.local());
            for (Entry other : entries) {
                if (other.local() > entry.local()) {
                    int offset = other.record() - centralStart + 42;
                    records.putInt(offset, other.local() + shift);
                }
            }
        }
        out.copy(bytes, written, centralStart - written);
        if (inOrder.isEmpty()) {
            out.copy(bytes, centralStart, bytes.length - centralStart);
            return;
        }
        int end = endRecord() - centralStart;
        records.putInt(end + 16, centralStart + shift);
        out.replace(Arrays.copyOfRange(bytes, centralStart, bytes.length), directory);
    }

    /** Local header and data of a changed entry; sets sizes and checksum in its record of the directory too. */
    private byte[] slice(Change change, ByteBuffer records) {
        Entry entry = change.entry();
        byte[] data = entry.method() == STORED ? change.content() : deflated(change.content());
        CRC32 sum = new CRC32();
        sum.update(change.content());
        int flags = entry.flags() & ~DESCRIPTOR_FLAG;
        byte[] header = Arrays.copyOfRange(bytes, entry.local(), entry.data());
        ByteBuffer local = ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN);
        local.putShort(6, (short) flags);
        sizes(local, 14, sum.getValue(), data.length, change.content().length);
        int record = entry.record() - centralStart;
        records.putShort(record + 8, (short) flags);
        sizes(records, record + 16, sum.getValue(), data.length, change.content().length);
        byte[] slice = Arrays.copyOf(header, header.length + data.length);
        System.arraycopy(data, 0, slice, header.length, data.length);
        return slice;
    }

    private static void sizes(ByteBuffer target, int at, long sum, int compressed, int plain) {
        target.putInt(at, (int) sum);
        target.putInt(at + 4, compressed);
        target.putInt(at + 8, plain);
    }

    private static byte[] deflated(byte[] content) {
        Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflating = new DeflaterOutputStream(out, deflater)) {
            deflating.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot be written", e);
        } finally {
            deflater.end();
        }
        return out.toByteArray();
    }
}
