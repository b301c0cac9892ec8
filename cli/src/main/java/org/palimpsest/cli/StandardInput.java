package org.palimpsest.cli;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.palimpsest.corpus.run.RunManifest;

/** Standard input while one command reads it, with the fingerprint that the manifest needs. */
final class StandardInput implements AutoCloseable {
    private final InputStream before = System.in;
    private final Watched watched;

    private StandardInput(MessageDigest digest) {
        this.watched = new Watched(before, digest);
    }

    /** From here on, whatever reads standard input is watched. */
    static StandardInput watch() {
        try {
            StandardInput input = new StandardInput(MessageDigest.getInstance("SHA-256"));
            System.setIn(input.watched);
            return input;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** The input as the manifest has it; reads what is left of it. */
    RunManifest.Input input() throws IOException {
        watched.transferTo(OutputStream.nullOutputStream());
        return new RunManifest.Input("-", watched.bytes, HexFormat.of().formatHex(watched.digest.digest()));
    }

    @Override
    public void close() {
        System.setIn(before);
    }

    private static final class Watched extends FilterInputStream {
        private final MessageDigest digest;
        private long bytes;

        Watched(InputStream in, MessageDigest digest) {
            super(in);
            this.digest = digest;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int count = in.read(buffer, offset, length);
            if (count > 0) {
                digest.update(buffer, offset, count);
                bytes += count;
            }
            return count;
        }

        @Override
        public boolean markSupported() {
            return false;
        }
    }
}
