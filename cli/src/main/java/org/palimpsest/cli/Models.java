package org.palimpsest.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.palimpsest.corpus.Document;
import org.palimpsest.corpus.run.RunManifest;
import org.palimpsest.inference.engine.Checkpoint;
import org.palimpsest.inference.engine.DjlTokenScorer;
import org.palimpsest.inference.engine.TorchRuntime;
import org.palimpsest.inference.likelihood.RecordedTokenScorer;
import org.palimpsest.inference.likelihood.TokenScorer;

/** Model references of the command line: a folder in the Hugging Face layout, or {@code scores:FILE}. */
final class Models {
    /** Documents that are read, scored and written at a time. */
    static final int WINDOW = 1024;

    private static final String SCORES = "scores:";

    private Models() {}

    /**
     * An open model and all that must be closed after it.
     *
     * @param scorer the model
     * @param engines names and versions of what runs it; empty for recorded scores
     * @param logitsWidth width of its logits, and below it the size of its tokenizer; 0 for recorded scores
     * @param tokenizerSize entries of its tokenizer
     * @param held what is closed after the scorer
     */
    record Open(
            TokenScorer scorer,
            Map<String, String> engines,
            int logitsWidth,
            int tokenizerSize,
            List<AutoCloseable> held)
            implements AutoCloseable {
        /** The manifest with engine and widths of this model; its role tells two models apart. */
        RunManifest addTo(RunManifest manifest, String role) {
            RunManifest more = manifest;
            for (Map.Entry<String, String> engine : engines.entrySet()) {
                more = more.withEngine(engine.getKey(), engine.getValue());
            }
            return logitsWidth == 0
                    ? more
                    : more.withOption(role + ".logitsWidth", logitsWidth)
                            .withOption(role + ".tokenizerSize", tokenizerSize);
        }

        @Override
        public void close() {
            scorer.close();
            closeAll(held);
        }
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

    static Path path(String reference) {
        if (reference.startsWith("openai:")) {
            throw new UsageException(
                    "endpoints (openai:) are not part of this version; score elsewhere and give scores:FILE");
        }
        String path = isScores(reference) ? reference.substring(SCORES.length()) : reference;
        if (path.isEmpty() || path.equals("-")) {
            throw new UsageException("a model is a folder or scores:FILE, got \"" + reference + "\"");
        }
        return Path.of(path);
    }

    static RunManifest addInput(RunManifest manifest, String reference) throws IOException {
        Path path = path(reference);
        if (!isScores(reference)) {
            Checkpoint.readConfig(path);
        }
        return manifest.withInput(path);
    }

    static Open open(String reference, int threads, DjlTokenScorer.BeginToken begin) throws IOException {
        Path path = path(reference);
        if (isScores(reference)) {
            return new Open(RecordedTokenScorer.open(path), Map.of(), 0, 0, List.of());
        }
        List<AutoCloseable> held = new ArrayList<>();
        boolean opened = false;
        try {
            TorchRuntime runtime = TorchRuntime.start(new TorchRuntime.Options(threads));
            held.add(0, runtime);
            Checkpoint model = Checkpoint.load(runtime, path);
            held.add(0, model);
            DjlTokenScorer scorer =
                    new DjlTokenScorer(model, DjlTokenScorer.Options.defaults().with(begin));
            opened = true;
            return new Open(
                    scorer,
                    runtime.versions(),
                    model.config().vocabularySize(),
                    model.tokenizer().vocabularySize(),
                    List.copyOf(held));
        } finally {
            if (!opened) {
                closeAll(held);
            }
        }
    }

    /** BOS where the model has one: a model is asked as it was trained. */
    static DjlTokenScorer.BeginToken ownBegin(String reference) throws IOException {
        return !isScores(reference) && Checkpoint.readConfig(path(reference)).beginToken() >= 0
                ? DjlTokenScorer.BeginToken.PREPEND
                : DjlTokenScorer.BeginToken.NONE;
    }

    /** The next documents, at most {@link #WINDOW}. */
    static List<Document> next(Iterator<Document> reader) {
        List<Document> window = new ArrayList<>();
        while (window.size() < WINDOW && reader.hasNext()) {
            window.add(reader.next());
        }
        return window;
    }
}
