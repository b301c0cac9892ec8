package org.palimpsest.corpus;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * Streams the documents of a file in their order: JSONL under any name ({@code .jsonl}, {@code .json}), or one document a
 * file if the name ends in {@code .txt}, whose id is then the file's name; either may be {@code .gz} or {@code .zst};
 * {@code -} is JSONL from standard input. Every JSONL row has an {@code id} (a string) and a {@code text} or
 * {@code tokens}. Ids are not checked to be unique. Memory is bounded by the longest line. Not thread-safe.
 */
public final class DocumentReader implements Iterator<Document>, Closeable {
    private final Source source;
    private @Nullable Document ahead;
    private boolean ended;

    private DocumentReader(Source source) {
        this.source = source;
    }

    /**
     * How to read.
     *
     * @param skipBad how many bad lines to pass over and list before the next one is an error, at least 0
     */
    public record Options(int skipBad) {
        /**
         * Checks.
         *
         * @throws IllegalArgumentException if {@code skipBad} is negative
         */
        public Options {
            if (skipBad < 0) {
                throw new IllegalArgumentException("skipBad must be at least 0, got " + skipBad);
            }
        }

        /** Returns options under which the first bad line is an error. */
        public static Options defaults() {
            return new Options(0);
        }
    }

    /**
     * Opens a file; the first bad line will be an error.
     *
     * @param file the file, or {@code -} for standard input
     * @return its documents
     * @throws IOException if the file is missing, or does not start as its suffix says
     */
    public static DocumentReader open(Path file) throws IOException {
        return open(file, Options.defaults());
    }

    /**
     * Opens a file.
     *
     * @param file the file, or {@code -} for standard input
     * @param options how to read
     * @return its documents
     * @throws IOException if the file is missing, or does not start as its suffix says
     */
    public static DocumentReader open(Path file, Options options) throws IOException {
        String name = file.toString();
        if (Compression.of(name).strip(name).endsWith(".txt")) {
            return new DocumentReader(new TextSource(file, InputFile.open(file)));
        }
        return new DocumentReader(new JsonSource(JsonLines.open(file, options.skipBad())));
    }

    /**
     * Reads the next document.
     *
     * @return the document, or null at the end
     * @throws CorruptInputException if a line is bad and no more may be skipped, or the file is cut or damaged
     * @throws IOException if the file cannot be read
     */
    public @Nullable Document read() throws IOException {
        Document document = ahead;
        ahead = null;
        if (document == null && !ended) {
            document = source.read();
            ended = document == null;
        }
        return document;
    }

    /**
     * Whether there is another document; reads ahead by one.
     *
     * @throws UncheckedIOException where {@link #read} throws, with that as its cause
     */
    @Override
    public boolean hasNext() {
        if (ahead == null) {
            try {
                ahead = read();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return ahead != null;
    }

    /**
     * The next document.
     *
     * @throws UncheckedIOException where {@link #read} throws, with that as its cause
     * @throws NoSuchElementException after the last
     */
    @Override
    public Document next() {
        Document document = hasNext() ? ahead : null;
        if (document == null) {
            throw new NoSuchElementException("the file has no more documents");
        }
        ahead = null;
        return document;
    }

    /** Returns the lines that were skipped so far, in the order of the file. */
    public List<BadLine> skipped() {
        return source.skipped();
    }

    /** Returns the number of the line that was read last, from 1; 0 where the whole file is one document. */
    public long line() {
        return source.line();
    }

    @Override
    public void close() throws IOException {
        source.close();
    }

    private interface Source extends Closeable {
        @Nullable
        Document read() throws IOException;

        List<BadLine> skipped();

        long line();
    }

    private record JsonSource(JsonLines lines) implements Source {
        private static final DocumentParser PARSER = new DocumentParser();

        @Override
        public @Nullable Document read() throws IOException {
            return lines.next(PARSER);
        }

        @Override
        public List<BadLine> skipped() {
            return lines.skipped();
        }

        @Override
        public long line() {
            return lines.location().line();
        }

        @Override
        public void close() throws IOException {
            lines.close();
        }
    }

    private static final class TextSource implements Source {
        private final Path file;
        private final InputStream in;
        private boolean read;

        TextSource(Path file, InputStream in) {
            this.file = file;
            this.in = in;
        }

        @Override
        public @Nullable Document read() throws IOException {
            if (read) {
                return null;
            }
            read = true;
            return TextFile.read(file, in);
        }

        @Override
        public List<BadLine> skipped() {
            return List.of();
        }

        @Override
        public long line() {
            return 0;
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
