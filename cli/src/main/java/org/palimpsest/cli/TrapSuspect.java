package org.palimpsest.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.palimpsest.corpus.Document;
import org.palimpsest.corpus.run.Progress;
import org.palimpsest.inference.endpoint.ApiKey;
import org.palimpsest.inference.endpoint.Endpoint;
import org.palimpsest.inference.endpoint.EndpointCapabilities;
import org.palimpsest.inference.endpoint.EndpointOptions;
import org.palimpsest.inference.endpoint.EndpointReference;
import org.palimpsest.inference.endpoint.Places;
import org.palimpsest.inference.engine.DjlTextGenerator;
import org.palimpsest.inference.generation.GenerationOptions;
import org.palimpsest.inference.generation.TextGenerator;
import org.palimpsest.inference.likelihood.ContextScorer;
import org.palimpsest.inference.likelihood.RecordedTokenScorer;
import org.palimpsest.inference.likelihood.TokenScorer;
import org.palimpsest.inference.likelihood.TokenScores;
import org.palimpsest.traps.detection.Continuation;
import org.palimpsest.traps.detection.ModelScores;
import org.palimpsest.traps.detection.TextScorer;
import org.palimpsest.traps.detection.TrapScores;
import org.palimpsest.traps.registry.TrapCandidates;

/**
 * A model that traps are looked for in: recorded scores, or a model that scores texts, writes them, or both.
 *
 * @param reference how the user named it
 * @param recorded recorded scores; null for a live model
 * @param texts scores texts; null if it cannot
 * @param writer continues texts; null if it cannot
 * @param engines names and versions of what runs it
 * @param held what is closed with it
 */
record TrapSuspect(
        String reference,
        @Nullable TokenScorer recorded,
        @Nullable TextScorer texts,
        @Nullable Continuation writer,
        Map<String, String> engines,
        List<AutoCloseable> held)
        implements AutoCloseable {
    private static final int NEW_TOKENS = 12;

    static TrapSuspect open(String reference, int threads) throws IOException {
        if (Models.isScores(reference)) {
            RecordedTokenScorer rows = RecordedTokenScorer.open(Models.path(reference));
            return new TrapSuspect(reference, rows, null, null, Map.of(), List.of(rows));
        }
        if (Models.isEndpoint(reference)) {
            return endpoint(reference);
        }
        Models.Open open = Models.open(reference, threads, Models.ownBegin(reference));
        if (open.checkpoint() == null) {
            return new TrapSuspect(reference, null, byDifference(open.scorer()), null, open.engines(), List.of(open));
        }
        DjlTextGenerator generator = new DjlTextGenerator(open.checkpoint());
        ContextScorer inContext =
                new ContextScorer(open.scorer(), open.checkpoint().tokenizer());
        return new TrapSuspect(
                reference, null, inContext::meanNats, greedy(generator), open.engines(), List.of(generator, open));
    }

    private static TrapSuspect endpoint(String reference) {
        Endpoint endpoint = Endpoint.of(
                EndpointReference.parse(reference),
                ApiKey.fromEnvironment(System.getenv()),
                EndpointOptions.defaults());
        EndpointCapabilities found = endpoint.probe();
        List<AutoCloseable> held = new ArrayList<>();
        TextScorer texts = null;
        if (found.scoring().isPresent()) {
            TokenScorer scorer = endpoint.scorer(found, Places.REQUIRED);
            held.add(scorer);
            texts = byDifference(scorer);
        }
        Continuation writer = found.generation().isPresent() ? greedy(endpoint.generator(found)) : null;
        return new TrapSuspect(reference, null, texts, writer, Map.of(), held);
    }

    private static Continuation greedy(TextGenerator generator) {
        return (prompts, words) -> generator.generate(prompts, GenerationOptions.greedy(NEW_TOKENS * words));
    }

    /**
     * Scores behind a context without a tokenizer: log-likelihood of context and text less that of the context alone, over the
     * tokens that the text adds.
     */
    static TextScorer byDifference(TokenScorer scorer) {
        return (contexts, texts) -> {
            List<Document> documents = new ArrayList<>();
            for (int i = 0; i < texts.size(); i++) {
                documents.add(Document.of("whole " + i, contexts.get(i) + texts.get(i)));
            }
            List<TokenScores> whole = scorer.score(documents);
            double[] means = new double[texts.size()];
            String last = "";
            double before = 0;
            int tokens = 0;
            for (int i = 0; i < means.length; i++) {
                if (!contexts.get(i).equals(last)) {
                    last = contexts.get(i);
                    TokenScores context = last.isEmpty()
                            ? null
                            : scorer.score(List.of(Document.of("context", last)))
                                    .get(0);
                    before = context == null ? 0 : context.sumNats();
                    tokens = context == null ? 0 : context.logProbsNats().length;
                }
                int own = Math.max(1, whole.get(i).logProbsNats().length - tokens);
                means[i] = (whole.get(i).sumNats() - before) / own;
            }
            return means;
        };
    }

    /** The same with a step of progress for every trap that is scored. */
    TrapSuspect reporting(Progress.Task task) {
        TextScorer scorer = texts;
        if (scorer == null) {
            return this;
        }
        TextScorer counted = (contexts, asked) -> {
            task.advance(1);
            return scorer.meanLogLikelihood(contexts, asked);
        };
        return new TrapSuspect(reference, recorded, counted, writer, engines, held);
    }

    /** Whether there are scores of any kind. */
    boolean scores() {
        return recorded != null || texts != null;
    }

    /** The recorded scores of all candidates. */
    static ModelScores read(String model, TokenScorer rows, List<TrapCandidates> traps, Map<String, Integer> doses) {
        List<TrapScores> all = new ArrayList<>();
        for (TrapCandidates trap : traps) {
            double[] controls = new double[trap.controls().size()];
            for (int i = 0; i < controls.length; i++) {
                controls[i] = mean(rows, TrapCandidates.controlId(trap.id(), i));
            }
            Integer dose = doses.get(trap.id());
            TrapScores scores = TrapScores.of(trap.id(), mean(rows, trap.id()), controls);
            all.add(dose == null ? scores : scores.withCopies(dose));
        }
        return new ModelScores(model, all);
    }

    private static double mean(TokenScorer rows, String id) {
        return rows.score(List.of(Document.of(id, ""))).get(0).meanNats();
    }

    @Override
    public void close() {
        for (AutoCloseable resource : held) {
            try {
                resource.close();
            } catch (Exception e) {
                throw new IllegalStateException("a model could not be closed", e);
            }
        }
    }
}
