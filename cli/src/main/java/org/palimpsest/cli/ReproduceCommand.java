package org.palimpsest.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.palimpsest.cli.audit.CommandResult;
import org.palimpsest.cli.audit.Expectation;
import org.palimpsest.cli.audit.Experiment;
import org.palimpsest.cli.audit.ExperimentFile;
import org.palimpsest.cli.output.Border;
import org.palimpsest.cli.output.Column;
import org.palimpsest.cli.output.Terminal;
import org.palimpsest.cli.output.TextTable;
import org.palimpsest.corpus.CorruptInputException;
import org.palimpsest.corpus.run.AtomicOutput;
import org.palimpsest.corpus.run.Existing;
import org.palimpsest.corpus.run.Progress;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs described experiments and checks the numbers that they are expected to give. */
@Command(
        name = "reproduce",
        sortOptions = false,
        description = {
            "Runs experiments that a YAML file describes, and checks the numbers that it expects, each within its"
                    + " tolerance. One number that does not hold ends with exit code 3, after all have been checked.",
            "Commands are those of this program; no shell runs. $${here} is the folder of the file, $${out} one for what"
                    + " commands write."
        },
        footer = {
            "",
            "Example of a file:",
            "  experiments:",
            "    - name: five rows",
            "      run:",
            "        - provenance query --transcript $${here}/rows.jsonl --loss bob",
            "      expect:",
            "        - {at: /statistic, number: 0.9, within: 1.0e-12}",
            "        - {at: /verdict, text: no-evidence}",
            "        - {at: /log10P, atMost: -1}",
            "",
            "Example:",
            "  palimpsest reproduce docs/experiments/reproduce.yaml --out reproduced/"
        })
final class ReproduceCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common = new CommonOptions();

    @Parameters(arity = "0..1", paramLabel = "FILE", description = "YAML file of experiments. Required.")
    private @Nullable Path file;

    @Option(
            names = "--only",
            paramLabel = "NAME",
            arity = "1..*",
            description = "Run the experiments of these names alone.")
    private @Nullable List<String> only;

    /** A number that was looked at. */
    private record Check(String experiment, Expectation expectation, String found, boolean holds) {
        static Check of(Experiment experiment, Expectation expectation, CommandResult result) {
            return new Check(
                    experiment.name(),
                    expectation,
                    expectation.found(result.result()),
                    expectation.holds(result.result()));
        }

        Map<String, Object> plain() {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("at", expectation.at().toString());
            row.put("expected", expectation.expected());
            row.put("found", found);
            row.put("holds", holds);
            return row;
        }
    }

    @Override
    public Integer call() throws IOException {
        Path described = common.require(file, "FILE");
        List<Experiment> experiments = chosen(described, ExperimentFile.read(described));
        common.checkOutput();
        List<Check> checks = new ArrayList<>();
        if (common.out == null) {
            Path folder = Files.createTempDirectory("palimpsest-reproduce");
            try {
                run(described, experiments, folder, checks);
            } finally {
                delete(folder);
            }
        } else {
            AtomicOutput.directory(
                    common.out,
                    common.force ? Existing.REPLACE : Existing.REFUSE,
                    folder -> run(described, experiments, folder, checks));
        }
        return finish(described, experiments, checks);
    }

    private List<Experiment> chosen(Path described, List<Experiment> all) {
        if (only == null) {
            return all;
        }
        List<String> names = all.stream().map(Experiment::name).toList();
        for (String name : only) {
            if (!names.contains(name)) {
                throw common.usage(
                        "--only: " + described + " has no experiment " + name + "; it has " + String.join(", ", names));
            }
        }
        List<String> wanted = only;
        return all.stream()
                .filter(experiment -> wanted.contains(experiment.name()))
                .toList();
    }

    private void run(Path described, List<Experiment> experiments, Path folder, List<Check> checks) throws IOException {
        try (Progress.Task task = common.progress().begin("reproducing", experiments.size(), "experiments")) {
            for (int i = 0; i < experiments.size(); i++) {
                Experiment experiment = experiments.get(i);
                CommandResult result = run(described, experiment, folder, i + 1);
                experiment.expectations().forEach(one -> checks.add(Check.of(experiment, one, result)));
                task.advance(1);
            }
        }
    }

    /** Runs the commands of an experiment; the result is the last one's. */
    private static CommandResult run(Path described, Experiment experiment, Path folder, int number)
            throws IOException {
        Path work = Files.createDirectories(folder.resolve("work-" + number));
        Path here = described.toAbsolutePath().getParent();
        Experiment placed = experiment.at(String.valueOf(here), work.toString());
        int last = placed.commands().size() - 1;
        for (int i = 0; i < last; i++) {
            output(described, experiment, placed.commands().get(i));
        }
        List<String> checked = new ArrayList<>(placed.commands().get(last));
        if (!checked.contains("--json")) {
            checked.add("--json");
        }
        String out = output(described, experiment, checked);
        Files.writeString(folder.resolve("result-" + number + ".json"), out);
        return CommandResult.of(described + ", experiment " + experiment.name(), out);
    }

    /** Runs a command in this process and returns what it printed. */
    private static String output(Path described, Experiment experiment, List<String> words)
            throws CorruptInputException {
        if (words.get(0).equals("reproduce")) {
            throw new CorruptInputException(
                    described.toString(),
                    "experiment " + experiment.name() + " runs reproduce; name the commands themselves");
        }
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Palimpsest.execute(new PrintWriter(out), new PrintWriter(err), words.toArray(String[]::new));
        if (code != ExitCode.OK.code()) {
            throw new CorruptInputException(
                    described.toString(),
                    "experiment " + experiment.name() + ": palimpsest " + String.join(" ", words)
                            + " ended with exit code " + code + ": " + Failures.oneLine(err.toString()));
        }
        return out.toString();
    }

    private int finish(Path described, List<Experiment> experiments, List<Check> checks) throws IOException {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (Experiment experiment : experiments) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("name", experiment.name());
            row.put("about", experiment.about());
            row.put("commands", experiment.commands());
            row.put(
                    "checks",
                    checks.stream()
                            .filter(check -> check.experiment().equals(experiment.name()))
                            .map(Check::plain)
                            .toList());
            rows.add(row);
        }
        List<Check> failed = checks.stream().filter(check -> !check.holds()).toList();
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("experiments", rows);
        result.put("checks", checks.size());
        result.put("failed", failed.size());
        common.emitBeside(result, common.manifest().withInput(described), table(checks));
        if (!failed.isEmpty()) {
            throw new CorruptInputException(
                    described.toString(),
                    failed.size() + " of " + checks.size() + " numbers do not hold: "
                            + failed.stream()
                                    .map(check -> check.experiment() + ", "
                                            + check.expectation().at() + ": expected "
                                            + check.expectation().expected() + ", found " + check.found())
                                    .collect(Collectors.joining("; ")));
        }
        return ExitCode.OK.code();
    }

    private String table(List<Check> checks) {
        TextTable table = TextTable.of(
                Column.left("experiment"),
                Column.left("value"),
                Column.left("expected"),
                Column.left("found"),
                Column.left("holds"));
        for (Check check : checks) {
            table = table.withRow(
                    check.experiment(),
                    check.expectation().at().toString(),
                    check.expectation().expected(),
                    check.found(),
                    check.holds() ? "yes" : "NO");
        }
        return table.render(Border.of(Terminal.charset()), common.style());
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path path : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
