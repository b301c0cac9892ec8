package org.palimpsest.corpus.index;

import java.io.IOException;
import java.io.InputStream;

/** Where the files of pieces are read from. */
@FunctionalInterface
public interface PieceFiles {
    /**
     * Opens a file of a piece. Skipping in the stream should be cheap: only ranges of the files are read.
     *
     * @param piece number of the piece, from 0
     * @param part which file
     * @return its bytes from the first
     * @throws IOException if it cannot be opened
     */
    InputStream open(int piece, CorpusPiece.Part part) throws IOException;
}
