package org.palimpsest.inference.likelihood;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.palimpsest.corpus.Document;
import org.palimpsest.corpus.Tokenizer;

/**
 * Log-likelihood of a text given what stands before it: context and text are scored as one, and only the text's tokens
 * count.
 */
public final class ContextScorer {
    private final TokenScorer scorer;
    private final Tokenizer tokenizer;

    /**
     * A scorer of texts in contexts.
     *
     * @param scorer the model
     * @param tokenizer the model's tokenizer
     */
    public ContextScorer(TokenScorer scorer, Tokenizer tokenizer) {
        this.scorer = scorer;
        this.tokenizer = tokenizer;
    }

    /**
     * Scores texts.
     *
     * @param contexts what stands before each text; may be empty
     * @param texts the texts, as many as contexts, each with the white space that parts it from its context
     * @return mean log-likelihood of each text's tokens, in nats
     * @throws IllegalArgumentException if there are not as many contexts as texts, or a text has no token of its own, because the tokenizer joins it to its context
     */
    public double[] meanNats(List<String> contexts, List<String> texts) {
        if (contexts.size() != texts.size()) {
            throw new IllegalArgumentException(
                    "contexts must be as many as texts, got " + contexts.size() + " and " + texts.size());
        }
        List<String> whole = new ArrayList<>(texts.size());
        for (int i = 0; i < texts.size(); i++) {
            whole.add(contexts.get(i) + texts.get(i));
        }
        List<int[]> before = tokenizer.encodeAll(contexts);
        List<int[]> all = tokenizer.encodeAll(whole);
        List<Document> documents = new ArrayList<>(texts.size());
        for (int i = 0; i < texts.size(); i++) {
            documents.add(new Document("text " + i, "", all.get(i), null, null, null, Map.of()));
        }
        List<TokenScores> scores = scorer.score(documents);
        double[] means = new double[texts.size()];
        for (int i = 0; i < means.length; i++) {
            means[i] = scores.get(i).meanOfLastNats(own(before.get(i), all.get(i), texts.get(i), scores.get(i)));
        }
        return means;
    }

    private static int own(int[] before, int[] all, String text, TokenScores scores) {
        int shared = Arrays.mismatch(before, all);
        int start = shared < 0 ? all.length : Math.min(shared, before.length);
        int own = Math.min(all.length - start, scores.logProbsNats().length);
        if (own < 1) {
            throw new IllegalArgumentException("the text \"" + text + "\" has no token of its own after its context");
        }
        return own;
    }
}
