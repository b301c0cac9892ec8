package org.palimpsest.corpus.parquet;

import com.github.luben.zstd.ZstdInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;

/** How pages are compressed; in the order of the format's numbers. */
enum PageCodec {
    UNCOMPRESSED,
    SNAPPY,
    GZIP,
    LZO,
    BROTLI,
    LZ4,
    ZSTD,
    LZ4_RAW;

    /** The codec of a number. */
    static PageCodec of(int number) throws DamagedDataException {
        if (number < 0 || number >= values().length) {
            throw new DamagedDataException("is compressed in an unknown way (codec " + number + ")");
        }
        PageCodec codec = values()[number];
        if (codec == LZO || codec == BROTLI) {
            throw new DamagedDataException("is compressed with " + codec
                    + ", which is not read; write it with zstd, snappy, gzip, lz4 or uncompressed");
        }
        return codec;
    }

    /** The plain bytes of a page, {@code length} of them. */
    byte[] decompress(PageBytes page, int length) throws DamagedDataException {
        byte[] plain = switch (this) {
            case SNAPPY -> BlockCodec.snappy(page, length);
            case LZ4_RAW -> BlockCodec.lz4(page, length);
            case LZ4 -> BlockCodec.framedLz4(page, length);
            case GZIP, ZSTD -> stream(page, length);
            default -> page.copy(page.remaining());
        };
        if (plain.length != length) {
            throw new DamagedDataException("a page decompresses to " + plain.length + " bytes, expected " + length);
        }
        return plain;
    }

    private byte[] stream(PageBytes page, int length) throws DamagedDataException {
        InputStream bytes = new ByteArrayInputStream(page.array(), page.offset(), page.remaining());
        try (InputStream in = this == GZIP ? new GZIPInputStream(bytes, 1 << 16) : new ZstdInputStream(bytes)) {
            return in.readNBytes(length + 1);
        } catch (IOException e) {
            throw new DamagedDataException("a page that is not " + this + " data: " + e.getMessage());
        }
    }
}
