package org.palimpsest.cli.power.order;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.palimpsest.cli.power.SourceText;
import org.palimpsest.inference.lab.EpochOrder;
import org.palimpsest.stats.RandomStream;

/**
 * The documents of the experiment: the begin token and consecutive tokens of one address. Those of the transcript and other text are
 * drawn once from the addresses of the training part, those of the held-out reference from the others; only orders differ between seeds.
 *
 * @param transcript what Alice trains on
 * @param other text of the same kind that she does not train on
 * @param heldOut text of held-out addresses
 */
record OrderCorpus(List<int[]> transcript, List<int[]> other, List<int[]> heldOut) {
    /** Tokens of a document, begin token included. */
    static final int LENGTH = 64;

    /** Documents of the transcript. */
    static final int DOCUMENTS = 3_000;

    /** Epochs for which an order is drawn. */
    static final int EPOCHS = 4;

    /** Cuts the addresses. */
    static OrderCorpus of(SourceText text) {
        List<int[]> training = cut(text, text.training());
        return new OrderCorpus(
                training.subList(0, DOCUMENTS),
                training.subList(DOCUMENTS, training.size()),
                cut(text, text.heldOut()).subList(0, DOCUMENTS));
    }

    private static List<int[]> cut(SourceText text, List<List<String>> addresses) {
        List<int[]> pieces = new ArrayList<>();
        for (List<String> address : addresses) {
            int[] tokens = text.spellAll(address);
            for (int from = 0; from + LENGTH - 1 <= tokens.length; from += LENGTH - 1) {
                int[] piece = new int[LENGTH];
                System.arraycopy(tokens, from, piece, 1, LENGTH - 1);
                pieces.add(piece);
            }
        }
        return IntStream.of(RandomStream.permutation(pieces.size(), RandomStream.of(0, "documents of orders")))
                .mapToObj(pieces::get)
                .toList();
    }

    /**
     * The order of an epoch in which the model of a seed reads the transcript.
     *
     * @param seed of the order
     * @param epoch from 0
     * @return position to document
     */
    static int[] order(long seed, int epoch) {
        int[] all = new EpochOrder(DOCUMENTS, EPOCHS, seed).draw();
        return java.util.Arrays.copyOfRange(all, epoch * DOCUMENTS, (epoch + 1) * DOCUMENTS);
    }

    /** Documents of the transcript in an order. */
    List<int[]> inOrder(int[] order) {
        return IntStream.of(order).mapToObj(transcript::get).toList();
    }
}
