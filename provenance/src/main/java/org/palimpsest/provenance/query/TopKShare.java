package org.palimpsest.provenance.query;

import java.util.Arrays;
import java.util.List;
import org.palimpsest.corpus.Document;
import org.palimpsest.inference.likelihood.TokenScorer;
import org.palimpsest.inference.likelihood.TokenScores;
import org.palimpsest.inference.likelihood.TopTokens;
import org.palimpsest.stats.RandomStream;

/**
 * The share of a document's tokens that are among the likeliest k where they stand: for models that name those and no
 * log-probability of other tokens. Many documents tie; mid-ranks and permutations take that.
 *
 * @param scorer a model that gives the likeliest tokens and knows the ids of tokens
 * @param k how many of them count, at least 1
 * @param seed of the order of questions
 */
public record TopKShare(TokenScorer scorer, int k, long seed) implements DocumentScore {
    /**
     * Checks.
     *
     * @throws IllegalArgumentException if k is below 1
     */
    public TopKShare {
        if (k < 1) {
            throw new IllegalArgumentException("k must be at least 1, got " + k);
        }
    }

    @Override
    public double[] score(List<Document> documents) {
        int[] mixed = RandomStream.permutation(documents.size(), RandomStream.of(seed, "order of questions"));
        List<TokenScores> replies =
                scorer.score(Arrays.stream(mixed).mapToObj(documents::get).toList());
        double[] scores = new double[documents.size()];
        for (int i = 0; i < mixed.length; i++) {
            scores[mixed[i]] = share(replies.get(i));
        }
        return scores;
    }

    private double share(TokenScores scores) {
        TopTokens top = scores.top();
        if (top == null) {
            throw new IllegalArgumentException("document " + scores.id() + " came without its likeliest tokens");
        }
        int[] tokens = scores.tokens();
        int size = top.size();
        int skip = tokens.length - size;
        int[] ids = top.ids();
        int found = 0;
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < Math.min(k, top.k()); j++) {
                found += ids[i * top.k() + j] == tokens[i + skip] ? 1 : 0;
            }
        }
        return size == 0 ? Double.NaN : (double) found / size;
    }
}
