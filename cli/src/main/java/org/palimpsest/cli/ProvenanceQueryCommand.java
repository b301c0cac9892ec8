package org.palimpsest.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.palimpsest.corpus.InputFile;
import org.palimpsest.corpus.run.RunManifest;
import org.palimpsest.provenance.query.OrderFinding;
import org.palimpsest.provenance.query.QueryTest;
import org.palimpsest.stats.Alternative;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The palimpsestic query test on a transcript. */
@Command(
        name = "query",
        sortOptions = false,
        description = {
            "Tests whether a suspect's likelihoods follow the training order (palimpsestic query test).",
            "H0: the suspect is independent of the order, given the reference. Exact (permutation p, e-value) if the"
                    + " order was drawn at random; the t tail is asymptotic.",
            "A positive statistic means that later text is likelier.",
            "Several suspects or transcripts make one table, adjusted for its size (Holm, e-BH)."
        },
        footer = {
            "",
            "Examples:",
            "  palimpsest provenance query --transcript rows.jsonl --loss bob --reference-loss reference",
            "  palimpsest provenance query --transcript order.jsonl --model suspect/ --reference clean/ --json",
            "  palimpsest provenance query --transcript a.jsonl --transcript b.jsonl --loss bob,carol"
        })
final class ProvenanceQueryCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common = new CommonOptions();

    @Option(
            names = "--transcript",
            paramLabel = "FILE",
            description = "JSONL or Parquet: a row a document; may be given again. Required.")
    private @Nullable List<Path> transcripts;

    @Option(
            names = "--position",
            paramLabel = "COLUMN",
            defaultValue = "index",
            description = "Column with the position in training. Default: ${DEFAULT-VALUE}.")
    private String position = "index";

    @Option(
            names = "--loss",
            paramLabel = "COLUMN",
            split = ",",
            description = "Columns with the loss of suspects: a number or a list.")
    private @Nullable List<String> losses;

    @Option(
            names = "--model",
            paramLabel = "MODEL",
            description = "A suspect: a folder, openai:URL#MODEL, index:DIR or scores:FILE; may be given again.")
    private @Nullable List<String> models;

    @Mixin
    private QueryOptions options = new QueryOptions();

    @Option(
            names = "--alternative",
            paramLabel = "SIDE",
            defaultValue = "greater",
            description = "greater (later is likelier), less, two-sided. Default: ${DEFAULT-VALUE}.")
    private String alternative = "greater";

    @Option(
            names = "--permutations",
            paramLabel = "B",
            defaultValue = "9999",
            converter = AtLeastOne.class,
            description = "Permutations of the order. Default: ${DEFAULT-VALUE}.")
    private int permutations = 9_999;

    @Mixin
    private VerdictOptions verdicts = new VerdictOptions();

    @Mixin
    private BadLineOptions badLines = new BadLineOptions();

    @Override
    public Integer call() throws IOException {
        List<Path> files = common.require(transcripts, "--transcript");
        List<QueryName> suspects = suspects();
        QueryTest test = test();
        check(files, suspects);
        options.check(common);
        common.checkOutput();
        QueryCase.Shared shared =
                new QueryCase.Shared(common, options, badLines.allowed, position, suspects, new HashSet<>());
        if (files.size() > 1 || suspects.size() > 1) {
            return new QueryPanel(common, shared, test, verdicts.alpha).run(files, verdicts::exit);
        }
        QueryName suspect = suspects.get(0);
        QueryCase one = QueryCase.read(files.get(0), shared, manifest(files.get(0), suspect));
        if (options.sequential) {
            return new QuerySequence(common, options, one, verdicts.alpha).run(suspect, verdicts::exit);
        }
        double[] values = one.ask(suspect, "model");
        one.askOthers();
        List<OrderFinding> findings = one.audit(suspect, values);
        QueryTest.Result result = one.test(test, values, findings);
        one.saySkipped();
        Map<String, Object> fields = QueryVerdicts.json(result, findings);
        fields.put("figures", ProvenanceFigures.recency(one.data(values)));
        fields.put("skipped", CommonNames.plain(one.file(), one.rows().skipped()));
        common.emit(fields, one.rows().manifest(), QueryVerdicts.text(result, findings));
        return verdicts.exit(result.verdict());
    }

    private List<QueryName> suspects() {
        List<String> columns = losses == null ? List.of() : losses;
        List<String> asked = models == null ? List.of() : models;
        boolean several = columns.size() > 1 || asked.size() > 1;
        if (columns.size() + asked.size() == 0 || (!several && columns.size() + asked.size() > 1)) {
            throw common.usage("give the suspect once: --loss COLUMN or --model MODEL");
        }
        List<QueryName> names = new ArrayList<>();
        columns.forEach(column -> names.add(new QueryName(column, null)));
        asked.forEach(model -> names.add(new QueryName(null, model)));
        return names;
    }

    /** One suspect and one transcript stand in the manifest as themselves, not as lists. */
    private RunManifest manifest(Path file, QueryName suspect) {
        RunManifest manifest = common.manifest().withOption("transcript", file.toString());
        return suspect.loss() != null
                ? manifest.withOption("loss", suspect.loss())
                : manifest.withOption("model", suspect.model());
    }

    private void check(List<Path> files, List<QueryName> suspects) {
        if (new HashSet<>(files).size() < files.size() || new HashSet<>(suspects).size() < suspects.size()) {
            throw common.usage("every suspect and every transcript must be given once");
        }
        boolean several = files.size() > 1 || suspects.size() > 1;
        if (several && options.sequential) {
            throw common.usage("--sequential takes one suspect and one transcript");
        }
        List<String> asked = new ArrayList<>(options.references);
        asked.addAll(options.innocents);
        suspects.stream().map(QueryName::model).filter(Objects::nonNull).forEach(asked::add);
        for (String model : asked) {
            Models.check(model);
            if (!Models.isScores(model) && files.stream().anyMatch(InputFile::isStandardInput)) {
                throw common.usage("standard input is read once, a model reads the transcript again;"
                        + " write it to a file first");
            }
        }
    }

    private QueryTest test() {
        try {
            return QueryTest.withDefaults()
                    .with(side())
                    .with(options.recency(common))
                    .withPermutations(permutations)
                    .withAlpha(verdicts.alpha)
                    .withSeed(common.seedOr(0));
        } catch (IllegalArgumentException e) {
            throw common.usage(String.valueOf(e.getMessage()));
        }
    }

    private Alternative side() {
        return Arrays.stream(Alternative.values())
                .filter(a -> a.label().equals(alternative))
                .findFirst()
                .orElseThrow(
                        () -> common.usage("--alternative must be greater, less or two-sided, got " + alternative));
    }
}
