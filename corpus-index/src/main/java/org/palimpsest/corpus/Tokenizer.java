package org.palimpsest.corpus;

import java.util.List;

/** Turns text into token ids and back. Implementations are thread-safe and add no special tokens of their own. */
public interface Tokenizer {
    /**
     * Encodes one text; neither truncates nor pads.
     *
     * @param text the text, which may be empty
     * @return its token ids, each in [0, {@link #vocabularySize()})
     */
    int[] encode(String text);

    /**
     * Encodes many texts; the same as {@link #encode} of each, in order, but an implementation may be faster.
     *
     * @param texts the texts
     * @return their token ids, one array a text
     */
    default List<int[]> encodeAll(List<String> texts) {
        return texts.stream().map(this::encode).toList();
    }

    /**
     * Turns token ids into text.
     *
     * @param tokens token ids
     * @return the text; {@code decode(encode(text))} equals {@code text} if the tokenizer is lossless, as byte-level ones
     *     are
     * @throws IllegalArgumentException if an id is outside [0, {@link #vocabularySize()})
     */
    String decode(int[] tokens);

    /** Returns the number of ids, special tokens included. */
    int vocabularySize();

    /** Returns what identifies this tokenizer in a manifest: the SHA-256 of its definition, in lower-case hex. */
    String fingerprint();
}
