package org.palimpsest.corpus;

/** A tokenizer that says where its tokens stand. */
public interface OffsetTokenizer extends Tokenizer {
    /**
     * Where each token of a text ends.
     *
     * @param text the text
     * @return for each token of {@link #encode} one past its last UTF-16 unit, never descending
     */
    int[] ends(String text);
}
