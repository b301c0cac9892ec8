package org.palimpsest.inference.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.palimpsest.corpus.run.Progress;
import org.palimpsest.inference.engine.CausalTrainer;
import org.palimpsest.inference.engine.TorchRuntime;

/**
 * Trains a model in a recorded order, in a folder of its own, and goes on where it was stopped.
 *
 * <p>Transcript and sequences are written before the first step. Checkpoints are kept at the steps asked for; between
 * them the run saves itself from time to time, so that a killed one loses little. A run that was stopped and started
 * again gives, on one thread, the bits of an unbroken one: weights, both moments, step and position are saved, and every
 * order follows from the plan's seed.
 *
 * <pre>
 * run.json            what fixes the run; another run is refused
 * transcript.jsonl    position, sequence, step
 * sequences.jsonl     a row a sequence: text, and the position that the last epoch gave it
 * checkpoints/step-N  model, optimiser and training.json before step N
 * losses.jsonl        loss, norm of the gradient and rate of every step
 * model               the finished model; it appears last
 * </pre>
 */
public final class TrainingRun {
    private final Path folder;
    private final TrainingSetup setup;
    private final Options options;
    private volatile boolean stopped;

    /**
     * What changes no weight.
     *
     * @param checkpointEvery a checkpoint is kept before every step that this divides; 0 for none
     * @param saveEvery least time between two savings in between
     * @param listener told of every step
     */
    public record Options(long checkpointEvery, Duration saveEvery, StepListener listener) {
        /** Checks the ranges. */
        public Options {
            if (checkpointEvery < 0) {
                throw new IllegalArgumentException("checkpointEvery must be at least 0, got " + checkpointEvery);
            }
            if (saveEvery.isNegative()) {
                throw new IllegalArgumentException("saveEvery must be at least 0, got " + saveEvery);
            }
        }

        /**
         * No checkpoints, saved twice a minute.
         *
         * @return the defaults
         */
        public static Options defaults() {
            return new Options(0, Duration.ofSeconds(30), (step, seen, factor) -> {});
        }

        /**
         * The same with checkpoints.
         *
         * @param steps as {@link #checkpointEvery}
         * @return new options
         */
        public Options withCheckpointEvery(long steps) {
            return new Options(steps, saveEvery, listener);
        }

        /**
         * The same with another pace of saving.
         *
         * @param pace as {@link #saveEvery}
         * @return new options
         */
        public Options withSaveEvery(Duration pace) {
            return new Options(checkpointEvery, pace, listener);
        }

        /**
         * The same with a listener.
         *
         * @param told of every step
         * @return new options
         */
        public Options withListener(StepListener told) {
            return new Options(checkpointEvery, saveEvery, told);
        }
    }

    /**
     * A run that has not begun.
     *
     * @param folder new, empty, or of the same run
     * @param setup what the run is a function of
     * @param options what changes no weight
     */
    public TrainingRun(Path folder, TrainingSetup setup, Options options) {
        this.folder = folder;
        this.setup = setup;
        this.options = options;
    }

    /**
     * Trains to the end, from where the run stands.
     *
     * @param runtime the engine
     * @param progress told of every sequence
     * @return the folder of the finished model
     * @throws IOException if the folder belongs to another run or cannot be written, or a checkpoint cannot be read
     * @throws CancellationException if {@link #stop} was called; what was done is saved
     */
    public Path run(TorchRuntime runtime, Progress progress) throws IOException {
        Map<String, Object> identity = setup.identity();
        try (TrainingFolder place = TrainingFolder.open(folder, TrainingRecord.json(identity) + "\n")) {
            if (!Files.exists(place.model())) {
                record(place);
                new Work(place, identity).train(runtime, progress);
            }
            place.dropResumePoints(-1);
            return place.model();
        }
    }

    /** Asks a run at work to save itself and end after the step that it is taking. */
    public void stop() {
        stopped = true;
    }

    private void record(TrainingFolder place) throws IOException {
        TrainingRecord record = new TrainingRecord(setup);
        if (!Files.exists(place.file("transcript.jsonl"))) {
            record.writeTranscript(place.file("transcript.jsonl"));
        }
        if (!Files.exists(place.file("sequences.jsonl"))) {
            record.writeSequences(place.file("sequences.jsonl"));
        }
    }

    /** One process's share of the run. */
    private final class Work {
        private final TrainingFolder place;
        private final Map<String, Object> identity;
        private final List<TrainedStep> log = new ArrayList<>();

        Work(TrainingFolder place, Map<String, Object> identity) {
            this.place = place;
            this.identity = identity;
        }

        void train(TorchRuntime runtime, Progress progress) throws IOException {
            Path furthest = place.furthest();
            TrainingStart start = furthest == null ? setup.start() : new TrainingStart.Resume(furthest);
            if (furthest != null) {
                log.addAll(TrainedStep.read(furthest.resolve("losses.jsonl")));
            }
            int positions = setup.positions();
            try (CausalTrainer trainer = start.open(runtime, setup.plan().adam());
                    Progress.Task task = progress.begin("training", positions, "sequences")) {
                task.advance(
                        Math.min(positions, trainer.stepsTaken() * setup.plan().batchSize()));
                steps(trainer, task);
                TrainingRecord.writeSteps(place.file("losses.jsonl"), log);
                trainer.save(place.model(), setup.tokenizer());
            }
        }

        private void steps(CausalTrainer trainer, Progress.Task task) throws IOException {
            LearningRate rate = setup.plan().learningRate(setup.sequences().size());
            long saved = System.nanoTime();
            while (trainer.stepsTaken() < setup.lastStep()) {
                long step = trainer.stepsTaken();
                if (stopped) {
                    save(trainer);
                    throw new CancellationException("training was stopped at step " + step + "; run it again to go on");
                }
                List<int[]> batch = setup.batch(step);
                double factor = rate.factor(step);
                CausalTrainer.Step seen = trainer.step(batch, factor);
                log.add(new TrainedStep(step, seen.lossNats(), seen.gradientNorm(), factor));
                task.advance(batch.size());
                options.listener().onStep(step, seen, factor);
                if (options.checkpointEvery() > 0 && trainer.stepsTaken() % options.checkpointEvery() == 0) {
                    checkpoint(place.kept(trainer.stepsTaken()), trainer);
                } else if (System.nanoTime() - saved >= options.saveEvery().toNanos()) {
                    save(trainer);
                    saved = System.nanoTime();
                }
            }
        }

        private void save(CausalTrainer trainer) throws IOException {
            long step = trainer.stepsTaken();
            checkpoint(place.resumePoint(step), trainer);
            place.dropResumePoints(step);
        }

        private void checkpoint(Path point, CausalTrainer trainer) throws IOException {
            Map<String, Object> note = new LinkedHashMap<>(identity);
            note.put("step", trainer.stepsTaken());
            trainer.checkpoint(point, setup.tokenizer(), inside -> {
                Files.writeString(inside.resolve(CheckpointNote.FILE), TrainingRecord.json(note) + "\n");
                TrainingRecord.writeSteps(inside.resolve("losses.jsonl"), log);
            });
        }
    }
}
