package org.palimpsest.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.palimpsest.corpus.run.RunManifest;
import org.palimpsest.inference.engine.Checkpoint;
import org.palimpsest.inference.engine.TorchRuntime;
import org.palimpsest.inference.engine.family.Architecture;
import org.palimpsest.inference.lab.TrainingPlan;
import org.palimpsest.inference.lab.TrainingSequence;
import org.palimpsest.inference.lab.TrainingSetup;
import org.palimpsest.inference.lab.TrainingStart;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Trains a model further on other texts, with a fresh optimiser. */
@Command(
        name = "finetune",
        sortOptions = false,
        description = {
            "Trains a model further on other texts, with a fresh optimiser, in a recorded order.",
            "DIR holds the same files as after lab train. Run again, an interrupted run goes on."
        },
        footer = {
            "",
            LabSession.THREADS,
            "",
            "Example:",
            "  palimpsest lab finetune --model alice/model --input other.jsonl --learning-rate 0.0003 --out bob"
        })
final class LabFineTuneCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common = new CommonOptions();

    @Option(names = "--model", paramLabel = "DIR", description = "The model to start from. Required.")
    private @Nullable Path model;

    @Option(
            names = "--input",
            paramLabel = "FILE",
            arity = "1..*",
            description = "JSONL or Parquet of documents, text files, folders, or - for standard input. Required.")
    private @Nullable List<Path> inputs;

    @Mixin
    private TrainingOptions training = new TrainingOptions();

    @Override
    public Integer call() throws IOException {
        Path source = common.require(model, "--model");
        List<Path> files = common.require(inputs, "--input");
        Path folder = common.require(common.out, "--out");
        Architecture shape = Checkpoint.readConfig(source);
        int longest = shape.maxPositions();
        int length = training.sequence == null ? longest : training.sequence;
        if (length > longest) {
            throw common.usage("--sequence must be at most the model's " + longest + " positions, got " + length);
        }
        TrainingPlan plan = training.plan(common, length);
        LabSession session = new LabSession(common, training.checkpointEvery);
        LabInput input = LabInput.read(common, files);
        Path tokenizer = source.resolve("tokenizer.json");
        List<TrainingSequence> sequences = input.sequences(tokenizer, shape.beginToken(), length);
        TrainingSetup setup = TrainingSetup.whole(plan, new TrainingStart.Model(source), sequences, tokenizer);
        plan.learningRate(sequences.size());
        RunManifest manifest = input.manifest().withInput(source);
        List<Path> sources = new ArrayList<>(files);
        sources.add(source);
        session.clear(folder, sources);
        int threads = session.threads(shape.parameters());
        try (TorchRuntime runtime = TorchRuntime.start(new TorchRuntime.Options(threads))) {
            Path trained = session.train(runtime, folder, setup);
            session.finish(folder, setup, List.of(trained), LabSession.ran(manifest, runtime, threads));
        }
        return ExitCode.OK.code();
    }
}
