package org.palimpsest.corpus.duplicates;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Ids and shingles of documents in a temporary file, so that candidates are verified by their exact Jaccard similarity
 * without holding or reading texts again. Documents are numbered 0, 1, 2 … as they are added. On disk 8 bytes a shingle; in
 * memory 8 bytes a document, and the sets that were asked for last, a million shingles or one set. The file is gone when this
 * is closed. Not safe for many threads.
 */
public final class ShingleStore implements Closeable {
    private static final int HEADER = 2 * Integer.BYTES;
    private static final int BLOCK_SHIFT = 16;
    private static final int MOST_HELD = 1 << 20;

    private final DiskRows rows;
    private final List<long[]> starts = new ArrayList<>();
    private final Map<Integer, ShingleSet> held = new LinkedHashMap<>(16, 0.75f, true);
    private int heldShingles;
    private int documents;

    private ShingleStore(DiskRows rows) {
        this.rows = rows;
    }

    /**
     * No documents yet.
     *
     * @param folder where the temporary file is made
     * @return the store
     * @throws IOException if no file can be made there
     */
    public static ShingleStore in(Path folder) throws IOException {
        return new ShingleStore(new DiskRows(folder));
    }

    /**
     * Adds a document.
     *
     * @param id its id
     * @param shingles its shingles
     * @return its number
     * @throws IOException if it cannot be written
     */
    public int add(String id, ShingleSet shingles) throws IOException {
        byte[] name = id.getBytes(StandardCharsets.UTF_8);
        long[] hashes = shingles.hashes();
        ByteBuffer row = ByteBuffer.allocate(HEADER + name.length + Long.BYTES * hashes.length);
        row.putInt(name.length).putInt(hashes.length).put(name);
        row.asLongBuffer().put(hashes);
        int inBlock = documents & ((1 << BLOCK_SHIFT) - 1);
        if (inBlock == 0) {
            starts.add(new long[1 << BLOCK_SHIFT]);
        }
        starts.get(starts.size() - 1)[inBlock] = rows.add(row);
        return documents++;
    }

    /** Returns the number of documents. */
    public int documents() {
        return documents;
    }

    /**
     * The id of a document.
     *
     * @param document its number
     * @return its id
     * @throws IllegalArgumentException if there is no such document
     * @throws IOException if the file cannot be read
     */
    public String id(int document) throws IOException {
        long start = start(document);
        int length = rows.read(start, HEADER).getInt();
        byte[] name = new byte[length];
        rows.read(start + HEADER, length).get(name);
        return new String(name, StandardCharsets.UTF_8);
    }

    /**
     * The shingles of a document.
     *
     * @param document its number
     * @return its shingles
     * @throws IllegalArgumentException if there is no such document
     * @throws IOException if the file cannot be read
     */
    public ShingleSet shingles(int document) throws IOException {
        ShingleSet set = held.get(document);
        if (set == null) {
            long start = start(document);
            ByteBuffer header = rows.read(start, HEADER);
            int name = header.getInt();
            long[] hashes = new long[header.getInt()];
            rows.read(start + HEADER + name, Long.BYTES * hashes.length)
                    .asLongBuffer()
                    .get(hashes);
            set = ShingleSet.ofSorted(hashes);
            hold(document, set);
        }
        return set;
    }

    /**
     * The exact Jaccard similarity of two documents.
     *
     * @param first a document's number
     * @param second another's
     * @return the similarity, in [0, 1]
     * @throws IllegalArgumentException if there is no such document
     * @throws IOException if the file cannot be read
     */
    public double jaccard(int first, int second) throws IOException {
        ShingleSet one = shingles(first);
        return one.jaccard(shingles(second));
    }

    private void hold(int document, ShingleSet set) {
        held.put(document, set);
        heldShingles += set.size();
        var oldest = held.values().iterator();
        while (heldShingles > MOST_HELD && held.size() > 1) {
            heldShingles -= oldest.next().size();
            oldest.remove();
        }
    }

    private long start(int document) {
        if (document < 0 || document >= documents) {
            throw new IllegalArgumentException("document must be in [0, " + documents + "), got " + document);
        }
        return starts.get(document >> BLOCK_SHIFT)[document & ((1 << BLOCK_SHIFT) - 1)];
    }

    @Override
    public void close() throws IOException {
        rows.close();
    }
}
