package org.palimpsest.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.palimpsest.corpus.Document;
import org.palimpsest.corpus.DocumentReader;
import org.palimpsest.corpus.run.Progress;
import org.palimpsest.corpus.run.RunManifest;
import org.palimpsest.inference.engine.Checkpoint;
import org.palimpsest.inference.engine.DjlTokenScorer;
import org.palimpsest.inference.engine.TorchRuntime;
import org.palimpsest.inference.likelihood.RecordedTokenScorer;
import org.palimpsest.inference.likelihood.TokenScorer;
import org.palimpsest.inference.likelihood.TokenScores;

/** Model references of the command line: a folder in the Hugging Face layout, or {@code scores:FILE}. */
final class Models {
    /** Documents that are read, scored and written at a time. */
    static final int WINDOW = 1024;

    private static final String SCORES = "scores:";

    private Models() {}

    /** An open model and all that must be closed after it. */
    record Open(TokenScorer scorer, List<AutoCloseable> held) implements AutoCloseable {
        @Override
        public void close() {
            scorer.close();
            for (AutoCloseable resource : held) {
                try {
                    resource.close();
                } catch (Exception e) {
                    throw new IllegalStateException("a model could not be closed", e);
                }
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
        return Path.of(isScores(reference) ? reference.substring(SCORES.length()) : reference);
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
            return new Open(RecordedTokenScorer.open(path), List.of());
        }
        TorchRuntime runtime = TorchRuntime.start(new TorchRuntime.Options(threads));
        Checkpoint model = Checkpoint.load(runtime, path);
        DjlTokenScorer scorer =
                new DjlTokenScorer(model, DjlTokenScorer.Options.defaults().with(begin));
        return new Open(scorer, List.of(model, runtime));
    }

    /** BOS where the model has one: a model is asked as it was trained. */
    static DjlTokenScorer.BeginToken ownBegin(String reference) throws IOException {
        return !isScores(reference) && Checkpoint.readConfig(path(reference)).beginToken() >= 0
                ? DjlTokenScorer.BeginToken.PREPEND
                : DjlTokenScorer.BeginToken.NONE;
    }

    /** Mean log-likelihood of every document of a file, in its order. */
    static double[] meanNats(String reference, Path documents, CommonOptions common, int skipBad) throws IOException {
        List<Double> means = new ArrayList<>();
        try (Open model = open(reference, common.threadsOrDefault(), ownBegin(reference));
                DocumentReader reader = DocumentReader.open(documents, new DocumentReader.Options(skipBad));
                Progress.Task task = common.progress().begin("scoring under " + reference, -1, "documents")) {
            for (List<Document> window = next(reader); !window.isEmpty(); window = next(reader)) {
                for (TokenScores scores : model.scorer().score(window)) {
                    means.add(scores.meanNats());
                }
                task.advance(window.size());
            }
        }
        return means.stream().mapToDouble(Double::doubleValue).toArray();
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
