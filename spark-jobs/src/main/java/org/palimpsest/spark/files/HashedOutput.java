package org.palimpsest.spark.files;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.palimpsest.corpus.run.Fingerprint;

/** Passes bytes on, counts and hashes them. */
final class HashedOutput extends FilterOutputStream {
    private final MessageDigest digest = Fingerprint.newDigest();
    private long bytes;

    HashedOutput(OutputStream out) {
        super(out);
    }

    @Override
    public void write(int value) throws IOException {
        out.write(value);
        digest.update((byte) value);
        bytes++;
    }

    @Override
    public void write(byte[] data, int offset, int length) throws IOException {
        out.write(data, offset, length);
        digest.update(data, offset, length);
        bytes += length;
    }

    long bytes() {
        return bytes;
    }

    /** The hash of all bytes; can be asked once. */
    String sha256() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
