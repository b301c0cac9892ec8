package org.palimpsest.corpus;

import com.github.luben.zstd.ZstdInputStream;
import com.github.luben.zstd.ZstdOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.HexFormat;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** How a file is compressed, told by its suffix. */
public enum Compression {
    /** Not compressed. */
    NONE("", ""),
    /** {@code .gz}; files of several members, as block gzip writes them, are read whole. */
    GZIP(".gz", "1f8b"),
    /** {@code .zst}; files of several frames are read whole. */
    ZSTD(".zst", "28b52ffd");

    /** The number of leading bytes that {@link #ofMagic} looks at. */
    static final int MAGIC_LENGTH = 4;

    private static final int BUFFER = 1 << 16;
    private static final int ZSTD_LEVEL = 3;

    private final String suffix;
    private final String magicHex;

    Compression(String suffix, String magicHex) {
        this.suffix = suffix;
        this.magicHex = magicHex;
    }

    /**
     * The compression that a file's name announces.
     *
     * @param fileName a name or path
     * @return the compression
     */
    public static Compression of(String fileName) {
        if (fileName.endsWith(GZIP.suffix)) {
            return GZIP;
        }
        return fileName.endsWith(ZSTD.suffix) ? ZSTD : NONE;
    }

    /** The compression that the first bytes of a stream show. */
    static Compression ofMagic(byte[] head) {
        String headHex = HexFormat.of().formatHex(head);
        if (headHex.startsWith(GZIP.magicHex)) {
            return GZIP;
        }
        return headHex.startsWith(ZSTD.magicHex) ? ZSTD : NONE;
    }

    /**
     * A file's name without the suffix of this compression.
     *
     * @param fileName a name that ends in {@link #suffix()}
     * @return the name without it
     */
    public String strip(String fileName) {
        return fileName.endsWith(suffix) ? fileName.substring(0, fileName.length() - suffix.length()) : fileName;
    }

    /** Returns the suffix with its dot; empty for {@link #NONE}. */
    public String suffix() {
        return suffix;
    }

    /**
     * Decompresses a stream.
     *
     * @param in compressed bytes
     * @return plain bytes; reading past damage or a cut throws
     * @throws IOException if the header is damaged or the stream cannot be read
     */
    public InputStream decode(InputStream in) throws IOException {
        return switch (this) {
            case NONE -> in;
            case GZIP -> new GZIPInputStream(new PeekingInputStream(in), BUFFER);
            case ZSTD -> new ZstdInputStream(in);
        };
    }

    /**
     * Compresses a stream; the same bytes in give the same bytes out.
     *
     * @param out where compressed bytes go; closed with the result
     * @return where plain bytes go
     * @throws IOException if the header cannot be written
     */
    public OutputStream encode(OutputStream out) throws IOException {
        return switch (this) {
            case NONE -> out;
            case GZIP -> new GZIPOutputStream(out, BUFFER);
            case ZSTD -> new ZstdOutputStream(out, ZSTD_LEVEL).setChecksum(true);
        };
    }
}
