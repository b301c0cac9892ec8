package org.palimpsest.inference.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.palimpsest.corpus.run.Progress;
import org.palimpsest.corpus.transcript.Transcript;
import org.palimpsest.corpus.transcript.TranscriptReader;
import org.palimpsest.inference.engine.AdamOptions;
import org.palimpsest.inference.engine.LlamaConfig;
import org.palimpsest.inference.engine.TorchRuntime;
import org.palimpsest.stats.RandomStream;

class TrainingRunTest {
    private static final LlamaConfig SHAPE = new LlamaConfig(60, 16, 24, 1, 2, 2, 12, 10_000, 1e-5, true, 0);
    private static final List<TrainingSequence> SEQUENCES = IntStream.range(0, 22)
            .mapToObj(i -> new TrainingSequence(
                    "d" + i,
                    "text " + i,
                    RandomStream.of(i, "sequence").ints(3 + i % 10, 0, 60).toArray()))
            .toList();

    @TempDir
    private Path folder;

    private Path tokenizer = Path.of("");

    @BeforeEach
    void writeTokenizer() throws IOException {
        tokenizer = Files.writeString(folder.resolve("tokenizer.json"), "{}");
    }

    private static TrainingPlan plan(double rate) {
        return new TrainingPlan(
                4,
                2,
                12,
                9,
                LearningRate.Shape.COSINE,
                2,
                AdamOptions.of(rate).withClipNorm(0.8).withWeightDecay(0.1));
    }

    private static TrainingSetup setup(Path tokenizer) {
        return TrainingSetup.whole(plan(1e-2), new TrainingStart.Fresh(SHAPE, 4), SEQUENCES, tokenizer);
    }

    private static TrainingRun.Options options() {
        return TrainingRun.Options.defaults().withCheckpointEvery(4).withSaveEvery(Duration.ZERO);
    }

    private Path run(String name, TrainingSetup setup) throws IOException {
        try (TorchRuntime runtime = TorchRuntime.start(new TorchRuntime.Options(1))) {
            return new TrainingRun(folder.resolve(name), setup, options()).run(runtime, Progress.none());
        }
    }

    private static byte[] weights(Path model) throws IOException {
        return Files.readAllBytes(model.resolve("model.safetensors"));
    }

    @Test
    void aStoppedRunGoesOnBitForBit() throws IOException {
        TrainingSetup setup = setup(tokenizer);
        Path unbroken = run("unbroken", setup);
        try (TorchRuntime runtime = TorchRuntime.start(new TorchRuntime.Options(1))) {
            for (long stop : new long[] {0, 2, 4, 7}) {
                AtomicReference<TrainingRun> own = new AtomicReference<>();
                own.set(new TrainingRun(
                        folder.resolve("broken"), setup, options().withListener((step, seen, factor) -> {
                            if (step == stop) {
                                Objects.requireNonNull(own.get()).stop();
                            }
                        })));
                assertThatThrownBy(() -> Objects.requireNonNull(own.get()).run(runtime, Progress.none()))
                        .isInstanceOf(CancellationException.class)
                        .hasMessage("training was stopped at step " + (stop + 1) + "; run it again to go on");
                assertThat(folder.resolve("broken").resolve("model")).doesNotExist();
            }
        }
        Path gone = run("broken", setup);
        assertThat(weights(gone)).isEqualTo(weights(unbroken));
        for (String file : List.of("losses.jsonl", "transcript.jsonl", "sequences.jsonl", "run.json")) {
            assertThat(Files.readString(folder.resolve("broken").resolve(file)))
                    .as(file)
                    .isEqualTo(Files.readString(folder.resolve("unbroken").resolve(file)));
        }
        assertThat(Files.readAllBytes(folder.resolve("broken/checkpoints/step-8/optimizer.safetensors")))
                .isEqualTo(Files.readAllBytes(folder.resolve("unbroken/checkpoints/step-8/optimizer.safetensors")));
        assertThat(folder.resolve("broken").resolve("resume")).doesNotExist();
    }

    /** The process of the test below: it dies without any last word after step 6. */
    static final class Victim {
        private Victim() {}

        public static void main(String[] args) throws IOException {
            try (TorchRuntime runtime = TorchRuntime.start(new TorchRuntime.Options(1))) {
                TrainingRun.Options deadly = options().withListener((step, seen, factor) -> {
                    if (step == 6) {
                        Runtime.getRuntime().halt(137);
                    }
                });
                new TrainingRun(Path.of(args[0]), setup(Path.of(args[1])), deadly).run(runtime, Progress.none());
            }
        }
    }

    @Test
    void aKilledProcessLosesNoMoreThanTheStepsSinceItSaved() throws Exception {
        Path broken = folder.resolve("killed");
        byte[] expected = weights(run("unbroken", setup(tokenizer)));
        String threads = "ai.djl.pytorch.num_threads";
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-D" + threads + "=" + System.getProperty(threads),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Victim.class.getName(),
                        broken.toString(),
                        tokenizer.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("victim.log").toFile())
                .start();
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue())
                .as(Files.readString(folder.resolve("victim.log")))
                .isEqualTo(137);
        assertThat(broken.resolve("model")).doesNotExist();
        assertThat(broken.resolve("checkpoints").resolve("step-4")).exists();
        assertThat(broken.resolve("resume").resolve("step-6")).exists();
        Files.createDirectory(broken.resolve(".palimpsest-left.tmp"));
        assertThat(weights(run("killed", setup(tokenizer)))).isEqualTo(expected);
        assertThat(broken.resolve(".palimpsest-left.tmp")).doesNotExist();
    }

    @Test
    void theTranscriptSaysWhatWasTrained() throws IOException {
        TrainingSetup setup = setup(tokenizer);
        run("a", setup);
        Transcript transcript = TranscriptReader.read(folder.resolve("a").resolve("transcript.jsonl"));
        int[] order = setup.order();
        assertThat(transcript.size()).isEqualTo(44);
        for (int t = 0; t < 44; t++) {
            Transcript.Entry entry = transcript.entries().get(t);
            assertThat(entry.documentId()).isEqualTo("d" + order[t]);
            assertThat(Objects.requireNonNull(entry.step())).isEqualTo(t / 4);
        }
        assertThat(setup.batch(5))
                .hasSize(4)
                .element(3)
                .isEqualTo(SEQUENCES.get(order[23]).tokens());
        List<String> rows = Files.readAllLines(folder.resolve("a").resolve("sequences.jsonl"));
        int first = 0;
        while (order[first] != 3) {
            first++;
        }
        int last = 43;
        while (order[last] != 3) {
            last--;
        }
        assertThat(rows.get(3))
                .isEqualTo("{\"id\":\"d3\",\"index\":" + last + ",\"step\":" + last / 4 + ",\"index1\":" + first
                        + ",\"index2\":" + last + ",\"text\":\"text 3\"}");
        assertThat(Files.readAllLines(folder.resolve("a").resolve("losses.jsonl")))
                .hasSize(11);
    }

    @Test
    void theLastPhaseInItsTrueOrderIsTheRunAgain() throws IOException {
        TrainingSetup setup = setup(tokenizer);
        Path model = run("a", setup);
        Path early = folder.resolve("a/checkpoints/step-4");
        LastPhase phase = LastPhase.of(setup, 0.3);
        assertThat(phase.firstStep()).isEqualTo(8);
        Path begin = folder.resolve("a/checkpoints/step-8");
        run("approach", phase.approach(early));
        Path reached = folder.resolve("approach/checkpoints/step-8");
        assertThat(weights(reached)).isEqualTo(weights(begin));
        assertThat(Files.readAllBytes(reached.resolve("optimizer.safetensors")))
                .isEqualTo(Files.readAllBytes(begin.resolve("optimizer.safetensors")));
        assertThat(weights(run("true", phase.inTrueOrder(begin)))).isEqualTo(weights(model));
        byte[] first = weights(run("one", phase.reshuffled(begin, 1)));
        byte[] second = weights(run("two", phase.reshuffled(begin, 2)));
        assertThat(first).isNotEqualTo(weights(model)).isNotEqualTo(second);
        assertThatThrownBy(() -> LastPhase.of(setup, 0)).hasMessage("fraction must be in (0, 1], got 0.0");
    }

    @Test
    void anotherRunIsRefusedAndAFinishedOneIsLeft() throws IOException {
        Path model = run("a", setup(tokenizer));
        byte[] before = weights(model);
        Files.delete(folder.resolve("a/checkpoints/step-4/config.json"));
        assertThat(weights(run("a", setup(tokenizer)))).isEqualTo(before);
        TrainingSetup other = TrainingSetup.whole(plan(2e-2), new TrainingStart.Fresh(SHAPE, 4), SEQUENCES, tokenizer);
        assertThatThrownBy(() -> run("a", other))
                .isInstanceOf(FileAlreadyExistsException.class)
                .hasMessageContaining("holds a run of other options or another input");
        Files.createDirectory(folder.resolve("b"));
        Files.writeString(folder.resolve("b").resolve("letter.txt"), "dear");
        assertThatThrownBy(() -> run("b", other)).hasMessageContaining("holds other files");
        assertThatThrownBy(() -> CheckpointNote.read(model))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining("give a folder that lab train wrote under checkpoints/");
        CheckpointNote note = CheckpointNote.read(folder.resolve("a/checkpoints/step-8"));
        assertThat(note.step()).isEqualTo(8);
        assertThat(note.plan()).isEqualTo(plan(1e-2));
        assertThat(note.sequencesSha256()).isEqualTo(other.sequencesFingerprint());
    }

    @Test
    void whatDoesNotFitIsNamed() {
        TrainingStart start = new TrainingStart.Fresh(SHAPE, 4);
        assertThatThrownBy(() -> new TrainingSetup(plan(1), start, SEQUENCES, new int[44], 12, tokenizer))
                .hasMessage("lastStep must be in [1, 11], got 12");
        assertThatThrownBy(() -> new TrainingSetup(plan(1), start, SEQUENCES, new int[22], 2, tokenizer))
                .hasMessage("order must hold every sequence 2 times, 44 positions, got 22");
        int[] outside = new int[44];
        outside[3] = 22;
        assertThatThrownBy(() -> new TrainingSetup(plan(1), start, SEQUENCES, outside, 2, tokenizer))
                .hasMessage("order must hold indexes in [0, 22), got 22");
    }
}
