package org.palimpsest.corpus.index;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.palimpsest.corpus.run.AtomicOutput;
import org.roaringbitmap.RoaringBitmap;

/**
 * Documents of a corpus, by their number in its order: a source, a language, a stratum, the placements of a trap. A
 * compressed bitmap; a set operation costs a few bytes a document at most. Immutable; safe for use by many threads.
 */
public final class DocumentSet {
    /** Numbers go up to this one. */
    private static final long LARGEST = (1L << 32) - 1;

    private final RoaringBitmap bitmap;

    private DocumentSet(RoaringBitmap bitmap) {
        this.bitmap = bitmap;
    }

    /**
     * The set of some documents.
     *
     * @param documents their numbers, in any order, each in [0, 2^32)
     * @return the set
     * @throws IllegalArgumentException if a number is outside its range
     */
    public static DocumentSet of(long... documents) {
        RoaringBitmap bitmap = new RoaringBitmap();
        for (long document : documents) {
            bitmap.add(number(document));
        }
        return owned(bitmap);
    }

    /**
     * The documents from one to another.
     *
     * @param from the first
     * @param to one after the last, at least {@code from}, at most 2^32
     * @return the set
     * @throws IllegalArgumentException if the range is none
     */
    public static DocumentSet range(long from, long to) {
        if (from < 0 || to < from || to > LARGEST + 1) {
            throw new IllegalArgumentException(
                    "0 <= from <= to <= " + (LARGEST + 1) + " must hold, got from " + from + ", to " + to);
        }
        return owned(RoaringBitmap.bitmapOfRange(from, to));
    }

    /** A set that takes over a bitmap. */
    static DocumentSet owned(RoaringBitmap bitmap) {
        bitmap.runOptimize();
        return new DocumentSet(bitmap);
    }

    /** A document as the bitmap has it: 32 bits, unsigned. */
    static int number(long document) {
        if (document < 0 || document > LARGEST) {
            throw new IllegalArgumentException("document must be in [0, " + (LARGEST + 1) + "), got " + document);
        }
        return (int) document;
    }

    /**
     * Whether a document is in the set.
     *
     * @param document its number
     * @return whether it is; false for a number that no document can have
     */
    public boolean contains(long document) {
        return document >= 0 && document <= LARGEST && bitmap.contains((int) document);
    }

    /** Returns the number of documents in the set. */
    public long size() {
        return bitmap.getLongCardinality();
    }

    /** Returns whether the set has no document. */
    public boolean isEmpty() {
        return bitmap.isEmpty();
    }

    /** Returns one more than the largest number in the set; 0 if it is empty. */
    public long end() {
        return bitmap.isEmpty() ? 0 : Integer.toUnsignedLong(bitmap.last()) + 1;
    }

    /**
     * The documents that are in both sets.
     *
     * @param other the other set
     * @return a new set
     */
    public DocumentSet and(DocumentSet other) {
        return owned(RoaringBitmap.and(bitmap, other.bitmap));
    }

    /**
     * The documents that are in either set.
     *
     * @param other the other set
     * @return a new set
     */
    public DocumentSet or(DocumentSet other) {
        return owned(RoaringBitmap.or(bitmap, other.bitmap));
    }

    /**
     * The documents that are in this set and not in another.
     *
     * @param other the other set
     * @return a new set
     */
    public DocumentSet minus(DocumentSet other) {
        return owned(RoaringBitmap.andNot(bitmap, other.bitmap));
    }

    /** Returns the numbers of the documents, rising. */
    public LongStream documents() {
        return Arrays.stream(bitmap.toArray()).mapToLong(Integer::toUnsignedLong);
    }

    /** Returns a copy as a bitmap of unsigned numbers. */
    public RoaringBitmap toBitmap() {
        return bitmap.clone();
    }

    /**
     * Writes the set in RoaringBitmap's portable format, which its implementations in other languages read.
     *
     * @param file where; it appears whole or not at all
     * @throws IOException if it cannot be written
     */
    public void write(Path file) throws IOException {
        AtomicOutput.write(file, out -> {
            DataOutputStream data = new DataOutputStream(out);
            bitmap.serialize(data);
            data.flush();
        });
    }

    /**
     * Reads a set in RoaringBitmap's portable format.
     *
     * @param file what {@link #write} or another implementation wrote
     * @return the set
     * @throws CorruptIndexException if the file is missing, cut or something else
     * @throws IOException if it cannot be read
     */
    public static DocumentSet read(Path file) throws IOException {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw new NoSuchFileException(file.toString(), null, "there is no such set of documents");
        }
        RoaringBitmap bitmap = new RoaringBitmap();
        String expected = "a RoaringBitmap in the portable format";
        ByteArrayInputStream in = new ByteArrayInputStream(bytes);
        try {
            bitmap.deserialize(new DataInputStream(in));
        } catch (IOException | RuntimeException e) {
            CorruptIndexException corrupt =
                    new CorruptIndexException(file, bytes.length - in.available(), "what is not one", expected);
            corrupt.initCause(e);
            throw corrupt;
        }
        if (in.available() > 0 || !bitmap.validate()) {
            String found = in.available() > 0 ? in.available() + " bytes more" : "numbers that do not rise";
            throw new CorruptIndexException(file, bytes.length - in.available(), found, expected);
        }
        return owned(bitmap);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof DocumentSet that && bitmap.equals(that.bitmap);
    }

    @Override
    public int hashCode() {
        return bitmap.hashCode();
    }

    @Override
    public String toString() {
        return bitmap.toString();
    }
}
