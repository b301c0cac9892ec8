package org.palimpsest.cli;

import org.jspecify.annotations.Nullable;
import org.palimpsest.inference.engine.AdamOptions;
import org.palimpsest.inference.lab.LearningRate;
import org.palimpsest.inference.lab.TrainingPlan;
import picocli.CommandLine.Option;

/** The options of a run that trains, whatever it starts from. */
final class TrainingOptions {
    @Option(
            names = "--sequence",
            paramLabel = "T",
            converter = AtLeastOne.class,
            description = "Most tokens of text in a sequence; a longer document becomes several.")
    @Nullable
    Integer sequence;

    @Option(
            names = "--batch",
            paramLabel = "N",
            defaultValue = "8",
            converter = AtLeastOne.class,
            description = "Sequences a step. Default: ${DEFAULT-VALUE}.")
    private int batch = 8;

    @Option(
            names = "--epochs",
            paramLabel = "N",
            defaultValue = "1",
            converter = AtLeastOne.class,
            description =
                    "How often every sequence is seen, each time in an order of its own. Default: ${DEFAULT-VALUE}.")
    private int epochs = 1;

    @Option(
            names = "--learning-rate",
            paramLabel = "R",
            defaultValue = "0.001",
            description = "Peak learning rate of Adam. Default: ${DEFAULT-VALUE}.")
    private double learningRate = 1e-3;

    @Option(
            names = "--schedule",
            paramLabel = "SHAPE",
            defaultValue = "constant",
            description = "constant, or to zero at the end: linear, cosine. Default: ${DEFAULT-VALUE}.")
    private LearningRate.Shape schedule = LearningRate.Shape.CONSTANT;

    @Option(
            names = "--warmup",
            paramLabel = "STEPS",
            defaultValue = "0",
            converter = AtLeastZero.class,
            description = "Steps over which the rate rises. Default: ${DEFAULT-VALUE}.")
    private int warmup;

    @Option(names = "--clip", paramLabel = "NORM", description = "Greatest norm of a gradient. Default: no clipping.")
    private @Nullable Double clip;

    @Option(
            names = "--weight-decay",
            paramLabel = "D",
            defaultValue = "0",
            description = "Decoupled decay of the matrices. Default: ${DEFAULT-VALUE}.")
    private double weightDecay;

    @Option(
            names = "--beta1",
            paramLabel = "B",
            defaultValue = "0.9",
            description = "Decay of Adam's first moment. Default: ${DEFAULT-VALUE}.")
    private double beta1 = 0.9;

    @Option(
            names = "--beta2",
            paramLabel = "B",
            defaultValue = "0.999",
            description = "Decay of Adam's second moment. Default: ${DEFAULT-VALUE}.")
    private double beta2 = 0.999;

    @Option(
            names = "--epsilon",
            paramLabel = "E",
            defaultValue = "1e-8",
            description = "Epsilon of Adam. Default: ${DEFAULT-VALUE}.")
    private double epsilon = 1e-8;

    @Option(
            names = "--checkpoint-every",
            paramLabel = "STEPS",
            defaultValue = "0",
            converter = AtLeastZero.class,
            description = "Keep a checkpoint every so many steps; 0 keeps none. Default: ${DEFAULT-VALUE}.")
    int checkpointEvery;

    /** The plan of a run with sequences of this length. */
    TrainingPlan plan(CommonOptions common, int length) {
        try {
            AdamOptions adam = AdamOptions.of(learningRate)
                    .withMoments(beta1, beta2, epsilon)
                    .withWeightDecay(weightDecay);
            return new TrainingPlan(
                    batch,
                    epochs,
                    length,
                    common.seedOr(0),
                    schedule,
                    warmup,
                    clip == null ? adam : adam.withClipNorm(clip));
        } catch (IllegalArgumentException e) {
            throw common.usage(String.valueOf(e.getMessage()));
        }
    }
}
