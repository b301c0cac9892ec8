package org.palimpsest.cli.power.text;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.palimpsest.cli.power.SourceText;
import org.palimpsest.corpus.run.Progress;
import org.palimpsest.inference.engine.AdamOptions;
import org.palimpsest.inference.engine.CausalTrainer;
import org.palimpsest.inference.engine.Checkpoint;
import org.palimpsest.inference.engine.LlamaConfig;
import org.palimpsest.inference.engine.TorchRuntime;
import org.palimpsest.inference.lab.LastPhase;
import org.palimpsest.inference.lab.LearningRate;
import org.palimpsest.inference.lab.TrainingPlan;
import org.palimpsest.inference.lab.TrainingRun;
import org.palimpsest.inference.lab.TrainingSequence;
import org.palimpsest.inference.lab.TrainingSetup;
import org.palimpsest.inference.lab.TrainingStart;
import org.palimpsest.stats.RandomStream;

/** The models of all seeds, each in a folder of its own: Alice, her last phases in other orders, and Bobs tuned on other text. */
final class Alice {
    /** Sequences of Alice's training. */
    static final int SEQUENCES = 4_000;
    /** Sequences of a step. */
    static final int BATCH = 8;
    /** Steps of Alice's training. */
    static final int STEPS = SEQUENCES / BATCH;
    /** Reshuffled models of a phase. */
    static final int COPIES = 19;

    /** Sequences of the short transcript. */
    static final int SHORT = 500;
    /** After how many epochs the model of the short transcript writes. */
    static final List<Integer> EPOCHS = List.of(1, 2, 4, 8, 16);

    private static final int BEGIN = 0;
    private static final int LENGTH = 127;
    private static final int EVERY = 10;
    private static final double RATE = 3e-3;

    private final Path folder;
    private final SourceText text;
    private final TorchRuntime runtime;
    private final List<TrainingSequence> sequences;
    private final List<TrainingSequence> heldOut;

    Alice(Path folder, SourceText text, TorchRuntime runtime) {
        this.folder = folder;
        this.text = text;
        this.runtime = runtime;
        this.sequences = drawn(cut(text, text.training(), "a")).subList(0, SEQUENCES);
        this.heldOut = drawn(cut(text, text.heldOut(), "h"));
    }

    /** Whole sequences of the addresses, each after the begin token. */
    private static List<TrainingSequence> cut(SourceText text, List<List<String>> addresses, String name) {
        List<TrainingSequence> cut = new ArrayList<>();
        for (int a = 0; a < addresses.size(); a++) {
            int[] tokens = text.spellAll(addresses.get(a));
            for (int from = 0; from + LENGTH <= tokens.length; from += LENGTH) {
                int[] row = new int[LENGTH + 1];
                row[0] = BEGIN;
                System.arraycopy(tokens, from, row, 1, LENGTH);
                cut.add(new TrainingSequence(name + a + "#" + from / LENGTH, "", row));
            }
        }
        return cut;
    }

    /** The same sequences for all seeds: which are used must not depend on when they were spoken. */
    private static List<TrainingSequence> drawn(List<TrainingSequence> all) {
        return IntStream.of(RandomStream.permutation(all.size(), RandomStream.of(1, "text power sequences")))
                .mapToObj(all::get)
                .toList();
    }

    List<TrainingSequence> sequences() {
        return sequences;
    }

    /** Sequences that no model saw, in an order drawn at random. */
    List<TrainingSequence> heldOut() {
        return heldOut;
    }

    /** The run of a seed: weights and order are its own. */
    TrainingSetup run(long seed) {
        TrainingPlan plan =
                new TrainingPlan(BATCH, 1, LENGTH, seed, LearningRate.Shape.CONSTANT, 0, AdamOptions.of(RATE));
        return TrainingSetup.whole(plan, new TrainingStart.Fresh(shape(), seed), sequences, text.tokenizerFile());
    }

    private LlamaConfig shape() {
        return new LlamaConfig(text.vocabularySize(), 64, 128, 2, 4, 4, LENGTH + 1, 10_000, 1e-5, true, BEGIN);
    }

    /** The model before a step, or the finished one. */
    Path model(long seed, long step) throws IOException {
        Path place = folder.resolve("alice-" + seed);
        if (!Files.exists(place.resolve("model"))) {
            TrainingRun.Options options = TrainingRun.Options.defaults().withCheckpointEvery(EVERY);
            new TrainingRun(place, run(seed), options).run(runtime, Progress.none());
        }
        return step == STEPS
                ? place.resolve("model")
                : place.resolve("checkpoints").resolve("step-" + step);
    }

    /** The models of the last share of the steps: in the true order first, then in the orders drawn anew. */
    List<Path> lastPhase(long seed, double share) throws IOException {
        LastPhase phase = LastPhase.of(run(seed), share);
        Path checkpoint = model(seed, phase.firstStep());
        Path place = folder.resolve("phase-" + seed + "-" + phase.firstStep());
        List<Path> models = new ArrayList<>();
        models.add(new TrainingRun(
                        place.resolve("true-order"), phase.inTrueOrder(checkpoint), TrainingRun.Options.defaults())
                .run(runtime, Progress.none()));
        for (int copy = 1; copy <= COPIES; copy++) {
            models.add(new TrainingRun(
                            place.resolve("reshuffled-" + copy),
                            phase.reshuffled(checkpoint, copy),
                            TrainingRun.Options.defaults())
                    .run(runtime, Progress.none()));
        }
        return models;
    }

    /** The finished model, trained on over so many sequences that no model saw. */
    Path tuned(long seed, int tuning, double rate) throws IOException {
        Path model = folder.resolve("tuned-" + seed + "-" + tuning + "-" + rate);
        if (Files.exists(model)) {
            return model;
        }
        List<int[]> rows = heldOut.subList(heldOut.size() - tuning, heldOut.size()).stream()
                .map(TrainingSequence::tokens)
                .toList();
        try (Checkpoint start = Checkpoint.load(runtime, model(seed, STEPS));
                CausalTrainer trainer = CausalTrainer.from(runtime, start, rate)) {
            for (int from = 0; from < tuning; from += BATCH) {
                trainer.step(rows.subList(from, Math.min(tuning, from + BATCH)));
            }
            trainer.save(model, text.tokenizerFile());
        }
        return model;
    }

    /** The model that has gone so often, in orders drawn anew, through the first half of a short transcript. */
    Path repeated(long seed, int epochs) throws IOException {
        Path place = Files.createDirectories(folder.resolve("repeated-" + seed));
        Path model = place.resolve("epochs-" + epochs);
        if (Files.exists(model)) {
            return model;
        }
        int[] order = shortOrder(seed);
        List<int[]> half = IntStream.of(order)
                .limit(SHORT / 2)
                .mapToObj(i -> sequences.get(i).tokens())
                .toList();
        try (CausalTrainer trainer = CausalTrainer.fresh(runtime, shape(), seed, RATE)) {
            for (int epoch = 1; epoch <= EPOCHS.get(EPOCHS.size() - 1); epoch++) {
                List<int[]> drawn = IntStream.of(RandomStream.permutation(
                                half.size(), RandomStream.of(seed, "text power epoch " + epoch)))
                        .mapToObj(half::get)
                        .toList();
                for (int from = 0; from < drawn.size(); from += BATCH) {
                    trainer.step(drawn.subList(from, Math.min(drawn.size(), from + BATCH)));
                }
                if (EPOCHS.contains(epoch)) {
                    trainer.save(place.resolve("epochs-" + epoch), text.tokenizerFile());
                }
            }
        }
        return model;
    }

    /** The short transcript of a seed: its first half is trained on, the rest would have come later. */
    private static int[] shortOrder(long seed) {
        return RandomStream.permutation(SHORT, RandomStream.of(seed, "text power short order"));
    }

    /** The position of each sequence of the short transcript. */
    long[] shortPositions(long seed) {
        long[] positions = new long[SHORT];
        int[] order = shortOrder(seed);
        for (int position = 0; position < order.length; position++) {
            positions[order[position]] = position;
        }
        return positions;
    }

    /** The sequences of the short transcript. */
    List<TrainingSequence> shortSequences() {
        return sequences.subList(0, SHORT);
    }

    /** The step that sees each sequence. */
    long[] steps(long seed) {
        long[] steps = new long[SEQUENCES];
        int[] order = run(seed).order();
        for (int position = 0; position < order.length; position++) {
            steps[order[position]] = position / BATCH;
        }
        return steps;
    }

    /** The first tokens of a sequence, the begin token among them. */
    static int[] opening(TrainingSequence sequence, int tokens) {
        return Arrays.copyOf(sequence.tokens(), tokens + 1);
    }
}
