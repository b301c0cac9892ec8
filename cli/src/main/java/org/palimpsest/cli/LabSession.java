package org.palimpsest.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.palimpsest.corpus.run.AtomicOutput;
import org.palimpsest.corpus.run.RunManifest;
import org.palimpsest.inference.engine.TorchRuntime;
import org.palimpsest.inference.lab.StepListener;
import org.palimpsest.inference.lab.TrainingRun;
import org.palimpsest.inference.lab.TrainingSetup;

/** Carries runs out: engine, progress, the loss now and then, interruption, the result. */
final class LabSession {
    /** What the help says about {@code --threads}. */
    static final String THREADS =
            "Without --threads, a model below 10 million parameters trains on one thread: more wait for"
                    + " each other longer than they work.";

    private static final long SMALL_MODEL = 10_000_000;
    private static final int LOSS_LINES = 10;

    private final CommonOptions common;
    private final long checkpointEvery;

    LabSession(CommonOptions common, long checkpointEvery) {
        this.common = common;
        this.checkpointEvery = checkpointEvery;
    }

    /** The threads on which a model of this size trains. */
    int threads(long parameters) {
        return common.threads == null && parameters < SMALL_MODEL ? 1 : common.threadsOrDefault();
    }

    /** The manifest of a run that trained on so many threads, which decide its last bits. */
    static RunManifest ran(RunManifest manifest, TorchRuntime runtime, int threads) {
        return withEngines(manifest.withOption("threads", threads), runtime);
    }

    /** The manifest with the versions of the engine. */
    static RunManifest withEngines(RunManifest manifest, TorchRuntime runtime) {
        RunManifest more = manifest;
        for (Map.Entry<String, String> engine : runtime.versions().entrySet()) {
            more = more.withEngine(engine.getKey(), engine.getValue());
        }
        return more;
    }

    /**
     * Deletes the run in a folder if {@code --force} asks for it; refuses to delete anything else, and what the new run is
     * made from.
     */
    void clear(Path folder, List<Path> sources) throws IOException {
        if (!common.force && Files.isRegularFile(folder)) {
            throw new UsageException(folder + " is a file; --out names the folder of the run");
        }
        if (!common.force || !Files.exists(folder)) {
            return;
        }
        for (Path source : sources) {
            if (Files.exists(source) && source.toRealPath().startsWith(folder.toRealPath())) {
                throw new UsageException(
                        source + " lies in " + folder + ", which --force would delete; choose another --out");
            }
        }
        if (!Files.isDirectory(folder)
                || !(Files.exists(folder.resolve("run.json")) || Files.exists(folder.resolve("tokenizer.json")))) {
            throw new UsageException(folder + " is not the folder of a run; --force replaces nothing else");
        }
        try (Stream<Path> walk = Files.walk(folder)) {
            for (Path path : walk.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    /** Trains in a folder, from where it stands; returns the folder of the model. */
    Path train(TorchRuntime runtime, Path folder, TrainingSetup setup) throws IOException {
        return train(runtime, folder, setup, checkpointEvery);
    }

    Path train(TorchRuntime runtime, Path folder, TrainingSetup setup, long every) throws IOException {
        TrainingRun run = new TrainingRun(
                folder,
                setup,
                TrainingRun.Options.defaults().withCheckpointEvery(every).withListener(lossLines(setup.lastStep())));
        CountDownLatch ended = new CountDownLatch(1);
        InterruptNotice notice = InterruptNotice.on(
                common.stderr(),
                "interrupted: what was trained is kept in " + folder + "; run the same command again to go on",
                () -> {
                    run.stop();
                    await(ended);
                });
        try {
            return run.run(runtime, common.progress());
        } catch (FileAlreadyExistsException e) {
            throw new UsageException(folder + ": " + (e.getReason() == null ? "is there already" : e.getReason()));
        } finally {
            ended.countDown();
            notice.cancel();
        }
    }

    private static void await(CountDownLatch ended) {
        try {
            ended.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The mean loss of every tenth of the run. */
    private StepListener lossLines(long steps) {
        long each = Math.max(1, steps / LOSS_LINES);
        double[] sum = new double[2];
        return (step, seen, factor) -> {
            sum[0] += seen.lossNats();
            sum[1]++;
            if ((step + 1) % each == 0) {
                common.say(String.format(
                        Locale.ROOT, "step %,d of %,d: loss %.4f nats a token", step + 1, steps, sum[0] / sum[1]));
                sum[0] = 0;
                sum[1] = 0;
            }
        };
    }

    /** Writes the manifest of the command into its folder and prints the result. */
    void finish(Path folder, TrainingSetup setup, List<Path> models, RunManifest manifest) throws IOException {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("sequences", setup.sequences().size());
        result.put("steps", setup.lastStep());
        result.put("models", models.stream().map(Path::toString).toList());
        AtomicOutput.write(
                folder.resolve("manifest.json"),
                common.envelope(result, manifest).getBytes(StandardCharsets.UTF_8));
        StringBuilder text = new StringBuilder();
        text.append(String.format(
                Locale.ROOT, "%,d sequences, %,d steps%n", setup.sequences().size(), setup.lastStep()));
        models.forEach(model -> text.append(model).append(System.lineSeparator()));
        common.emitBeside(result, manifest, text.toString());
    }
}
