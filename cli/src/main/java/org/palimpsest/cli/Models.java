package org.palimpsest.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.palimpsest.corpus.Document;
import org.palimpsest.corpus.Tokenizer;
import org.palimpsest.corpus.index.SuffixArrayIndex;
import org.palimpsest.corpus.run.RunManifest;
import org.palimpsest.inference.endpoint.ApiKey;
import org.palimpsest.inference.endpoint.Endpoint;
import org.palimpsest.inference.endpoint.EndpointOptions;
import org.palimpsest.inference.endpoint.EndpointReference;
import org.palimpsest.inference.endpoint.Places;
import org.palimpsest.inference.engine.Checkpoint;
import org.palimpsest.inference.engine.DjlTokenScorer;
import org.palimpsest.inference.engine.DjlTokenizer;
import org.palimpsest.inference.engine.TorchRuntime;
import org.palimpsest.inference.likelihood.CachedTokenScorer;
import org.palimpsest.inference.likelihood.IndexTokenScorer;
import org.palimpsest.inference.likelihood.RecordedTokenScorer;
import org.palimpsest.inference.likelihood.ScoringWindow;
import org.palimpsest.inference.likelihood.TokenScorer;

/**
 * Model references of the command line: a folder in the Hugging Face layout, an endpoint {@code openai:BASE_URL#MODEL}, a
 * corpus {@code index:DIR}, or {@code scores:FILE}.
 */
final class Models {
    /** Documents that are read, scored and written at a time. */
    static final int WINDOW = ScoringWindow.DOCUMENTS;

    private static final String SCORES = "scores:";

    private Models() {}

    /**
     * An open model and all that must be closed after it.
     *
     * @param scorer the model
     * @param engines names and versions of what runs it; empty for recorded scores
     * @param checkpoint the model where it is computed here, else null
     * @param room how many tokens it reads and scores at once; 0 where that is not known
     * @param held what is closed after the scorer
     */
    record Open(
            TokenScorer scorer,
            Map<String, String> engines,
            @Nullable Checkpoint checkpoint,
            int room,
            List<AutoCloseable> held)
            implements AutoCloseable {
        /** The model's tokenizer, where the model is computed here. */
        @Nullable
        Tokenizer tokenizer() {
            return checkpoint == null ? null : checkpoint.tokenizer();
        }

        /** The manifest with engine and widths of this model; its role tells two models apart. */
        RunManifest addTo(RunManifest manifest, String role) {
            RunManifest more = manifest;
            for (Map.Entry<String, String> engine : engines.entrySet()) {
                more = more.withEngine(engine.getKey(), engine.getValue());
            }
            return checkpoint == null ? more : withWidths(more, role, checkpoint);
        }

        /** Tokens scored so far that the corpus gives probability 0, and that have what smoothing gives; -1 for a model. */
        long smoothed() {
            for (AutoCloseable resource : held) {
                if (resource instanceof IndexTokenScorer corpus) {
                    return corpus.zeros();
                }
            }
            return -1;
        }

        /** What is to be said of the scores; empty if nothing. */
        String remark() {
            return smoothed() <= 0
                    ? ""
                    : String.format(
                            Locale.ROOT,
                            "%,d tokens never follow their context in the corpus and have the probability that smoothing"
                                    + " gives",
                            smoothed());
        }

        @Override
        public void close() {
            scorer.close();
            closeAll(held);
        }
    }

    /** The widths of logits and tokenizer; a folder may lack the latter. */
    static RunManifest withWidths(RunManifest manifest, String role, Checkpoint model) {
        RunManifest more =
                manifest.withOption(role + ".logitsWidth", model.config().vocabularySize());
        return model.hasTokenizer()
                ? more.withOption(role + ".tokenizerSize", model.tokenizer().vocabularySize())
                : more;
    }

    private static void closeAll(List<AutoCloseable> resources) {
        for (AutoCloseable resource : resources) {
            try {
                resource.close();
            } catch (Exception e) {
                throw new IllegalStateException("a model could not be closed", e);
            }
        }
    }

    static boolean isScores(String reference) {
        return reference.startsWith(SCORES);
    }

    static boolean isEndpoint(String reference) {
        return reference.startsWith(EndpointReference.SCHEME);
    }

    static boolean isIndex(String reference) {
        return IndexReference.is(reference);
    }

    /** Whether the model is computed here, from weights. */
    static boolean isLocal(String reference) {
        return !isScores(reference) && !isEndpoint(reference) && !isIndex(reference);
    }

    /** Checks the form of a reference, before anything is opened. */
    static void check(String reference) {
        if (isIndex(reference)) {
            IndexReference.parse(reference);
            return;
        }
        if (!isEndpoint(reference)) {
            path(reference);
            return;
        }
        try {
            EndpointReference.parse(reference);
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    static Path path(String reference) {
        if (isEndpoint(reference)) {
            throw new UsageException(
                    "this command takes no endpoint (openai:); run score on it first, and give scores:FILE");
        }
        if (isIndex(reference)) {
            throw new UsageException(
                    "this command takes no corpus (index:); run score on it first, and give scores:FILE");
        }
        String path = isScores(reference) ? reference.substring(SCORES.length()) : reference;
        if (path.isEmpty() || path.equals("-")) {
            throw new UsageException("a model is a folder or scores:FILE, got \"" + reference + "\"");
        }
        return Path.of(path);
    }

    static RunManifest addInput(RunManifest manifest, String reference) throws IOException {
        if (isEndpoint(reference)) {
            return manifest;
        }
        if (isIndex(reference)) {
            IndexReference corpus = IndexReference.parse(reference);
            return manifest.withInput(corpus.folder().resolve("palimpsest.json"))
                    .withOption("index.smoothing", corpus.smoothing().name());
        }
        Path path = path(reference);
        if (!isScores(reference)) {
            Checkpoint.readConfig(path);
        }
        return manifest.withInput(path);
    }

    static Open open(String reference, int threads, DjlTokenScorer.BeginToken begin) throws IOException {
        return open(reference, threads, ScoringOptions.with(begin));
    }

    /**
     * Opens a model.
     *
     * @param reference the reference
     * @param threads threads of the engine
     * @param options how it scores
     * @throws UsageException if it cannot score so
     */
    static Open open(String reference, int threads, ScoringOptions options) throws IOException {
        List<AutoCloseable> held = new ArrayList<>();
        boolean opened = false;
        try {
            Open open;
            if (isEndpoint(reference)) {
                open = endpoint(reference);
            } else if (isIndex(reference)) {
                open = corpus(IndexReference.parse(reference), threads, options, held);
            } else if (isScores(reference)) {
                open = new Open(RecordedTokenScorer.open(path(reference)), Map.of(), null, 0, List.of());
            } else {
                open = local(path(reference), threads, options, held);
            }
            Open whole = options.cache == null ? open : cached(open, options.cache);
            opened = true;
            return whole;
        } finally {
            if (!opened) {
                closeAll(held);
            }
        }
    }

    private static Open cached(Open open, Path folder) throws IOException {
        return new Open(
                CachedTokenScorer.open(open.scorer(), folder),
                open.engines(),
                open.checkpoint(),
                open.room(),
                open.held());
    }

    private static Open local(Path folder, int threads, ScoringOptions options, List<AutoCloseable> held)
            throws IOException {
        TorchRuntime runtime = TorchRuntime.start(options.runtime(threads));
        held.add(0, runtime);
        Checkpoint model = Checkpoint.load(runtime, folder, options.dtype);
        held.add(0, model);
        DjlTokenScorer scorer = new DjlTokenScorer(model, options.scorer(runtime));
        int room = scorer.windowTokens() + (options.bos ? 0 : 1);
        return new Open(scorer, runtime.versions(), model, room, List.copyOf(held));
    }

    private static Open corpus(IndexReference reference, int threads, ScoringOptions options, List<AutoCloseable> held)
            throws IOException {
        SuffixArrayIndex index = SuffixArrayIndex.open(reference.folder());
        Path definition = index.tokenizerFile().orElse(null);
        DjlTokenizer tokenizer = definition == null ? null : DjlTokenizer.load(definition);
        if (tokenizer != null) {
            held.add(0, tokenizer);
        }
        IndexTokenScorer scorer = IndexTokenScorer.of(
                index,
                tokenizer,
                IndexTokenScorer.Options.defaults()
                        .with(reference.smoothing())
                        .with(options.bos ? IndexTokenScorer.FirstToken.SCORED : IndexTokenScorer.FirstToken.LEFT_OUT)
                        .withThreads(threads));
        held.add(0, scorer);
        return new Open(scorer, Map.of(), null, 0, List.copyOf(held));
    }

    private static Open endpoint(String reference) {
        Endpoint endpoint = Endpoint.of(
                EndpointReference.parse(reference),
                ApiKey.fromEnvironment(System.getenv()),
                EndpointOptions.defaults());
        return new Open(endpoint.scorer(endpoint.probe(), Places.REQUIRED), Map.of(), null, 0, List.of());
    }

    /** BOS where the model has one: a model is asked as it was trained. */
    static DjlTokenScorer.BeginToken ownBegin(String reference) throws IOException {
        return isLocal(reference) && Checkpoint.readConfig(path(reference)).beginToken() >= 0
                ? DjlTokenScorer.BeginToken.PREPEND
                : DjlTokenScorer.BeginToken.NONE;
    }

    /** The next documents, as {@link ScoringWindow} says. */
    static List<Document> next(Iterator<Document> reader) {
        return ScoringWindow.next(reader);
    }
}
