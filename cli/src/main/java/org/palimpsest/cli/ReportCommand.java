package org.palimpsest.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.palimpsest.cli.audit.AuditReport;
import org.palimpsest.cli.audit.CommandResult;
import org.palimpsest.cli.audit.StatedPValue;
import org.palimpsest.corpus.run.AtomicOutput;
import org.palimpsest.corpus.run.RunManifest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Makes one page of what other commands found. */
@Command(
        name = "report",
        sortOptions = false,
        description = {
            "Makes one page of what other commands found, for a reader who knows no statistics and for one who wants to"
                    + " repeat them: verdicts, every p-value with its H0, side, method and size, what it rests on, limits,"
                    + " manifests and commands.",
            "The page loads nothing from outside and prints well; the same stands beside it as JSON."
        },
        footer = {
            "",
            "Examples:",
            "  palimpsest provenance query --transcript rows.jsonl --loss bob --json --out query.json",
            "  palimpsest report --input query.json traps.json --title 'Whose model is Bob?' --out audit.html"
        })
final class ReportCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common = new CommonOptions();

    @Option(
            names = "--input",
            paramLabel = "FILE",
            arity = "1..*",
            description = "What commands printed under --json, a file each. Required.")
    private @Nullable List<Path> inputs;

    @Option(
            names = "--title",
            paramLabel = "TEXT",
            defaultValue = "Audit of a language model",
            description = "Headline. Default: ${DEFAULT-VALUE}.")
    private String title = "Audit of a language model";

    @Override
    public Integer call() throws IOException {
        List<Path> files = common.require(inputs, "--input");
        Path page = common.require(common.out, "--out");
        Path data = beside(page);
        if (title.isBlank()) {
            throw common.usage("--title must not be blank");
        }
        common.checkOutput();
        common.refuseExisting(data);
        RunManifest manifest = common.manifest();
        List<CommandResult> results = new ArrayList<>();
        for (Path file : files) {
            results.add(CommandResult.read(file));
            manifest = manifest.withInput(file);
        }
        AuditReport report = new AuditReport(title, results);
        List<StatedPValue> stated = report.pValues();
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("title", title);
        result.put("page", page.toString());
        result.put("pValues", stated.stream().map(ReportCommand::plain).toList());
        result.put("results", results.stream().map(AuditReport::plain).toList());
        String envelope = common.envelope(result, manifest);
        byte[] html = report.toHtml().withManifest(manifest.toMap()).render().getBytes(StandardCharsets.UTF_8);
        AtomicOutput.write(page, html);
        AtomicOutput.write(data, envelope.getBytes(StandardCharsets.UTF_8));
        common.emitBeside(
                result,
                manifest,
                page + ": " + results.size() + (results.size() == 1 ? " result, " : " results, ") + stated.size()
                        + (stated.size() == 1 ? " p-value" : " p-values") + "; the same as JSON in " + data
                        + System.lineSeparator());
        return ExitCode.OK.code();
    }

    private Path beside(Path page) {
        String name = String.valueOf(page.getFileName());
        if (name.endsWith(".json")) {
            throw common.usage("--out names the page, such as audit.html; the JSON is written beside it");
        }
        return page.resolveSibling(name.replaceFirst("\\.html?$", "") + ".json");
    }

    private static Map<String, Object> plain(StatedPValue p) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("place", p.place());
        map.put("test", p.test());
        map.put("name", p.name());
        map.put("h0", p.h0());
        map.put("alternative", p.side());
        map.put("method", p.method());
        map.put("restsOn", p.size());
        OptionalDouble value = p.p();
        map.put("p", value.isPresent() ? value.getAsDouble() : Math.pow(10, p.log10P()));
        map.put("log10P", p.log10P());
        return map;
    }
}
