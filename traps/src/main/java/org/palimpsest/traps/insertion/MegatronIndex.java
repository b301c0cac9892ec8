package org.palimpsest.traps.insertion;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
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
 * the {@code .bin} file (8 each), and the documents' first sequences (8 each), the first mark being 0 and the last the number of
 * sequences; what follows is kept as it is. All little-endian. Offsets must be those of sequences without gaps.
 */
final class MegatronIndex {
    private static final byte[] MAGIC = {'M', 'M', 'I', 'D', 'I', 'D', 'X', 0, 0};
    private static final int HEADER = 34;
    private static final int CODE_AT = 17;
    private static final int COUNTS_AT = 18;
    private static final int MARKS_AT = 26;
    private static final int SEQUENCE_BYTES = 12;
    private static final int MOST = Integer.MAX_VALUE - 8;
    private static final int BUFFER = 1 << 16;

    private final byte[] header;
    private final int width;
    private final int[] lengths;
    private final int[] documents;
    private final byte[] rest;

    private MegatronIndex(byte[] header, int width, int[] lengths, int[] documents, byte[] rest) {
        this.header = header;
        this.width = width;
        this.lengths = lengths;
        this.documents = documents;
        this.rest = rest;
    }

    static MegatronIndex read(Path file) throws IOException {
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), BUFFER))) {
            byte[] header = in.readNBytes(HEADER);
            int same = Math.max(0, Arrays.mismatch(header, 0, Math.min(header.length, 9), MAGIC, 0, 9));
            boolean magic = header.length >= MAGIC.length && Arrays.equals(header, 0, 9, MAGIC, 0, 9);
            require(file, magic, same, "does not begin with MMIDIDX, expected an index of Megatron tokens");
            require(
                    file,
                    header.length == HEADER,
                    header.length,
                    "ends after " + header.length + " bytes, expected a header of " + HEADER);
            ByteBuffer head = ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN);
            long version = head.getLong(MAGIC.length);
            require(file, version == 1, MAGIC.length, "has version " + version + ", expected 1");
            int width = width(file, header[CODE_AT]);
            long sequences = head.getLong(COUNTS_AT);
            long marks = head.getLong(MARKS_AT);
            require(
                    file,
                    sequences >= 0 && sequences <= MOST,
                    COUNTS_AT,
                    "has " + sequences + " sequences, expected 0 to " + MOST);
            require(file, marks >= 1 && marks <= MOST, MARKS_AT, "has " + marks + " marks, expected 1 to " + MOST);
            long expected = HEADER + SEQUENCE_BYTES * sequences + 8 * marks;
            long size = Files.size(file);
            require(
                    file,
                    size >= expected,
                    size,
                    "ends after " + size + " bytes, expected " + expected + " for " + sequences + " sequences and "
                            + marks + " marks");
            int[] lengths = lengths(file, in, (int) sequences, width);
            int[] documents = documents(file, in, (int) marks, lengths.length);
            return new MegatronIndex(header, width, lengths, documents, in.readAllBytes());
        }
    }

    private static int[] lengths(Path file, DataInputStream in, int count, int width) throws IOException {
        int[] lengths = new int[count];
        for (int i = 0; i < count; i++) {
            lengths[i] = Integer.reverseBytes(in.readInt());
            require(
                    file,
                    lengths[i] >= 0,
                    HEADER + 4L * i,
                    "has length " + lengths[i] + " of sequence " + i + ", expected 0 or more");
        }
        long offset = 0;
        for (int i = 0; i < count; i++) {
            long found = Long.reverseBytes(in.readLong());
            require(
                    file,
                    found == offset,
                    HEADER + 4L * count + 8L * i,
                    "has sequence " + i + " at byte " + found + ", expected " + offset + ", behind the one before it");
            offset += (long) lengths[i] * width;
        }
        return lengths;
    }

    private static int[] documents(Path file, DataInputStream in, int count, int sequences) throws IOException {
        int[] documents = new int[count];
        for (int i = 0; i < count; i++) {
            long mark = Long.reverseBytes(in.readLong());
            long least = i == 0 ? 0 : documents[i - 1];
            long most = i == 0 ? 0 : sequences;
            long from = i == count - 1 ? Math.max(least, sequences) : least;
            require(
                    file,
                    mark >= from && mark <= most,
                    HEADER + (long) SEQUENCE_BYTES * sequences + 8L * i,
                    "has document mark " + mark + ", expected " + (from == most ? "" + from : from + " to " + most));
            documents[i] = (int) mark;
        }
        return documents;
    }

    private static void require(Path file, boolean condition, long offset, String found) throws IOException {
        if (!condition) {
            throw new CorruptInputException(
                    file.toString(), "byte " + offset + ": " + found + "; write the index again");
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
                        file.toString(),
                        "byte " + CODE_AT + ": has type code " + code
                                + ", expected one of integers (1, 2, 3, 4, 5 or 8); write the tokens" + " as integers");
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

    /** Number of tokens of a document. */
    long tokens(int document) {
        long tokens = 0;
        for (int i = documents[document]; i < documents[document + 1]; i++) {
            tokens += lengths[i];
        }
        return tokens;
    }

    /** The sequence that a piece belongs to which goes before a token of a document: the one that holds the token before. */
    int sequenceAt(int document, int token) {
        int sequence = documents[document];
        long end = lengths[sequence];
        while (end < Math.max(1, token)) {
            sequence++;
            end += lengths[sequence];
        }
        return sequence;
    }

    /** Adds tokens to a sequence, or takes them away. */
    void grow(int sequence, int tokens) {
        lengths[sequence] = Math.addExact(lengths[sequence], tokens);
    }

    /** Writes the index; what follows the marks is as it was read. */
    void write(OutputStream target) throws IOException {
        DataOutputStream out = new DataOutputStream(new BufferedOutputStream(target, BUFFER));
        out.write(header);
        for (int length : lengths) {
            out.writeInt(Integer.reverseBytes(length));
        }
        long offset = 0;
        for (int length : lengths) {
            out.writeLong(Long.reverseBytes(offset));
            offset += (long) length * width;
        }
        for (int document : documents) {
            out.writeLong(Long.reverseBytes(document));
        }
        out.write(rest);
        out.flush();
    }
}
