package org.palimpsest.inference.attack;

import java.nio.charset.StandardCharsets;
import java.util.zip.Deflater;

/** Bytes of a text under zlib. */
final class ZlibSize {
    private static final int LEVEL = 6;

    private ZlibSize() {}

    /** Bytes of the zlib stream, level 6, of the text in UTF-8, header and checksum included. */
    static int of(String text) {
        Deflater deflater = new Deflater(LEVEL);
        try {
            deflater.setInput(text.getBytes(StandardCharsets.UTF_8));
            deflater.finish();
            byte[] buffer = new byte[4096];
            int bytes = 0;
            while (!deflater.finished()) {
                bytes += deflater.deflate(buffer);
            }
            return bytes;
        } finally {
            deflater.end();
        }
    }
}
