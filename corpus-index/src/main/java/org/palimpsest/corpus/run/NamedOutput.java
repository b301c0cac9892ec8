package org.palimpsest.corpus.run;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;

/** A stream whose failures name the file that was being written: a full disk has no name of its own. */
final class NamedOutput extends FilterOutputStream {
    private final Path target;

    NamedOutput(OutputStream out, Path target) {
        super(out);
        this.target = target;
    }

    @Override
    public void write(int value) throws IOException {
        try {
            out.write(value);
        } catch (IOException e) {
            throw failed(target, e);
        }
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        try {
            out.write(bytes, offset, length);
        } catch (IOException e) {
            throw failed(target, e);
        }
    }

    @Override
    public void flush() throws IOException {
        try {
            out.flush();
        } catch (IOException e) {
            throw failed(target, e);
        }
    }

    static IOException failed(Path target, IOException cause) {
        return new IOException(target + ": cannot be written: " + cause.getMessage(), cause);
    }
}
