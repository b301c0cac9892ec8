package org.palimpsest.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.palimpsest.corpus.run.RunManifest;
import org.palimpsest.corpus.transcript.StepMap;
import org.palimpsest.corpus.transcript.TranscriptReader;
import org.palimpsest.traps.insertion.CorpusInsertion;
import org.palimpsest.traps.insertion.Experiment;
import org.palimpsest.traps.insertion.ExperimentCopy;
import org.palimpsest.traps.insertion.ExperimentFiles;
import org.palimpsest.traps.insertion.ExperimentPlanner;
import org.palimpsest.traps.insertion.InsertionPlan;
import org.palimpsest.traps.registry.MasterKey;
import org.palimpsest.traps.registry.Trap;
import org.palimpsest.traps.registry.TrapFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Gives documents to several experiments. */
@Command(
        name = "assign",
        sortOptions = false,
        description = {
            "Gives several experiments documents of their own, for traps insert --plan.",
            "Repetitions may be fractions; windows of training steps and control arms are kept free of other traps."
                    + " Where there are too few documents, it says for which experiment."
        },
        footer = {
            "",
            "Example:",
            "  palimpsest traps assign --experiments experiments.json --traps registry/traps.jsonl --input corpus.jsonl"
                    + " --out plan.jsonl"
        })
final class TrapsAssignCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common = new CommonOptions();

    @Option(names = "--experiments", paramLabel = "FILE", description = "JSON of the experiments. Required.")
    private @Nullable Path experiments;

    @Option(names = "--traps", paramLabel = "FILE", description = "traps.jsonl of a registry. Required.")
    private @Nullable Path traps;

    @Option(names = "--passphrase-file", paramLabel = "FILE", description = "Opens registry.enc beside the traps.")
    private @Nullable Path passphraseFile;

    @Option(
            names = "--input",
            paramLabel = "FILE",
            arity = "1..*",
            description = "Documents, as for traps insert. Required.")
    private @Nullable List<Path> inputs;

    @Option(
            names = "--transcript",
            paramLabel = "FILE",
            description = "Training order; required where an experiment has a window of steps.")
    private @Nullable Path transcript;

    @Override
    public Integer call() throws IOException {
        Path source = common.require(experiments, "--experiments");
        Path trapFile = common.require(traps, "--traps");
        List<Path> named = common.require(inputs, "--input");
        Path out = common.require(common.out, "--out");
        common.checkOutput();
        List<Experiment> wanted = ExperimentFiles.read(source);
        List<Trap> published = TrapFile.read(trapFile);
        List<String> known = published.stream().map(Trap::id).toList();
        for (Experiment experiment : wanted) {
            for (String trap : experiment.traps()) {
                if (!known.contains(trap)) {
                    throw common.usage(
                            "--experiments: trap " + trap + " of " + experiment.name() + " is not in " + trapFile);
                }
            }
        }
        RunManifest manifest = common.manifest().withInput(source).withInput(trapFile);
        MasterKey key = TrapsInsertCommand.key(common, trapFile, passphraseFile);
        ExperimentPlanner planner = ExperimentPlanner.of(wanted, key);
        if (transcript != null) {
            manifest = manifest.withInput(transcript);
            planner = planner.withSteps(StepMap.of(TranscriptReader.read(transcript)));
        }
        List<String> documents = CorpusInsertion.of(InsertionPlan.ofDocuments(published, key, 1))
                .documents(named, Path.of(out + ".folder"));
        List<ExperimentCopy> copies = planner.plan(documents);
        ExperimentFiles.write(out, copies);
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("experiments", wanted.size());
        result.put("copies", copies.size());
        result.put(
                "documents",
                copies.stream().map(copy -> copy.copy().document()).distinct().count());
        common.emitBeside(
                result,
                manifest,
                String.format(
                        Locale.ROOT,
                        "%,d copies of %,d experiments in %s of %,d documents; %,d bytes in %s%n",
                        copies.size(),
                        wanted.size(),
                        String.valueOf(result.get("documents")),
                        documents.size(),
                        Files.size(out),
                        out));
        return ExitCode.OK.code();
    }
}
