package org.palimpsest.inference.engine;

import java.util.ArrayList;
import java.util.List;

/**
 * How a text that is longer than the model reads at once is scored: in windows of {@code length} tokens, each of which begins
 * {@code context} tokens before the first token that it scores. The first window scores all of its tokens. So every token
 * is scored once, and each that the first window does not score has at least {@code context} tokens before it. A text
 * that fits into one window is scored in one pass. A BOS token stands before the text, so in the first window only.
 *
 * <p>A window of W tokens with C of context scores W - C + 1 new tokens: cost grows as W / (W - C + 1).
 *
 * @param length most tokens that the model reads at once, at least 1; 0 = as many as it was made for
 * @param context least tokens before a token that is not in the first window, in [1, length]; 0 = half of the length
 */
public record ContextWindow(int length, int context) {
    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if a number is negative, or the context is longer than the window
     */
    public ContextWindow {
        if (length < 0) {
            throw new IllegalArgumentException("window must be at least 1, got " + length);
        }
        if (context < 0 || (length > 0 && context > length)) {
            throw new IllegalArgumentException(
                    "context must be in [1, " + (length > 0 ? length : "window") + "], got " + context);
        }
    }

    /**
     * All that the model was made for, with half of it as context.
     *
     * @return the defaults
     */
    public static ContextWindow whole() {
        return new ContextWindow(0, 0);
    }

    /**
     * This window for a model, with its numbers filled in.
     *
     * @param maxPositions the longest sequence that the model was made for
     * @return a window without zeros
     * @throws IllegalArgumentException if the window is longer than that, or the context longer than the window
     */
    public ContextWindow within(int maxPositions) {
        if (length > maxPositions) {
            throw new IllegalArgumentException(
                    "window must be in [1, " + maxPositions + "], which this model was made for, got " + length);
        }
        int whole = length == 0 ? maxPositions : length;
        return new ContextWindow(whole, context == 0 ? whole / 2 + whole % 2 : context);
    }

    /**
     * Cuts a sequence into windows.
     *
     * @param sequence tokens with BOS, if there is one; fewer than 2 have no score and no window
     */
    List<Piece> cut(int sequence) {
        List<Piece> pieces = new ArrayList<>();
        int scored = 1;
        while (scored < sequence) {
            int start = pieces.isEmpty() ? 0 : scored - context;
            int end = (int) Math.min(sequence, (long) start + length + 1);
            pieces.add(new Piece(start, scored, end));
            scored = end;
        }
        return pieces;
    }

    /**
     * The tokens from start to end, of which the last is not read but only scored.
     *
     * @param start the first token that is read
     * @param scored the first token that is scored
     * @param end one after the last token
     */
    record Piece(int start, int scored, int end) {
        /** Tokens that the model reads. */
        int length() {
            return end - 1 - start;
        }

        /** Tokens at the start that are read as context, and scored elsewhere. */
        int skipped() {
            return scored - start - 1;
        }
    }
}
