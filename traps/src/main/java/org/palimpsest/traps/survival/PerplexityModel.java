package org.palimpsest.traps.survival;

import java.util.List;
import org.palimpsest.corpus.Document;
import org.palimpsest.inference.likelihood.TokenScorer;
import org.palimpsest.inference.likelihood.TokenScores;

/** Any language model that says how strange a text is. */
@FunctionalInterface
public interface PerplexityModel {
    /**
     * The perplexity of a text.
     *
     * @param id the document's id
     * @param text its text
     * @return exp of the mean negative log-likelihood of a token; infinite for a text that has none
     */
    double perplexity(String id, String text);

    /**
     * A scorer as a model.
     *
     * @param scorer any scorer; it stays the caller's to close
     * @return the model
     */
    static PerplexityModel of(TokenScorer scorer) {
        return (id, text) -> {
            TokenScores scores = scorer.score(List.of(Document.of(id, text))).get(0);
            double sum = 0;
            for (double logProb : scores.logProbsNats()) {
                sum += logProb;
            }
            int count = scores.logProbsNats().length;
            return count == 0 ? Double.POSITIVE_INFINITY : Math.exp(-sum / count);
        };
    }
}
