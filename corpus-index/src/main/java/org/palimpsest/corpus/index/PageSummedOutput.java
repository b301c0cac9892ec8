package org.palimpsest.corpus.index;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** Writes a file and keeps the checksum of every page of it. Not safe for use by many threads. */
final class PageSummedOutput extends NumberOutput {
    private final Path path;
    private final PageSummer summer = new PageSummer();

    PageSummedOutput(Path path) throws IOException {
        super(path);
        this.path = path;
    }

    @Override
    void draining(ByteBuffer bytes) {
        summer.add(bytes);
    }

    /** The checksums of a closed file. */
    PageSums sums() {
        return summer.sums(String.valueOf(path.getFileName()));
    }
}
