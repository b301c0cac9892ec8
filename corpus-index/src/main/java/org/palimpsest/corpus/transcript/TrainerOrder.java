package org.palimpsest.corpus.transcript;

import java.io.IOException;
import java.util.List;

/** The order in which a trainer drew its sequences, as the trainer itself wrote it down. */
public interface TrainerOrder {
    /** Returns how many sequences were drawn. */
    long sequences();

    /**
     * What stood in a sequence.
     *
     * @param position when it was drawn, in [0, {@link #sequences})
     * @return the pieces of documents in it, in order, at least one
     * @throws org.palimpsest.corpus.CorruptInputException if the trainer's files contradict each other
     * @throws IOException if they cannot be read
     */
    List<Piece> sequence(long position) throws IOException;

    /**
     * A piece of a document in a sequence.
     *
     * @param document the document's number in the trainer's data, from 0
     * @param from its first token, counted in the document
     * @param to one past its last token; {@link #END} where the piece goes to the document's end
     */
    record Piece(long document, long from, long to) {
        /** Stands for the end of the document, whose length the order does not say. */
        public static final long END = -1;

        /**
         * Checks.
         *
         * @throws IllegalArgumentException if a number is outside its range
         */
        public Piece {
            if (document < 0 || from < 0 || (to != END && to <= from)) {
                throw new IllegalArgumentException("a piece needs document >= 0 and 0 <= from < to, got document "
                        + document + ", [" + from + ", " + to + ")");
            }
        }
    }
}
