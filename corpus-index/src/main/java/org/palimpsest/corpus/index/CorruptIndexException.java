package org.palimpsest.corpus.index;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A file of an index that is truncated, damaged, foreign or does not belong to the others. The message names file, byte
 * offset, what was found, what was expected, and what to do.
 */
public final class CorruptIndexException extends IOException {
    private static final long serialVersionUID = 1L;

    private final String file;
    private final long offset;

    /**
     * An error at a place of a file.
     *
     * @param file the file
     * @param offset the byte, from 0
     * @param found what is there
     * @param expected what should be there
     */
    public CorruptIndexException(Path file, long offset, String found, String expected) {
        super(file + ", byte " + offset + ": found " + found + ", expected " + expected
                + "; build or copy the index again");
        this.file = file.toString();
        this.offset = offset;
    }

    /** Returns the file's name. */
    public String file() {
        return file;
    }

    /** Returns the byte at which it is wrong, from 0. */
    public long offset() {
        return offset;
    }
}
