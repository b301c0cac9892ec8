package org.palimpsest.corpus.index;

/**
 * How far the documents of a corpus have been read: what a build that was interrupted goes on from.
 *
 * @param stage whether there are more
 * @param width of tokens so far
 * @param documents read
 * @param tokens of them, separators included
 * @param metadataBytes bytes of their lines of metadata
 */
record ReadingState(Stage stage, TokenWidth width, long documents, long tokens, long metadataBytes) {
    /** Whether there are more documents. */
    enum Stage {
        /** There may be. */
        UNDER_WAY,
        /** There are none. */
        COMPLETE
    }

    /** Nothing has been read. */
    static ReadingState nothing(TokenWidth width) {
        return new ReadingState(Stage.UNDER_WAY, width, 0, 0, 0);
    }
}
