package org.palimpsest.inference.likelihood;

import java.util.List;
import org.palimpsest.corpus.Document;

/**
 * A model seen as a function from texts to token log-likelihoods: a local checkpoint, an endpoint, or a file of scores
 * computed elsewhere.
 *
 * <p>An implementation scores a text alike (within 1e-5 nats a token) whatever else is in the same call.
 */
public interface TokenScorer extends AutoCloseable {
    /**
     * Scores documents.
     *
     * @param documents what to score: {@code tokens} where present, else {@code text} under the model's own tokenizer
     * @return one result a document, in the same order; without a score where the text is too short to have one: no token,
     *     or one token and no BOS before it
     * @throws IllegalArgumentException if a document holds an id outside the vocabulary, or is more than can be scored;
     *     the message names it
     */
    List<TokenScores> score(List<Document> documents);

    /**
     * Identifies the model and how it is scored.
     *
     * @return 64 lower-case hex digits
     */
    String fingerprint();

    /** Frees what the scorer holds. */
    @Override
    void close();
}
