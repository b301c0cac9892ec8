package org.palimpsest.inference.generation;

import java.util.List;

/** A causal model that remembers what it has read, so that every further token costs one step. */
public interface IncrementalModel {
    /**
     * Reads prompts, a row each.
     *
     * @param prompts token ids, at least one prompt of at least one token, of any lengths
     * @param newTokens most tokens that will be read after each prompt, at least 0
     * @return the rows; the caller closes them
     * @throws IllegalArgumentException if a prompt and its new tokens do not fit the model's positions, or an id is outside
     *     its vocabulary
     */
    Rows read(List<int[]> prompts, int newTokens);

    /**
     * How many rows fit the memory that the model may use.
     *
     * @param length prompt and new tokens of the longest row
     * @return at least 1
     */
    int rowsAtOnce(int length);

    /**
     * The tokens that end a text.
     *
     * @return their ids, perhaps none
     */
    List<Integer> endTokens();

    /** Texts that are being read side by side. A row's logits do not depend on the other rows beyond rounding. */
    interface Rows extends AutoCloseable {
        /**
         * What the model expects after the last token of every row.
         *
         * @return an array of V logits a row; not to be asked for between {@link #select} and {@link #append}
         */
        float[][] logits();

        /**
         * Keeps some rows.
         *
         * @param rows places among the present rows, in the order wanted; a place may come more than once
         */
        void select(int[] rows);

        /**
         * Reads one more token in every row.
         *
         * @param tokens an id a row
         */
        void append(int[] tokens);

        /** Frees the memory of all rows. */
        @Override
        void close();
    }
}
