package org.palimpsest.traps.insertion;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.palimpsest.corpus.CorruptInputException;

/**
 * The index of a token file of Megatron-LM or GPT-NeoX: bytes {@code MMIDIDX\0\0}, version 1 in 8 bytes, a code of the width in
 * one, numbers of sequences and of document marks in 8 each, then the sequences' lengths in tokens (4 bytes each) and offsets in
 * the {@code .bin} file (8 each), and the documents' first sequences (8 each), the last mark being the number of sequences. All
 * little-endian. Offsets must be those of sequences without gaps.
 */
final class MegatronIndex {
    private static final byte[] MAGIC = {'M', 'M', 'I', 'D', 'I', 'D', 'X', 0, 0};
    private static final int HEADER = 34;
    private static final int CODE_AT = 17;

    private final byte[] header;
    private final int width;
    private final int[] lengths;
    private final byte[] rest;
    private final long[] documents;

    private MegatronIndex(byte[] header, int width, int[] lengths, byte[] rest, long[] documents) {
        this.header = header;
        this.width = width;
        this.lengths = lengths;
        this.rest = rest;
        this.documents = documents;
    }

    static MegatronIndex read(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        if (bytes.length < HEADER || !Arrays.equals(bytes, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
            throw new CorruptInputException(
                    file.toString(),
                    "does not begin with MMIDIDX, expected an index of Megatron tokens; name its .bin");
        }
        require(
                file,
                buffer.getLong(MAGIC.length) == 1,
                "has version " + buffer.getLong(MAGIC.length) + ", expected 1");
        int width = width(file, bytes[CODE_AT]);
        long sequences = buffer.getLong(CODE_AT + 1);
        long marks = buffer.getLong(CODE_AT + 9);
        require(
                file,
                sequences >= 0 && marks >= 1 && HEADER + 12 * sequences + 8 * marks <= bytes.length,
                "is cut: " + sequences + " sequences and " + marks + " document marks do not fit in " + bytes.length
                        + " bytes");
        int count = (int) sequences;
        int[] lengths = new int[count];
        buffer.position(HEADER);
        buffer.asIntBuffer().get(lengths);
        long offset = 0;
        for (int i = 0; i < count; i++) {
            long found = buffer.getLong(HEADER + 4 * count + 8 * i);
            require(
                    file,
                    found == offset && lengths[i] >= 0,
                    "has sequence " + i + " at byte " + found + ", expected " + offset
                            + " right after the one before it");
            offset += (long) lengths[i] * width;
        }
        int restAt = HEADER + 12 * count;
        long[] documents = new long[(int) marks];
        buffer.position(restAt);
        buffer.asLongBuffer().get(documents);
        for (int i = 0; i < documents.length; i++) {
            require(
                    file,
                    documents[i] >= (i == 0 ? 0 : documents[i - 1]) && documents[i] <= count,
                    "has document mark " + documents[i] + " out of order or beyond its " + count + " sequences");
        }
        return new MegatronIndex(
                Arrays.copyOf(bytes, HEADER),
                width,
                lengths,
                Arrays.copyOfRange(bytes, restAt, bytes.length),
                documents);
    }

    private static void require(Path file, boolean condition, String found) throws IOException {
        if (!condition) {
            throw new CorruptInputException(file.toString(), found + "; write the index again");
        }
    }

    private static int width(Path file, int code) throws IOException {
        return switch (code) {
            case 1, 2 -> 1;
            case 3, 8 -> 2;
            case 4 -> 4;
            case 5 -> 8;
            default ->
                throw new CorruptInputException(
                        file.toString(), "has type code " + code + ", expected integers (1, 2, 3, 4, 5 or 8)");
        };
    }

    /** Bytes of a token. */
    int width() {
        return width;
    }

    /** The largest token id that its type holds. */
    long largestToken() {
        return switch (header[CODE_AT]) {
            case 1 -> 0xff;
            case 2 -> Byte.MAX_VALUE;
            case 3 -> Short.MAX_VALUE;
            case 8 -> 0xffff;
            default -> Integer.MAX_VALUE;
        };
    }

    int documents() {
        return documents.length - 1;
    }

    int firstSequence(int document) {
        return (int) documents[document];
    }

    int length(int sequence) {
        return lengths[sequence];
    }

    int sequences() {
        return lengths.length;
    }

    /** Adds tokens to a sequence, or takes them away. */
    void grow(int sequence, int tokens) {
        lengths[sequence] = Math.addExact(lengths[sequence], tokens);
    }

    /** Writes the index; the rest after the offsets is as it was read. */
    void write(OutputStream target) throws IOException {
        DataOutputStream out = new DataOutputStream(new BufferedOutputStream(target));
        out.write(header);
        for (int length : lengths) {
            out.writeInt(Integer.reverseBytes(length));
        }
        long offset = 0;
        for (int length : lengths) {
            out.writeLong(Long.reverseBytes(offset));
            offset += (long) length * width;
        }
        out.write(rest);
        out.flush();
    }
}
