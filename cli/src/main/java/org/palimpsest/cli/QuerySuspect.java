package org.palimpsest.cli;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.palimpsest.corpus.Document;
import org.palimpsest.corpus.run.RunManifest;
import org.palimpsest.corpus.table.ListWindow;
import org.palimpsest.inference.endpoint.ApiKey;
import org.palimpsest.inference.endpoint.Endpoint;
import org.palimpsest.inference.endpoint.EndpointOptions;
import org.palimpsest.inference.endpoint.EndpointReference;
import org.palimpsest.inference.engine.DjlTextGenerator;
import org.palimpsest.inference.engine.DjlTokenScorer.BeginToken;
import org.palimpsest.inference.generation.GenerationOptions;
import org.palimpsest.inference.generation.TextGenerator;
import org.palimpsest.inference.likelihood.TokenScores;
import org.palimpsest.provenance.query.ChoicePrompt;
import org.palimpsest.provenance.query.ContinuationMatch;
import org.palimpsest.provenance.query.DocumentScore;
import org.palimpsest.provenance.query.TopKShare;

/**
 * A model of the query test, opened: what it says of documents, in numbers.
 *
 * @param score what it is asked for
 * @param open the model with its likelihoods; null for an endpoint that only writes
 * @param generator what must be closed before it, or null
 */
record QuerySuspect(
        DocumentScore score,
        Models.@Nullable Open open,
        @Nullable AutoCloseable generator) implements AutoCloseable {
    private static final int TOP_K = 10;
    private static final int PREFIX_WORDS = 32;
    private static final int WORDS = 16;
    private static final int TOKENS_A_WORD = 3;
    private static final int CHOICES = 4;
    private static final int TIMES = 3;

    static QuerySuspect open(
            String reference, int threads, long seed, QueryOptions.Ask ask, QueryOptions.Bos bos, ListWindow window)
            throws IOException {
        boolean writes = ask == QueryOptions.Ask.CONTINUATION || ask == QueryOptions.Ask.CHOICE;
        if (writes && Models.isEndpoint(reference)) {
            Endpoint endpoint = Endpoint.of(
                    EndpointReference.parse(reference),
                    ApiKey.fromEnvironment(System.getenv()),
                    EndpointOptions.defaults());
            return new QuerySuspect(written(ask, endpoint.generator(endpoint.probe()), seed), null, null);
        }
        if (writes && !Models.isLocal(reference)) {
            throw new UsageException("--ask continuation and choice need a model that writes, got " + reference);
        }
        ScoringOptions options = ScoringOptions.with(begin(reference, bos));
        options.topK = ask == QueryOptions.Ask.TOP_K ? TOP_K : 0;
        Models.Open open = Models.open(reference, threads, options);
        if (writes && open.checkpoint() != null) {
            DjlTextGenerator generator = new DjlTextGenerator(open.checkpoint());
            return new QuerySuspect(written(ask, generator, seed), open, generator);
        }
        DocumentScore score = ask == QueryOptions.Ask.TOP_K
                ? new TopKShare(open.scorer(), TOP_K, seed)
                : documents -> means(open.scorer().score(documents), window);
        return new QuerySuspect(score, open, null);
    }

    private static BeginToken begin(String reference, QueryOptions.Bos bos) throws IOException {
        return switch (bos) {
            case AUTO -> Models.ownBegin(reference);
            case ALWAYS -> BeginToken.PREPEND;
            case NEVER -> BeginToken.NONE;
        };
    }

    private static DocumentScore written(QueryOptions.Ask ask, TextGenerator generator, long seed) {
        return ask == QueryOptions.Ask.CHOICE
                ? new ChoicePrompt(generator, PREFIX_WORDS, WORDS, CHOICES, TIMES, seed)
                : new ContinuationMatch(
                        generator, PREFIX_WORDS, WORDS, GenerationOptions.greedy(TOKENS_A_WORD * WORDS), seed);
    }

    /** Mean log-likelihoods of the tokens in the window; a token without a score does not count. */
    private static double[] means(List<TokenScores> scores, ListWindow window) {
        return scores.stream().mapToDouble(row -> mean(row, window)).toArray();
    }

    static double mean(TokenScores row, ListWindow window) {
        if (window.equals(ListWindow.ALL)) {
            return row.meanNats();
        }
        double[] nats = row.logProbsNats();
        int skip = row.tokens().length - nats.length;
        double sum = 0;
        int from = Math.max(0, window.from() - skip);
        int to = Math.min(nats.length, window.to() - skip);
        for (int i = from; i < to; i++) {
            sum += nats[i];
        }
        return to > from ? sum / (to - from) : Double.NaN;
    }

    double[] score(List<Document> documents) {
        return score.score(documents);
    }

    RunManifest addTo(RunManifest manifest, String role) {
        return open == null ? manifest : open.addTo(manifest, role);
    }

    String remark() {
        return open == null ? "" : open.remark();
    }

    @Override
    public void close() {
        try {
            if (generator != null) {
                generator.close();
            }
        } catch (Exception e) {
            throw new IllegalStateException("a model could not be closed", e);
        } finally {
            if (open != null) {
                open.close();
            }
        }
    }
}
