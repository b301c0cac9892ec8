package org.palimpsest.traps.registry;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Compares the lines of a file with the lines that it must have. */
final class LineComparison implements Closeable {
    private static final String END = "the end of the file";

    private final Path file;
    private final Disclosure disclosure;
    private final BufferedReader reader;
    private long number;
    private String last = "";

    private LineComparison(Path file, Disclosure disclosure, BufferedReader reader) {
        this.file = file;
        this.disclosure = disclosure;
        this.reader = reader;
    }

    static LineComparison open(Path file, Disclosure disclosure) throws IOException {
        return new LineComparison(file, disclosure, Files.newBufferedReader(file, StandardCharsets.UTF_8));
    }

    /** The next line, which must be there; what it should be is said in words. */
    String next(String expected) throws IOException {
        String line = read();
        if (line == null) {
            throw new CorruptRegistryException(file, number, expected, END);
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
            throw new CorruptRegistryException(file, line, disclosure.show(expected), disclosure.show(found));
        }
    }

    /** No further line may follow. */
    void requireEnd() throws IOException {
        String line = read();
        if (line != null) {
            throw new CorruptRegistryException(file, number, END, disclosure.show(line));
        }
    }

    private @Nullable String read() throws IOException {
        number++;
        try {
            return reader.readLine();
        } catch (CharacterCodingException e) {
            throw new CorruptRegistryException(file, number, "text in UTF-8", "bytes that are none");
        }
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
