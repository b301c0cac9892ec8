package org.palimpsest.inference.lab;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.palimpsest.corpus.Document;
import org.palimpsest.corpus.Tokenizer;

/**
 * Makes training sequences of documents: the begin token, then up to so many tokens of the text. A longer document is cut
 * into consecutive pieces, each a sequence of its own; nothing is dropped, and no sequence holds two documents.
 *
 * @param tokenizer makes token ids of texts
 * @param beginToken the id that begins every sequence, or -1 for none
 * @param length most tokens of text in a sequence, at least 2
 */
public record SequenceCutter(Tokenizer tokenizer, int beginToken, int length) {
    /** Checks the range of the length. */
    public SequenceCutter {
        if (length < 2) {
            throw new IllegalArgumentException("length must be at least 2, got " + length);
        }
    }

    /**
     * Cuts documents.
     *
     * @param documents with text, or with token ids where the row gives them
     * @return the sequences in the order of the documents; a document with too few tokens to predict one has none
     */
    public List<TrainingSequence> cut(List<Document> documents) {
        List<int[]> encoded = tokenizer.encodeAll(
                documents.stream().map(d -> d.tokens() == null ? d.text() : "").toList());
        List<TrainingSequence> sequences = new ArrayList<>();
        for (int i = 0; i < documents.size(); i++) {
            int[] given = documents.get(i).tokens();
            cut(documents.get(i), given == null ? encoded.get(i) : given, sequences);
        }
        return sequences;
    }

    private void cut(Document document, int[] tokens, List<TrainingSequence> sequences) {
        int pieces = (tokens.length + length - 1) / length;
        for (int piece = 0; piece < pieces; piece++) {
            int[] part = Arrays.copyOfRange(tokens, piece * length, Math.min(tokens.length, (piece + 1) * length));
            int[] row = begun(part);
            if (row.length >= 2) {
                boolean whole = pieces == 1;
                sequences.add(new TrainingSequence(
                        whole ? document.id() : document.id() + "#" + (piece + 1),
                        whole && document.tokens() == null ? document.text() : tokenizer.decode(part),
                        row));
            }
        }
    }

    private int[] begun(int[] part) {
        if (beginToken < 0) {
            return part;
        }
        int[] row = new int[part.length + 1];
        row[0] = beginToken;
        System.arraycopy(part, 0, row, 1, part.length);
        return row;
    }
}
