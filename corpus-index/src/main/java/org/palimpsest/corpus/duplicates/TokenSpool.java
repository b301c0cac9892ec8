package org.palimpsest.corpus.duplicates;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.palimpsest.corpus.TokenSequence;

/**
 * Documents as token ids in a temporary file, so that {@link ScannedText} reads them again and again without parsing: 4 bytes
 * a token. Memory is that of one document. The file is gone when this is closed. Not safe for many threads.
 */
public final class TokenSpool implements Iterable<TokenSequence>, Closeable {
    private static final int HEADER = 2 * Integer.BYTES;

    private final DiskRows rows;
    private long documents;

    private TokenSpool(DiskRows rows) {
        this.rows = rows;
    }

    /**
     * No documents yet.
     *
     * @param folder where the temporary file is made
     * @return the spool
     * @throws IOException if no file can be made there
     */
    public static TokenSpool in(Path folder) throws IOException {
        return new TokenSpool(new DiskRows(folder));
    }

    /**
     * Adds a document.
     *
     * @param document the document
     * @throws IOException if it cannot be written
     */
    public void add(TokenSequence document) throws IOException {
        byte[] id = document.documentId().getBytes(StandardCharsets.UTF_8);
        int[] tokens = document.tokens();
        ByteBuffer row = ByteBuffer.allocate(HEADER + id.length + Integer.BYTES * tokens.length);
        row.putInt(id.length).putInt(tokens.length).put(id);
        row.asIntBuffer().put(tokens);
        rows.add(row);
        documents++;
    }

    /** Returns the number of documents. */
    public long documents() {
        return documents;
    }

    /**
     * The documents in the order in which they were added.
     *
     * @return an iterator that throws {@link UncheckedIOException} if the file cannot be read
     */
    @Override
    public Iterator<TokenSequence> iterator() {
        return new Iterator<>() {
            private long at;

            @Override
            public boolean hasNext() {
                return at < rows.bytes();
            }

            @Override
            public TokenSequence next() {
                if (!hasNext()) {
                    throw new NoSuchElementException("there are no more documents");
                }
                try {
                    ByteBuffer header = rows.read(at, HEADER);
                    byte[] id = new byte[header.getInt()];
                    int[] tokens = new int[header.getInt()];
                    int length = id.length + Integer.BYTES * tokens.length;
                    ByteBuffer row = rows.read(at + HEADER, length);
                    row.get(id).asIntBuffer().get(tokens);
                    at += HEADER + length;
                    return new TokenSequence(new String(id, StandardCharsets.UTF_8), tokens);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        };
    }

    @Override
    public void close() throws IOException {
        rows.close();
    }
}
