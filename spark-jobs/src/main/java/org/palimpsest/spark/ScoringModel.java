package org.palimpsest.spark;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.TaskContext;
import org.apache.spark.resource.ResourceInformation;
import org.jspecify.annotations.Nullable;
import org.palimpsest.corpus.Document;
import org.palimpsest.inference.endpoint.ApiKey;
import org.palimpsest.inference.endpoint.Endpoint;
import org.palimpsest.inference.endpoint.EndpointOptions;
import org.palimpsest.inference.endpoint.EndpointReference;
import org.palimpsest.inference.endpoint.Places;
import org.palimpsest.inference.engine.BatchBudget;
import org.palimpsest.inference.engine.Checkpoint;
import org.palimpsest.inference.engine.ComputeDevice;
import org.palimpsest.inference.engine.ContextWindow;
import org.palimpsest.inference.engine.DjlTokenScorer;
import org.palimpsest.inference.engine.DjlTokenScorer.BeginToken;
import org.palimpsest.inference.engine.Precision;
import org.palimpsest.inference.engine.ScoringDetail;
import org.palimpsest.inference.engine.TorchRuntime;
import org.palimpsest.inference.likelihood.TokenScorer;
import org.palimpsest.inference.likelihood.TokenScores;
import org.palimpsest.spark.files.ClusterFiles;

/**
 * A model that executors score under, and how: options as of {@code palimpsest score}.
 *
 * @param reference a folder in the Hugging Face layout, a path that all machines see or a URI that is copied to each once; or {@code
 *     openai:BASE_URL#MODEL}, with its key in the environment of the executors
 * @param begin whether a BOS token precedes every text
 * @param detail whether moments are recorded
 * @param topK how many of the likeliest tokens are recorded, at least 0
 * @param precision numbers in which the model computes
 * @param device where it computes; with {@code spark.task.resource.gpu.amount} each task computes on the GPU that Spark gave it
 * @param threads threads of one operation, at least 1; the cores of an executor
 * @param window tokens that the model reads at once; 0 for what it was made for
 * @param context least tokens before a token beyond the first window; 0 for half of the window
 * @param memoryBytes what a batch may take beside the weights; 0 for 700 MB, on a GPU 4 GB
 */
public record ScoringModel(
        String reference,
        BeginToken begin,
        ScoringDetail detail,
        int topK,
        Precision precision,
        ComputeDevice device,
        int threads,
        int window,
        int context,
        long memoryBytes)
        implements Serializable {
    private static final Map<Place, Loaded> LOADED = new HashMap<>();

    /**
     * Checks.
     *
     * @throws IllegalArgumentException if a number is outside its range
     */
    public ScoringModel {
        if (topK < 0 || threads < 1 || memoryBytes < 0) {
            throw new IllegalArgumentException("topK and memory must be at least 0 and threads at least 1, got " + topK
                    + ", " + memoryBytes + " and " + threads);
        }
        new ContextWindow(window, context);
        if (isEndpoint(reference)) {
            EndpointReference.parse(reference);
        }
    }

    /**
     * A model with the defaults of {@code palimpsest score}, on the processor.
     *
     * @param reference where it is
     * @param threads threads of one operation, at least 1
     * @return the model
     */
    public static ScoringModel of(String reference, int threads) {
        return new ScoringModel(
                reference,
                BeginToken.NONE,
                ScoringDetail.LIKELIHOODS,
                0,
                Precision.FP32,
                ComputeDevice.CPU,
                threads,
                0,
                0,
                0);
    }

    /** Whether the model is computed elsewhere. */
    boolean isEndpoint() {
        return isEndpoint(reference);
    }

    private static boolean isEndpoint(String reference) {
        return reference.startsWith(EndpointReference.SCHEME);
    }

    /** A model on one of the devices of this process. */
    private record Place(ScoringModel model, int gpu) {}

    /** A model in memory; calls are one after the other, so that batches of several tasks never share its memory. */
    static final class Loaded {
        private final TokenScorer scorer;
        private @Nullable String fingerprint;

        private Loaded(TokenScorer scorer) {
            this.scorer = scorer;
        }

        synchronized List<TokenScores> score(List<Document> documents) {
            return scorer.score(documents);
        }

        synchronized String fingerprint() {
            String known = fingerprint == null ? scorer.fingerprint() : fingerprint;
            fingerprint = known;
            return known;
        }
    }

    /**
     * The model in this process: loaded by the first task that asks, once for each GPU, and kept until the process ends. A load that
     * failed is tried again by the next task.
     */
    Loaded loaded(ClusterFiles files) throws IOException {
        Place place = new Place(this, gpu());
        synchronized (LOADED) {
            Loaded there = LOADED.get(place);
            if (there == null) {
                there = new Loaded(open(files, place.gpu));
                LOADED.put(place, there);
            }
            return there;
        }
    }

    /** How many models this process holds. */
    static int loads() {
        synchronized (LOADED) {
            return LOADED.size();
        }
    }

    /** The GPU that Spark gave the task; the first where it gives none. */
    private static int gpu() {
        TaskContext task = TaskContext.get();
        ResourceInformation given = task == null ? null : task.resourcesJMap().get("gpu");
        return given == null ? 0 : gpu(given.addresses());
    }

    static int gpu(String[] addresses) {
        if (addresses.length == 0 || !addresses[0].matches("\\d{1,4}")) {
            throw new IllegalStateException("Spark must give GPUs by number, got " + List.of(addresses)
                    + "; see spark.executor.resource.gpu.discoveryScript");
        }
        return Integer.parseInt(addresses[0]);
    }

    private TokenScorer open(ClusterFiles files, int gpu) throws IOException {
        if (isEndpoint()) {
            Endpoint endpoint = Endpoint.of(
                    EndpointReference.parse(reference),
                    ApiKey.fromEnvironment(System.getenv()),
                    EndpointOptions.defaults());
            return endpoint.scorer(endpoint.probe(), Places.REQUIRED);
        }
        Path folder = files.keep(reference);
        TorchRuntime runtime = TorchRuntime.start(new TorchRuntime.Options(threads, device, gpu));
        boolean opened = false;
        try {
            Checkpoint model = Checkpoint.load(runtime, folder, precision);
            BatchBudget budget = runtime.onGpu() ? BatchBudget.ofGpu() : BatchBudget.ofProcessor();
            DjlTokenScorer scorer = new DjlTokenScorer(
                    model,
                    new DjlTokenScorer.Options(
                            begin,
                            new ContextWindow(window, context),
                            detail,
                            topK,
                            memoryBytes == 0 ? budget : budget.withMemory(memoryBytes)));
            opened = true;
            return scorer;
        } finally {
            if (!opened) {
                runtime.close();
            }
        }
    }
}
