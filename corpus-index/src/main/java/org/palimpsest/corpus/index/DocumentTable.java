package org.palimpsest.corpus.index;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Where the documents of a shard begin, which one a position belongs to, and what is known about them. */
final class DocumentTable {
    private final PagedFile offsets;
    private final @Nullable PagedFile blocks;
    private final int blockShift;
    private final int tokenShift;
    private final long tokens;
    private final int documents;

    DocumentTable(PagedFile offsets, @Nullable PagedFile blocks, int blockShift, TokenFile text) {
        this.offsets = offsets;
        this.blocks = blocks;
        this.blockShift = blockShift;
        this.tokenShift = Integer.numberOfTrailingZeros(text.width().bytes());
        this.tokens = text.tokens();
        this.documents = Math.toIntExact(offsets.size() / 8);
    }

    int documents() {
        return documents;
    }

    /** The position of a document's separator; its text begins one later. */
    long separator(int document) {
        return document == documents ? tokens : offsets.littleEndianLong((long) document << 3) >>> tokenShift;
    }

    /** Tokens of a document, without its separator. */
    long length(int document) {
        return separator(document + 1) - separator(document) - 1;
    }

    /** The document that a position belongs to; a separator belongs to the document that it precedes. */
    int at(long position) {
        int low = 0;
        if (blocks != null) {
            long block = position >>> blockShift;
            low = block(block);
            if (low + 1 == documents || separator(low + 1) > position) {
                return low;
            }
            long next = block + 1;
            return search(low + 1, next << blockShift >= tokens ? documents - 1 : block(next), position);
        }
        return search(low, documents - 1, position);
    }

    /**
     * The same for many positions, whose memory is fetched at the same time. A block that begins in the same document as
     * the next one lies in it as a whole.
     *
     * @param positions of the same shard
     * @param count how many
     * @param into gets the documents
     */
    void at(long[] positions, int count, long[] into) {
        PagedFile file = blocks;
        long last = file == null ? 0 : ((file.size() - SideFile.HEADER) >> 2) - 1;
        if (file == null || last < 1) {
            for (int i = 0; i < count; i++) {
                into[i] = at(positions[i]);
            }
            return;
        }
        for (int i = 0; i < count; i++) {
            into[i] = SideFile.HEADER + (Math.min(positions[i] >>> blockShift, last - 1) << 2);
        }
        file.bigEndianLongs(into, count);
        for (int i = 0; i < count; i++) {
            long pair = Long.reverseBytes(into[i]);
            int document = (int) pair;
            boolean known = document == (int) (pair >>> 32)
                    && positions[i] >>> blockShift < last
                    && Integer.compareUnsigned(document, documents) < 0;
            into[i] = known ? document : at(positions[i]);
        }
    }

    /** The positions of many separators. */
    void separators(long[] numbers, int count, long[] into) {
        for (int i = 0; i < count; i++) {
            into[i] = numbers[i] << 3;
        }
        offsets.bigEndianLongs(into, count);
        for (int i = 0; i < count; i++) {
            into[i] = Long.reverseBytes(into[i]) >>> tokenShift;
        }
    }

    private int search(int from, int to, long position) {
        int low = from;
        int high = to;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (separator(middle) <= position) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    private int block(long index) {
        PagedFile file = Objects.requireNonNull(blocks);
        int document = Integer.reverseBytes(file.bigEndianInt(SideFile.HEADER + (index << 2)));
        if (document < 0 || document >= documents) {
            throw new UncheckedIOException(new CorruptIndexException(
                    file.path(),
                    SideFile.HEADER + (index << 2),
                    "document " + document,
                    "one of " + documents + " documents"));
        }
        return document;
    }

    /** Checks that documents begin at 0, rise, and end inside the tokens. */
    void check() throws IOException {
        long last = -1;
        for (int document = 0; document < documents; document++) {
            long offset = offsets.littleEndianLong((long) document << 3);
            long position = offset >>> tokenShift;
            boolean begins = document > 0 || position == 0;
            if (!begins || position <= last || position >= tokens || position << tokenShift != offset) {
                throw new CorruptIndexException(
                        offsets.path(),
                        (long) document << 3,
                        "offset " + offset,
                        document == 0
                                ? "0"
                                : "more than " + (last << tokenShift) + " and below " + (tokens << tokenShift));
            }
            last = position;
        }
    }

    static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
