package org.palimpsest.corpus.index;

/** What is done with the longest phrase at a token of a text, and the documents that have it. */
@FunctionalInterface
public interface MatchedPlaces {
    /**
     * Takes a match.
     *
     * @param at the token of the text at which the phrase begins
     * @param length of the phrase, in tokens
     * @param count places at which the corpus has it
     * @param documents of those places, or of a random sample of them, a document once for each place; the numbers in the order
     *     of the corpus. Only valid during the call
     * @param kept how many of the array are meant: {@code count}, or the size of the sample
     */
    void visit(int at, int length, long count, long[] documents, int kept);

    /**
     * Which matches are shown.
     *
     * @param shortest matches below this length are passed over, at least 1
     * @param longest beyond this length nothing is looked for, at least {@code shortest}
     * @param most places of one phrase that are shown, at least 1; of more, that many are drawn with replacement, all
     *     equally likely
     * @param seed of the samples; the sample of a phrase depends on it and on the phrase alone
     */
    record Options(int shortest, int longest, int most, long seed) {
        /**
         * Checks.
         *
         * @throws IllegalArgumentException if a value is outside its range
         */
        public Options {
            if (shortest < 1 || longest < shortest || most < 1) {
                throw new IllegalArgumentException("1 <= shortest <= longest and most >= 1 must hold, got shortest "
                        + shortest + ", longest " + longest + ", most " + most);
            }
        }
    }
}
