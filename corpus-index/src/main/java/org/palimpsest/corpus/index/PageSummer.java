package org.palimpsest.corpus.index;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32C;

/** Takes the checksum of every page of a file whose bytes go by in their order. Not safe for use by many threads. */
final class PageSummer {
    private int[] sums = new int[16];
    private int pages;
    private long bytes;

    /** The next bytes, which are left as they are: whole pages, but for the last ones of the file. */
    void add(ByteBuffer next) {
        CRC32C sum = new CRC32C();
        for (int from = next.position(); from < next.limit(); from += PagedFile.PAGE) {
            sum.reset();
            sum.update(next.duplicate()
                    .limit(Math.min(from + PagedFile.PAGE, next.limit()))
                    .position(from));
            if (pages == sums.length) {
                sums = Arrays.copyOf(sums, 2 * pages);
            }
            sums[pages++] = (int) sum.getValue();
        }
        bytes += next.remaining();
    }

    /** The checksums so far. */
    PageSums sums(String file) {
        return new PageSums(file, bytes, Arrays.copyOf(sums, pages));
    }
}
