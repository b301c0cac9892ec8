package org.palimpsest.corpus.index;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * The header of every file that is ours, 40 bytes, little-endian: 8 bytes of magic, which name the kind; a 32-bit version;
 * a 32-bit parameter; the number of tokens of the shard and its id, 64 bits each; the number of entries that follow, 64
 * bits.
 *
 * @param kind what the file holds
 * @param parameter its meaning depends on the kind
 * @param tokens tokens of the shard, separators included
 * @param shardId the first 64 bits of the SHA-256 of the shard's tokens
 * @param entries what follows the header
 */
record SideFile(Kind kind, int parameter, long tokens, long shardId, long entries) {
    /** Length of the header. */
    static final int HEADER = 40;

    private static final int VERSION = 1;

    /** What a file holds. */
    enum Kind {
        /** The first 64 bits of tokens of every 2^parameter-th rank. */
        START("start", "PALstart", 8),
        /** The first rank of every key of at most 16 bits, and the number of ranks at the end. */
        FIRST("first", "PALfirst", 8),
        /** The document at the first of every 2^parameter positions. */
        BLOCK("block", "PALblock", 4),
        /** The rank of every position. */
        INVERSE("inverse", "PALinver", 4),
        /** The training step of every document. */
        STEP("step", "PALsteps", 8),
        /** The checksum of every page of the other files. */
        CHECK("check", "PALcheck", 4);

        private final String label;
        private final String magic;
        private final int bytes;

        Kind(String label, String magic, int bytes) {
            this.label = label;
            this.magic = magic;
            this.bytes = bytes;
        }

        /** The name of the file of a shard. */
        String fileName(int shard) {
            return "palimpsest-" + label + "." + shard;
        }

        /** Bytes of an entry. */
        int bytes() {
            return bytes;
        }
    }

    /** Writes the header. */
    void write(OutputStream out) throws IOException {
        out.write(ByteBuffer.allocate(HEADER)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(kind.magic.getBytes(StandardCharsets.US_ASCII))
                .putInt(VERSION)
                .putInt(parameter)
                .putLong(tokens)
                .putLong(shardId)
                .putLong(entries)
                .array());
    }

    /** Reads and checks a header against the shard and the length of the file. */
    static SideFile read(PagedFile file, Kind kind, long tokens, long shardId) throws IOException {
        Path path = file.path();
        if (file.size() < HEADER) {
            throw new CorruptIndexException(
                    path, 0, "a file of " + file.size() + " bytes", "at least " + HEADER + " of header");
        }
        String magic = new String(file.bytes(0, 8), StandardCharsets.ISO_8859_1);
        expect(path, 0, kind.magic, printable(magic));
        expect(path, 8, "version " + VERSION, "version " + file.littleEndian(8, 4));
        expect(path, 16, tokens + " tokens", file.littleEndianLong(16) + " tokens");
        expect(path, 24, "shard " + Long.toHexString(shardId), "shard " + Long.toHexString(file.littleEndianLong(24)));
        long entries = file.littleEndianLong(32);
        expect(path, 32, (file.size() - HEADER) / kind.bytes + " entries", entries + " entries");
        return new SideFile(kind, (int) file.littleEndian(12, 4), tokens, shardId, entries);
    }

    private static String printable(String magic) {
        return magic.chars().allMatch(c -> c >= 32 && c < 127) ? magic : "unprintable bytes";
    }

    private static void expect(Path path, long offset, String expected, String found) throws IOException {
        if (!expected.equals(found)) {
            throw new CorruptIndexException(path, offset, found, expected);
        }
    }
}
