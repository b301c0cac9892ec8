package org.palimpsest.traps.registry;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Compares the lines of a file, each of which ends in a line feed, with the lines that it must have. */
final class LineComparison implements Closeable {
    private static final String END = "the end of the file";

    private final Path file;
    private final Disclosure disclosure;
    private final InputStream in;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private long number;
    private String last = "";
    private String basis = "";

    private LineComparison(Path file, Disclosure disclosure, InputStream in) {
        this.file = file;
        this.disclosure = disclosure;
        this.in = in;
    }

    static LineComparison open(Path file, Disclosure disclosure) throws IOException {
        return new LineComparison(file, disclosure, new BufferedInputStream(Files.newInputStream(file), 1 << 16));
    }

    /** Compares what stands in a file once it is decrypted. */
    static LineComparison of(Path file, Disclosure disclosure, byte[] content) {
        return new LineComparison(file, disclosure, new ByteArrayInputStream(content));
    }

    /** The same comparison, which says that another file gives what is expected. */
    LineComparison givenBy(Path other) {
        basis = " (expected by " + other.getFileName() + ")";
        return this;
    }

    /** The next line, which must be there; what it should be is said in words. */
    String next(String expected) throws IOException {
        String line = read();
        if (line == null) {
            throw new CorruptRegistryException(file, number, expected, END + basis);
        }
        last = line;
        return line;
    }

    /** The line that was read last. */
    String last() {
        return last;
    }

    /** The next line must be this one. */
    void requireNext(String expected) throws IOException {
        String found = next(disclosure.show(expected));
        require(number, expected, found);
    }

    /** A line that was read must be this one. */
    void require(long line, String expected, String found) throws CorruptRegistryException {
        if (!found.equals(expected)) {
            throw new CorruptRegistryException(file, line, disclosure.show(expected), disclosure.show(found) + basis);
        }
    }

    /** No further line may follow. */
    void requireEnd() throws IOException {
        String line = read();
        if (line != null) {
            throw new CorruptRegistryException(file, number, END, disclosure.show(line) + basis);
        }
    }

    private @Nullable String read() throws IOException {
        number++;
        bytes.reset();
        int next = in.read();
        if (next < 0) {
            return null;
        }
        while (next != '\n') {
            if (next < 0) {
                throw new CorruptRegistryException(file, number, "a line that ends in a line feed", "a cut line");
            }
            bytes.write(next);
            next = in.read();
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new CorruptRegistryException(file, number, "text in UTF-8", "bytes that are none");
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
