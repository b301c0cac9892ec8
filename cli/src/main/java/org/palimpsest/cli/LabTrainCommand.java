package org.palimpsest.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.palimpsest.corpus.run.AtomicOutput;
import org.palimpsest.corpus.run.RunManifest;
import org.palimpsest.inference.engine.Checkpoint;
import org.palimpsest.inference.engine.DjlTokenizer;
import org.palimpsest.inference.engine.LlamaConfig;
import org.palimpsest.inference.engine.TorchRuntime;
import org.palimpsest.inference.engine.family.Architecture;
import org.palimpsest.inference.lab.BpeTrainer;
import org.palimpsest.inference.lab.CheckpointNote;
import org.palimpsest.inference.lab.LastPhase;
import org.palimpsest.inference.lab.TrainingPlan;
import org.palimpsest.inference.lab.TrainingSequence;
import org.palimpsest.inference.lab.TrainingSetup;
import org.palimpsest.inference.lab.TrainingStart;
import org.palimpsest.stats.RandomStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Trains a small model in a recorded order, or the last phase of one again. */
@Command(
        name = "train",
        sortOptions = false,
        description = {
            "Trains a small model of the Llama layout in a recorded order.",
            "DIR/model is the model, DIR/transcript.jsonl the order, DIR/sequences.jsonl text and position of every"
                    + " sequence. Run again, an interrupted run goes on.",
            "With --from, the last phase of a run is trained again from one checkpoint: once in the true order and"
                    + " --copies times reshuffled. All that shapes the run is then the checkpoint's, and options that would are refused."
        },
        footer = {
            "",
            LabSession.THREADS,
            "",
            "Examples:",
            "  palimpsest lab train --input corpus.jsonl --out alice --checkpoint-every 100",
            "  palimpsest lab train --from alice/checkpoints/step-300 --reshuffle-last 0.2 --copies 9"
                    + " --input corpus.jsonl --out again"
        })
final class LabTrainCommand implements Callable<Integer> {
    /** The 256 bytes and the token that ends a document. */
    private static final int SMALLEST_VOCABULARY = 257;

    /** What a checkpoint has fixed already. */
    private static final Set<String> FIXED_BY_CHECKPOINT = new TreeSet<>(Set.of(
            "--layers",
            "--hidden",
            "--heads",
            "--inner",
            "--vocabulary",
            "--tokenizer",
            "--sequence",
            "--batch",
            "--epochs",
            "--learning-rate",
            "--schedule",
            "--warmup",
            "--clip",
            "--weight-decay",
            "--beta1",
            "--beta2",
            "--epsilon",
            "--seed"));

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Option(
            names = "--input",
            paramLabel = "FILE",
            arity = "1..*",
            description = "JSONL or Parquet of documents, text files, folders, or - for standard input. Required.")
    private @Nullable List<Path> inputs;

    @Option(
            names = "--layers",
            paramLabel = "N",
            defaultValue = "4",
            converter = AtLeastOne.class,
            description = "Blocks. Default: ${DEFAULT-VALUE}.")
    private int layers = 4;

    @Option(
            names = "--hidden",
            paramLabel = "D",
            defaultValue = "128",
            converter = AtLeastOne.class,
            description = "Width. Default: ${DEFAULT-VALUE}.")
    private int hidden = 128;

    @Option(
            names = "--heads",
            paramLabel = "N",
            defaultValue = "4",
            converter = AtLeastOne.class,
            description = "Attention heads. Default: ${DEFAULT-VALUE}.")
    private int heads = 4;

    @Option(
            names = "--inner",
            paramLabel = "D",
            converter = AtLeastOne.class,
            description = "Width of the feed-forward. Default: 8/3 of --hidden, rounded up to a multiple of 8.")
    private @Nullable Integer inner;

    @Option(
            names = "--vocabulary",
            paramLabel = "V",
            defaultValue = "4096",
            converter = AtLeastOne.class,
            description = "Entries of the byte-pair encoding that is trained on the input. Default: ${DEFAULT-VALUE}.")
    private int vocabulary = 4096;

    @Option(names = "--tokenizer", paramLabel = "FILE", description = "Take this tokenizer.json; none is trained.")
    private @Nullable Path tokenizer;

    @Mixin
    private TrainingOptions training = new TrainingOptions();

    @Option(names = "--from", paramLabel = "CHECKPOINT", description = "A folder under checkpoints/ of a run.")
    private @Nullable Path from;

    @Option(
            names = "--reshuffle-last",
            paramLabel = "FRACTION",
            description = "With --from: the last share of the steps, trained again.")
    private @Nullable Double reshuffleLast;

    @Option(
            names = "--copies",
            paramLabel = "M",
            defaultValue = "9",
            converter = AtLeastOne.class,
            description = "With --from: models on reshuffled orders. Default: ${DEFAULT-VALUE}.")
    private int copies = 9;

    @Override
    public Integer call() throws IOException {
        List<Path> files = common.require(inputs, "--input");
        Path folder = common.require(common.out, "--out");
        if ((from == null) != (reshuffleLast == null)) {
            throw common.usage("--from and --reshuffle-last go together");
        }
        if (reshuffleLast != null && !(reshuffleLast > 0 && reshuffleLast <= 1)) {
            throw common.usage("--reshuffle-last must be in (0, 1], got " + reshuffleLast);
        }
        LabSession session = new LabSession(common, training.checkpointEvery);
        if (from == null || reshuffleLast == null) {
            whole(session, folder, files);
        } else {
            refuseWhatIsFixed();
            lastPhase(session, folder, files, from, reshuffleLast);
        }
        return ExitCode.OK.code();
    }

    private void refuseWhatIsFixed() {
        for (String option : FIXED_BY_CHECKPOINT) {
            if (common.given(option)) {
                throw common.usage(
                        option + " cannot be given with --from, the checkpoint has fixed it; leave it out, or train"
                                + " anew without --from");
            }
        }
    }

    private LlamaConfig shape(int width, int length) {
        int feedForward = inner == null ? (8 * hidden + 23) / 24 * 8 : inner;
        try {
            return new LlamaConfig(width, hidden, feedForward, layers, heads, heads, length, 10_000, 1e-5, true, 0);
        } catch (IllegalArgumentException e) {
            throw common.usage(String.valueOf(e.getMessage()));
        }
    }

    private void whole(LabSession session, Path folder, List<Path> files) throws IOException {
        if (common.given("--copies")) {
            throw common.usage("--copies goes with --from");
        }
        TrainingPlan plan = training.plan(common, training.sequence == null ? 64 : training.sequence);
        shape(vocabulary, plan.sequenceLength());
        if (vocabulary < SMALLEST_VOCABULARY) {
            throw common.usage("--vocabulary must be at least " + SMALLEST_VOCABULARY + ", got " + vocabulary);
        }
        LabInput input = LabInput.read(
                common, files, common.manifestWithout(Set.of("--copies")).withSeed(plan.seed()));
        input.requireText();
        List<Path> sources = new ArrayList<>(files);
        if (tokenizer != null) {
            sources.add(tokenizer);
        }
        session.clear(folder, sources);
        Path encoding = tokenizer == null ? trainTokenizer(folder, input) : tokenizer;
        LlamaConfig shape = shape(width(encoding), plan.sequenceLength());
        List<TrainingSequence> sequences = input.sequences(encoding, shape.beginToken(), plan.sequenceLength());
        long start = RandomStream.of(plan.seed(), "start of lab train").nextLong();
        TrainingSetup setup = TrainingSetup.whole(plan, new TrainingStart.Fresh(shape, start), sequences, encoding);
        plan.learningRate(sequences.size());
        RunManifest manifest =
                tokenizer == null ? input.manifest() : input.manifest().withInput(tokenizer);
        int threads = session.threads(shape.parameters());
        try (TorchRuntime runtime = TorchRuntime.start(new TorchRuntime.Options(threads))) {
            Path model = session.train(runtime, folder, setup);
            session.finish(folder, setup, List.of(model), LabSession.ran(manifest, runtime, threads));
        }
    }

    private Path trainTokenizer(Path folder, LabInput input) throws IOException {
        Path file = folder.resolve("tokenizer.json");
        String json = BpeTrainer.withDefaults()
                .withVocabularySize(vocabulary)
                .train(input.texts())
                .toTokenizerJson();
        if (!Files.exists(folder.resolve("run.json"))) {
            Files.createDirectories(folder);
            AtomicOutput.write(file, json.getBytes(StandardCharsets.UTF_8));
        } else if (!Files.exists(file) || !Files.readString(file).equals(json)) {
            throw new UsageException(folder + ": holds a run of another tokenizer; choose another folder, or --force to"
                    + " begin anew");
        }
        return file;
    }

    private static int width(Path encoding) throws IOException {
        try (DjlTokenizer tokens = DjlTokenizer.load(encoding)) {
            return tokens.vocabularySize();
        }
    }

    private void lastPhase(LabSession session, Path folder, List<Path> files, Path checkpoint, double fraction)
            throws IOException {
        CheckpointNote note = CheckpointNote.read(checkpoint);
        Architecture shape = Checkpoint.readConfig(checkpoint);
        LabInput input = LabInput.read(
                common,
                files,
                common.manifestWithout(FIXED_BY_CHECKPOINT)
                        .withSeed(note.plan().seed())
                        .withOption("plan", note.plan().toMap()));
        Path encoding = checkpoint.resolve("tokenizer.json");
        List<TrainingSequence> sequences =
                input.sequences(encoding, shape.beginToken(), note.plan().sequenceLength());
        TrainingSetup run = TrainingSetup.whole(note.plan(), new TrainingStart.Resume(checkpoint), sequences, encoding);
        if (!run.sequencesFingerprint().equals(note.sequencesSha256())) {
            throw new IllegalArgumentException("the input is not what " + checkpoint + " was trained on");
        }
        LastPhase phase = LastPhase.of(run, fraction);
        if (note.step() > phase.firstStep()) {
            throw common.usage("the last " + fraction + " begins at step " + phase.firstStep()
                    + ", the checkpoint stands at step " + note.step() + "; give an earlier one or a smaller fraction");
        }
        RunManifest manifest = input.manifest().withInput(checkpoint);
        List<Path> sources = new ArrayList<>(files);
        sources.add(checkpoint);
        session.clear(folder, sources);
        int threads = session.threads(shape.parameters());
        try (TorchRuntime runtime = TorchRuntime.start(new TorchRuntime.Options(threads))) {
            List<Path> models = phase(
                    session,
                    folder,
                    runtime,
                    phase,
                    note.step() == phase.firstStep()
                            ? checkpoint
                            : approach(session, folder, runtime, phase, checkpoint));
            session.finish(folder, run, models, LabSession.ran(manifest, runtime, threads));
        }
    }

    private static Path approach(
            LabSession session, Path folder, TorchRuntime runtime, LastPhase phase, Path checkpoint)
            throws IOException {
        Path place = folder.resolve("approach");
        session.train(runtime, place, phase.approach(checkpoint), phase.firstStep());
        return place.resolve("checkpoints").resolve("step-" + phase.firstStep());
    }

    private List<Path> phase(LabSession session, Path folder, TorchRuntime runtime, LastPhase phase, Path begin)
            throws IOException {
        List<Path> models = new ArrayList<>();
        models.add(session.train(runtime, folder.resolve("true-order"), phase.inTrueOrder(begin)));
        for (int copy = 1; copy <= copies; copy++) {
            models.add(session.train(runtime, folder.resolve("reshuffled-" + copy), phase.reshuffled(begin, copy)));
        }
        return models;
    }
}
