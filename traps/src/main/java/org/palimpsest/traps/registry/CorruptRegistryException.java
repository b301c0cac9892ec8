package org.palimpsest.traps.registry;

import java.io.IOException;
import java.nio.file.Path;

/** A registry whose files are not what its key gives. The message names file, line, found and expected. */
public final class CorruptRegistryException extends IOException {
    private static final long serialVersionUID = 1L;

    private final String file;
    private final long line;

    /**
     * An error on one line.
     *
     * @param file the file
     * @param line its line, from 1
     * @param expected what the key gives
     * @param found what stands there
     */
    public CorruptRegistryException(Path file, long line, String expected, String found) {
        super(file + ", line " + line + ": expected " + expected + ", found " + found
                + "; restore the registry from a copy, it cannot support a test as it is");
        this.file = file.toString();
        this.line = line;
    }

    /**
     * The file.
     *
     * @return its path
     */
    public String file() {
        return file;
    }

    /**
     * The line.
     *
     * @return its number, from 1
     */
    public long line() {
        return line;
    }
}
