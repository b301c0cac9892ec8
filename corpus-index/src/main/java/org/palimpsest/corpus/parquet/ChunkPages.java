package org.palimpsest.corpus.parquet;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/** The data pages of a column chunk, one after another; its dictionary is read on the way. */
final class ChunkPages {
    private static final int LONGEST_PAGE = 1 << 30;
    private static final int HEADER = 1 << 13;
    private static final int LONGEST_HEADER = 1 << 24;

    private final FileChannel channel;
    private final SchemaLeaf leaf;
    private final PageCodec codec;
    private long position;
    private final long end;
    private @Nullable ColumnDictionary dictionary;

    ChunkPages(FileChannel channel, SchemaLeaf leaf, PageCodec codec, long position, long end) {
        this.channel = channel;
        this.leaf = leaf;
        this.codec = codec;
        this.position = position;
        this.end = end;
    }

    /** The next data page, or null after the last. */
    @Nullable
    DataPage next() throws IOException {
        while (position < end) {
            ThriftStruct header = header();
            int type = header.count(1, "a page's type", Integer.MAX_VALUE);
            PageBytes body = body(header);
            int plain = header.count(2, "a page's plain size", LONGEST_PAGE);
            switch (type) {
                case 0 -> {
                    return first(header.struct(5, "a page's header"), body, plain);
                }
                case 2 -> {
                    ThriftStruct detail = header.struct(7, "a dictionary's header");
                    int size = detail.count(1, "a dictionary's size", Integer.MAX_VALUE);
                    dictionary = new ColumnDictionary(new PageBytes(codec.decompress(body, plain)), leaf, size);
                }
                case 3 -> {
                    return second(header.struct(8, "a page's header"), body, plain);
                }
                default -> {
                    // an index page, which says nothing about values
                }
            }
        }
        return null;
    }

    private ThriftStruct header() throws IOException {
        for (int size = HEADER; ; size *= 8) {
            PageBytes bytes = new PageBytes(bytes(channel, position, (int) Math.min(size, end - position)));
            int all = bytes.remaining();
            try {
                ThriftStruct header = new ThriftReader(bytes).read();
                position += all - bytes.remaining();
                return header;
            } catch (DamagedDataException e) {
                if (all < size || size >= LONGEST_HEADER) {
                    throw e;
                }
            }
        }
    }

    private PageBytes body(ThriftStruct header) throws IOException {
        int size = header.count(3, "a page's size", LONGEST_PAGE);
        if (size > end - position) {
            throw new DamagedDataException(
                    "a page of " + size + " bytes where the column has " + (end - position) + " left");
        }
        byte[] body = bytes(channel, position, size);
        position += size;
        if (header.has(4)) {
            CRC32 sum = new CRC32();
            sum.update(body);
            if ((int) sum.getValue() != (int) header.number(4, "a page's checksum")) {
                throw new DamagedDataException("a page's checksum is wrong");
            }
        }
        return new PageBytes(body);
    }

    private DataPage first(ThriftStruct header, PageBytes body, int plain) throws DamagedDataException {
        PageBytes page = new PageBytes(codec.decompress(body, plain));
        PageBytes repetitions = levels(page, leaf.maxRepetition(), header, 4);
        PageBytes definitions = levels(page, leaf.maxDefinition(), header, 3);
        int count = header.count(1, "a page's number of values", Integer.MAX_VALUE);
        return page(count, repetitions, definitions, values(header.count(2, "an encoding", 100), page));
    }

    private static PageBytes levels(PageBytes page, int most, ThriftStruct header, int field)
            throws DamagedDataException {
        if (most == 0) {
            return page.part(0);
        }
        if (header.number(field, "the encoding of levels") != 3) {
            throw new DamagedDataException("levels in an encoding that is no longer written, expected runs (RLE)");
        }
        return page.part(page.nextInt());
    }

    private DataPage second(ThriftStruct header, PageBytes body, int plain) throws DamagedDataException {
        PageBytes repetitions = body.part(header.count(6, "the size of levels", LONGEST_PAGE));
        PageBytes definitions = body.part(header.count(5, "the size of levels", LONGEST_PAGE));
        int left = plain - repetitions.remaining() - definitions.remaining();
        if (left < 0) {
            throw new DamagedDataException("a page is smaller than its levels");
        }
        boolean packed = header.flag(7, "whether a page is compressed", true) && left > 0;
        PageBytes page = packed ? new PageBytes(codec.decompress(body, left)) : body;
        int count = header.count(1, "a page's number of values", Integer.MAX_VALUE);
        return page(count, repetitions, definitions, values(header.count(4, "an encoding", 100), page));
    }

    private DataPage page(int count, PageBytes repetitions, PageBytes definitions, Values values)
            throws DamagedDataException {
        return new DataPage(
                count,
                RunDecoder.upTo(leaf.maxRepetition(), repetitions),
                RunDecoder.upTo(leaf.maxDefinition(), definitions),
                values);
    }

    private Values values(int encoding, PageBytes page) throws DamagedDataException {
        return switch (encoding) {
            case 0 -> new PlainValues(page, leaf.type(), leaf.length());
            case 2, 8 -> {
                if (dictionary == null) {
                    throw new DamagedDataException("a page names values of a dictionary, but there is none before it");
                }
                yield dictionary.named(page);
            }
            case 3 -> new RunValues(new RunDecoder(page.part(page.nextInt()), 1));
            case 5 -> new DeltaValues(page, leaf.type() == PhysicalType.INT32);
            case 6 -> new DeltaLengthValues(page);
            case 7 -> new DeltaByteValues(page);
            case 9 -> new SplitValues(page, leaf);
            default -> throw new DamagedDataException("values in the unknown encoding " + encoding);
        };
    }

    /** Bytes of a file. */
    static byte[] bytes(FileChannel channel, long position, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(length);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, position + buffer.position()) < 0) {
                throw new EOFException("the file became shorter while it was read");
            }
        }
        return buffer.array();
    }
}
