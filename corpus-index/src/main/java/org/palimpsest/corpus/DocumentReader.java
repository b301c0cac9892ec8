package org.palimpsest.corpus;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * Streams the documents of a file in their order: JSONL under any name ({@code .jsonl}, {@code .json}), or one document a
 * file if the name ends in {@code .txt} or {@code .md}, whose id is then the file's name; both may be {@code .gz} or
 * {@code .zst}; {@code .parquet} with columns named as the fields; {@code -} is JSONL from standard input. Of a folder,
 * all files in the order of {@link DocumentFolder}; a text's id is then its path in the folder. Every row has an
 * {@code id} (a string) and a {@code text} or {@code tokens}. Ids are not checked to be unique. Memory is bounded by the
 * longest line, or by a page of each column. Not thread-safe.
 */
public final class DocumentReader implements Iterator<Document>, Closeable {
    private final Path named;
    private final DocumentSource source;
    private @Nullable Document ahead;
    private boolean ended;

    private DocumentReader(Path named, DocumentSource source) {
        this.named = named;
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
     * @param file the file or folder, or {@code -} for standard input
     * @return its documents
     * @throws IOException if the file is missing, does not start as its suffix says, or is a folder
     *     without files of documents
     */
    public static DocumentReader open(Path file) throws IOException {
        return open(file, Options.defaults());
    }

    /**
     * Opens a file.
     *
     * @param file the file or folder, or {@code -} for standard input
     * @param options how to read
     * @return its documents
     * @throws IOException if the file is missing, does not start as its suffix says, or is a folder
     *     without files of documents
     */
    public static DocumentReader open(Path file, Options options) throws IOException {
        return open(file, String.valueOf(file.getFileName()), options);
    }

    /**
     * Opens a file whose name is not that under which it is known.
     *
     * @param file the file or folder, or {@code -} for standard input
     * @param textId the id of the document if the file is one document
     * @param options how to read
     * @return its documents
     * @throws IOException if the file is missing, does not start as its suffix says, or is a folder
     *     without files of documents
     */
    public static DocumentReader open(Path file, String textId, Options options) throws IOException {
        if (!InputFile.isStandardInput(file) && Files.isDirectory(file)) {
            return new DocumentReader(file, new FolderDocuments(DocumentFolder.list(file), options.skipBad()));
        }
        return new DocumentReader(file, DocumentFormat.open(file, textId, options.skipBad()));
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

    /** Returns the lines or rows that were skipped so far, in the order of the input. */
    public List<BadLine> skipped() {
        return source.skipped();
    }

    /** Returns the file that was read last: the one that was opened, or the one in the folder. */
    public Path file() {
        Path file = source.file();
        return file == null ? named : file;
    }

    /** Returns the number of the line or row that was read last, from 1; 0 where the whole file is one document. */
    public long line() {
        return source.line();
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}
