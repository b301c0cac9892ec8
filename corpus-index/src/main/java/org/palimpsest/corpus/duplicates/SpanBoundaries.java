package org.palimpsest.corpus.duplicates;

/** Where a span of tokens may begin and end. */
public interface SpanBoundaries {
    /** Every token is a word and no sentence ends. */
    SpanBoundaries NONE = new SpanBoundaries() {
        @Override
        public boolean wordStarts(int[] tokens, int at) {
            return true;
        }

        @Override
        public boolean sentenceEnds(int[] tokens, int at) {
            return false;
        }
    };

    /**
     * Whether a word starts with a token. A span may begin only there, and end only before such a token or with the text.
     *
     * @param tokens the text
     * @param at the token's place, below the number of tokens
     * @return whether a word starts
     */
    boolean wordStarts(int[] tokens, int at);

    /**
     * Whether a token ends a sentence or a line, so that it may stand in a span only as its last.
     *
     * @param tokens the text
     * @param at the token's place, below the number of tokens
     * @return whether it does
     */
    boolean sentenceEnds(int[] tokens, int at);
}
