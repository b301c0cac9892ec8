package org.palimpsest.provenance.query;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.palimpsest.corpus.Document;
import org.palimpsest.corpus.Tokenizer;

/**
 * Whether the token ids of a transcript are those of a tokenizer: each is in its vocabulary, and what it decodes them to, or the
 * document's own text, is encoded to the same ids, up to the edges of a cut. The share of ids in common is averaged over the first 200
 * documents that have ids.
 */
public final class TokenizerCheck {
    private static final int DOCUMENTS = 200;
    private static final double ENOUGH = 0.8;

    private TokenizerCheck() {}

    /**
     * Checks documents.
     *
     * @param tokenizer the model's
     * @param documents of a transcript
     * @param model its name, for the message
     * @return a refusal if the ids are not its own; nothing if they are, or no document has ids
     */
    public static Optional<OrderFinding> of(Tokenizer tokenizer, List<Document> documents, String model) {
        int size = tokenizer.vocabularySize();
        double sum = 0;
        int checked = 0;
        for (Document document : documents) {
            int[] tokens = document.tokens();
            if (tokens == null || tokens.length == 0) {
                continue;
            }
            int beyond =
                    Arrays.stream(tokens).filter(id -> id >= size).findFirst().orElse(-1);
            if (beyond >= 0) {
                return refusal("document " + document.id() + " has the token " + beyond + ", and the tokenizer of "
                        + model + " has " + size);
            }
            if (checked < DOCUMENTS) {
                String text = document.text().isEmpty() ? tokenizer.decode(tokens) : document.text();
                sum += common(tokens, tokenizer.encode(text));
                checked++;
            }
        }
        return checked == 0 || sum / checked >= ENOUGH
                ? Optional.empty()
                : refusal(String.format(
                        Locale.ROOT,
                        "only %.0f %% of the tokens come back when their text is encoded by the tokenizer of %s",
                        100 * sum / checked,
                        model));
    }

    private static Optional<OrderFinding> refusal(String reason) {
        return Optional.of(
                new OrderFinding(
                        OrderFinding.Severity.REFUSAL,
                        "wrong-tokenizer",
                        reason
                                + "; the token ids are another tokenizer's: give the texts, or the model that they were made for"));
    }

    /** The ids that both have, each as often as the rarer side, over the longer side. */
    private static double common(int[] first, int[] second) {
        Map<Integer, Integer> counts = new HashMap<>();
        for (int id : first) {
            counts.merge(id, 1, Integer::sum);
        }
        int same = 0;
        for (int id : second) {
            Integer left = counts.get(id);
            if (left != null && left > 0) {
                counts.put(id, left - 1);
                same++;
            }
        }
        return (double) same / Math.max(first.length, second.length);
    }
}
