package org.palimpsest.corpus.index;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The checksum of every page of a file.
 *
 * @param file its name
 * @param bytes its length
 * @param sums CRC-32C of each page of {@link PagedFile#PAGE} bytes, the last perhaps short
 */
@SuppressWarnings("ArrayRecordComponent") // shared inside this package and never written to
record PageSums(String file, long bytes, int[] sums) {
    /** Reads a whole file. */
    static PageSums of(Path file) throws IOException {
        return new PageSums(String.valueOf(file.getFileName()), Files.size(file), PagedFile.checksums(file));
    }

    /** Has a file checked against the sums, page by page as it is read. */
    void guard(PagedFile mapped) throws IOException {
        if (mapped.size() != bytes) {
            throw new CorruptIndexException(
                    mapped.path(), Math.min(bytes, mapped.size()), mapped.size() + " bytes in all", bytes + " bytes");
        }
        mapped.checkAgainst(sums);
    }
}
