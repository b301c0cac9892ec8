package org.palimpsest.traps.timestamp;

import java.io.IOException;

/** A time-stamp that does not show what it should. The message names file, what was expected and what was found. */
public final class CorruptTimeStampException extends IOException {
    private static final long serialVersionUID = 1L;

    CorruptTimeStampException(String file, String expected, String found) {
        super(file + ": expected " + expected + ", found " + found + "; get a new time-stamp of the commitment");
    }
}
