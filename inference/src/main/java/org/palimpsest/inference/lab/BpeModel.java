package org.palimpsest.inference.lab;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.palimpsest.corpus.Tokenizer;
import org.palimpsest.corpus.run.Fingerprint;

/**
 * A byte-level byte-pair encoding, as {@link BpeTrainer} makes it. It encodes slowly and plainly: it is the oracle of
 * faster tokenizers that read {@link #toTokenizerJson}. Text is taken as UTF-8; half a surrogate pair becomes a question
 * mark.
 *
 * @param vocabulary the tokens in the byte alphabet of GPT-2, the index is the id: the special token, 256 bytes, merges
 * @param merges the merges, the first learnt first
 */
public record BpeModel(List<String> vocabulary, List<Merge> merges) implements Tokenizer {
    /** The special token, which ends a document; its id is 0, also where a text holds it. */
    public static final String END_OF_TEXT = PreTokenizer.END_OF_TEXT;

    /**
     * Two neighbouring tokens that become one.
     *
     * @param left the first, in the byte alphabet
     * @param right the second, in the byte alphabet
     */
    public record Merge(String left, String right) {
        /** Returns the token that they become. */
        public String merged() {
            return left + right;
        }
    }

    /**
     * Checks and copies.
     *
     * @throws IllegalArgumentException if the vocabulary does not begin with the special token and the 256 bytes
     */
    public BpeModel {
        vocabulary = List.copyOf(vocabulary);
        merges = List.copyOf(merges);
        if (vocabulary.size() <= ByteAlphabet.SIZE || !vocabulary.get(0).equals(END_OF_TEXT)) {
            throw new IllegalArgumentException("vocabulary must begin with " + END_OF_TEXT + " and the 256 bytes, got "
                    + vocabulary.size() + " tokens");
        }
    }

    @Override
    public int[] encode(String text) {
        return new BpeEncoder(this).encode(text);
    }

    @Override
    public List<int[]> encodeAll(List<String> texts) {
        BpeEncoder encoder = new BpeEncoder(this);
        return texts.stream().map(encoder::encode).toList();
    }

    @Override
    public String decode(int[] tokens) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int token : tokens) {
            if (token < 0 || token >= vocabulary.size()) {
                throw new IllegalArgumentException("token ids must be in [0, " + vocabulary.size() + "), got " + token);
            }
            ByteAlphabet.write(vocabulary.get(token), bytes);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Override
    public int vocabularySize() {
        return vocabulary.size();
    }

    @Override
    public String fingerprint() {
        return Fingerprint.sha256(toTokenizerJson());
    }

    /** Returns the model as a {@code tokenizer.json} of Hugging Face; the same model gives the same text. */
    public String toTokenizerJson() {
        return TokenizerJson.of(this);
    }
}
