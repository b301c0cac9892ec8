package org.palimpsest.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.palimpsest.inference.engine.BatchBudget;
import org.palimpsest.inference.engine.ComputeDevice;
import org.palimpsest.inference.engine.ContextWindow;
import org.palimpsest.inference.engine.DjlTokenScorer;
import org.palimpsest.inference.engine.DjlTokenScorer.BeginToken;
import org.palimpsest.inference.engine.Precision;
import org.palimpsest.inference.engine.ScoringDetail;
import org.palimpsest.inference.engine.TorchRuntime;
import picocli.CommandLine.Option;

/** How a model scores texts. */
final class ScoringOptions {
    @Option(names = "--bos", fallbackValue = "true", description = "Put the model's BOS token before every text.")
    boolean bos;

    @Option(
            names = "--moments",
            fallbackValue = "true",
            description = "Add mean and sd of the log-probability under the model's own distribution (Min-K%%++).")
    boolean moments;

    @Option(
            names = "--top-k",
            paramLabel = "K",
            defaultValue = "0",
            converter = AtLeastZero.class,
            description = "Add the K likeliest tokens at every place; costs a second pass.")
    int topK;

    @Option(
            names = "--dtype",
            paramLabel = "TYPE",
            defaultValue = "fp32",
            description = "Numbers in which the model computes: fp32, bf16, fp16. Default: ${DEFAULT-VALUE}.")
    Precision dtype = Precision.FP32;

    @Option(
            names = "--device",
            paramLabel = "DEVICE",
            defaultValue = "cpu",
            description = "Where it computes: cpu, gpu, auto. Default: ${DEFAULT-VALUE}.")
    ComputeDevice device = ComputeDevice.CPU;

    @Option(
            names = "--window",
            paramLabel = "N",
            converter = AtLeastOne.class,
            description = "Tokens that the model reads at once; longer texts are cut. Default: what it was made for.")
    @Nullable
    Integer window;

    @Option(
            names = "--context",
            paramLabel = "N",
            converter = AtLeastOne.class,
            description = "Least tokens before a token beyond the first window. Default: half of the window.")
    @Nullable
    Integer context;

    @Option(
            names = "--memory",
            paramLabel = "SIZE",
            converter = ByteSize.class,
            description = "What a batch may take beside the weights, such as 400m or 2g.")
    @Nullable
    Long memory;

    @Option(
            names = "--cache",
            paramLabel = "DIR",
            description = "Keep scores here: a run that was stopped goes on where it was, and no text is scored twice.")
    @Nullable
    Path cache;

    /** No BOS, log-probabilities alone, on the processor, without a cache. */
    static ScoringOptions defaults() {
        return new ScoringOptions();
    }

    static ScoringOptions with(BeginToken begin) {
        ScoringOptions options = new ScoringOptions();
        options.bos = begin == BeginToken.PREPEND;
        return options;
    }

    /** Why an endpoint cannot do this; null if it can. */
    @Nullable
    String beyondEndpoints() {
        if (moments || topK > 0) {
            return "endpoints give log-probabilities alone; --moments and --top-k need the model itself";
        }
        return bos || window != null || context != null || memory != null || dtype != Precision.FP32
                ? "an endpoint decides by itself on --bos, --window, --context, --memory and --dtype"
                : null;
    }

    /** Why a corpus cannot do this; null if it can. */
    @Nullable
    String beyondIndexes() {
        if (moments || topK > 0) {
            return "a corpus (index:) gives log-probabilities alone; --moments and --top-k need a model";
        }
        return window != null || context != null || memory != null || dtype != Precision.FP32
                ? "a corpus (index:) reads whole texts; --window, --context, --memory and --dtype are for models"
                : null;
    }

    TorchRuntime.Options runtime(int threads) {
        return new TorchRuntime.Options(threads, device);
    }

    DjlTokenScorer.Options scorer(TorchRuntime runtime) {
        BatchBudget budget = runtime.onGpu() ? BatchBudget.ofGpu() : BatchBudget.ofProcessor();
        return DjlTokenScorer.Options.defaults()
                .with(bos ? BeginToken.PREPEND : BeginToken.NONE)
                .with(contextWindow())
                .with(moments ? ScoringDetail.MOMENTS : ScoringDetail.LIKELIHOODS)
                .withTopK(topK)
                .with(memory == null ? budget : budget.withMemory(memory));
    }

    /**
     * The windows as they were given.
     *
     * @throws IllegalArgumentException if the context is longer than the window
     */
    ContextWindow contextWindow() {
        return new ContextWindow(window == null ? 0 : window, context == null ? 0 : context);
    }
}
