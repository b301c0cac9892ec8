package org.palimpsest.traps.insertion;

import java.io.Serializable;
import org.palimpsest.traps.family.KeyedStream;

/**
 * A document that may be chosen: its keyed hash and where it stands. Ordered by hash, then by file name and line.
 *
 * @param high first 64 bits of the keyed hash of its id
 * @param low next 64 bits
 * @param file name of the file, without folder
 * @param line line in that file, from 1
 */
public record ChosenDocument(long high, long low, String file, long line)
        implements Comparable<ChosenDocument>, Serializable {
    /** A document with the hash that the streams of a plan give its id. */
    static ChosenDocument of(KeyedStream streams, String id, String file, long line) {
        KeyedStream stream = streams.relabelled("document|" + id);
        return new ChosenDocument(stream.nextLong(), stream.nextLong(), file, line);
    }

    @Override
    public int compareTo(ChosenDocument other) {
        int byHash = compareHash(other);
        if (byHash != 0) {
            return byHash;
        }
        int byFile = file.compareTo(other.file);
        return byFile != 0 ? byFile : Long.compare(line, other.line);
    }

    /** Compares hashes alone: 0 for documents of the same id. */
    int compareHash(ChosenDocument other) {
        int byHigh = Long.compareUnsigned(high, other.high);
        return byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
    }
}
