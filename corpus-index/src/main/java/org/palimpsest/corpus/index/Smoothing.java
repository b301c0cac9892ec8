package org.palimpsest.corpus.index;

/** What becomes of an infinity-gram probability that is 0, or close to it. */
public interface Smoothing {
    /**
     * The probability of a token.
     *
     * @param evidence what the corpus knows
     * @return in [0, 1]; with all other outcomes in the same context it adds up to 1
     */
    double probability(Evidence evidence);

    /**
     * Names the rule with its parameter, for a manifest.
     *
     * @return such as {@code interpolated=0.01}
     */
    String name();

    /**
     * What the corpus knows about a token after a context.
     *
     * @param count how often it follows the context, at least 0
     * @param contextCount how often the context occurs, at least 1
     * @param unigramCount how often the token occurs at all, at least {@code count}
     * @param total tokens and documents of the corpus: how often anything occurs, ends of documents included
     * @param outcomes how many different outcomes there are, the end of a document included, at least 2
     */
    record Evidence(long count, long contextCount, long unigramCount, long total, long outcomes) {
        /**
         * Checks.
         *
         * @throws IllegalArgumentException if a value is outside its range
         */
        public Evidence {
            if (count < 0 || contextCount < Math.max(1, count) || unigramCount < count || total < unigramCount) {
                throw new IllegalArgumentException(
                        "0 <= count <= contextCount, 1 <= contextCount and count <= unigramCount <= total must hold, got"
                                + " count " + count + ", contextCount " + contextCount + ", unigramCount "
                                + unigramCount + ", total " + total);
            }
            if (outcomes < 2) {
                throw new IllegalArgumentException("outcomes must be at least 2, got " + outcomes);
            }
        }
    }
}
