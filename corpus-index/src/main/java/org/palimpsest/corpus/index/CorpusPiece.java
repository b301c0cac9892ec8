package org.palimpsest.corpus.index;

import java.io.Serializable;
import java.util.Locale;

/**
 * What one of several readers made of its part of a corpus: a folder of a file for each {@link Part}.
 *
 * @param width of tokens in it
 * @param documents in it, at least 0
 * @param tokens in it, a separator for each document included
 * @param lineBytes bytes of {@link Part#LINES}
 * @param steps whether it has {@link Part#STEPS}
 */
public record CorpusPiece(TokenWidth width, long documents, long tokens, long lineBytes, Steps steps)
        implements Serializable {
    /** Whether documents have training steps. */
    public enum Steps {
        /** The trainer's order was given. */
        GIVEN,
        /** It was not. */
        UNKNOWN
    }

    /** The files of a piece; numbers are little-endian. */
    public enum Part {
        /** Tokens, a separator (all bits set) before each document. */
        TOKENS,
        /** The first byte of each document in {@link #TOKENS}, 64 bits. */
        STARTS,
        /** A JSON line about each document. */
        LINES,
        /** The first byte of each line in {@link #LINES}, 64 bits. */
        LINE_STARTS,
        /** The training step of each document, 64 bits, -1 where it is not known. */
        STEPS;

        /** The name of the file. */
        public String fileName() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /**
     * Checks.
     *
     * @throws IllegalArgumentException if a number is negative, or there are fewer tokens than documents
     */
    public CorpusPiece {
        if (documents < 0 || tokens < documents || lineBytes < 0) {
            throw new IllegalArgumentException("documents and lineBytes must be at least 0, tokens at least documents,"
                    + " got " + documents + ", " + lineBytes + " and " + tokens);
        }
    }

    /** Whether a part of it exists. */
    public boolean has(Part part) {
        return part != Part.STEPS || steps == Steps.GIVEN;
    }
}
