package org.palimpsest.corpus.index;

import java.io.IOException;

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
    static PageSums of(PagedFile file) {
        int[] sums = new int[file.pages()];
        for (int page = 0; page < sums.length; page++) {
            sums[page] = file.checksum(page);
        }
        return new PageSums(file.path().getFileName().toString(), file.size(), sums);
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
