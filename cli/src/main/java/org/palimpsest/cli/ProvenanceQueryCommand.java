package org.palimpsest.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.palimpsest.corpus.CorruptInputException;
import org.palimpsest.corpus.InputFile;
import org.palimpsest.provenance.query.OrderAudit;
import org.palimpsest.provenance.query.OrderFinding;
import org.palimpsest.provenance.query.QueryData;
import org.palimpsest.provenance.query.QueryTest;
import org.palimpsest.provenance.query.RowDesign;
import org.palimpsest.stats.Alternative;
import org.palimpsest.stats.Randomisation;
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
            "A positive statistic means that later text is likelier."
        },
        footer = {
            "",
            "Examples:",
            "  palimpsest provenance query --transcript rows.jsonl --loss bob --reference-loss reference",
            "  palimpsest provenance query --transcript order.jsonl --model suspect/ --reference clean/ --json"
        })
final class ProvenanceQueryCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common = new CommonOptions();

    @Option(names = "--transcript", paramLabel = "FILE", description = "JSONL or Parquet: a row a document. Required.")
    private @Nullable Path transcript;

    @Option(
            names = "--position",
            paramLabel = "COLUMN",
            defaultValue = "index",
            description = "Column with the position in training. Default: ${DEFAULT-VALUE}.")
    private String position = "index";

    @Option(
            names = "--loss",
            paramLabel = "COLUMN",
            description = "Column with the suspect's loss: a number or a list.")
    private @Nullable String loss;

    @Option(
            names = "--model",
            paramLabel = "MODEL",
            description = "The suspect: a folder, openai:URL#MODEL, index:DIR or scores:FILE.")
    private @Nullable String model;

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
        Path file = common.require(transcript, "--transcript");
        QueryTest test = test();
        checkSuspectAndReference(file);
        options.check(common);
        common.checkOutput();
        QueryRows rows = QueryRows.read(file, common, options, badLines.allowed, columns(), models());
        double[] positions = rows.numbers(position);
        int @Nullable [] strata = rows.strata(positions);
        int[] chosen = options.design().choose(positions, common.seedOr(0));
        if (options.sequential) {
            return new QuerySequence(common, options, rows, file, verdicts.alpha)
                    .run(positions, strata, chosen, loss, model, verdicts::exit);
        }
        double[] suspect = loss != null
                ? rows.logLikelihoods(loss)
                : rows.asked(common.require(model, "--loss or --model"), "model", options.ask(common), chosen);
        List<double[]> others = references(rows, chosen);
        List<double[]> covariates = new ArrayList<>();
        options.covariates.forEach(column -> covariates.add(rows.numbers(column)));
        List<OrderFinding> findings = audit(rows, positions, strata, suspect, others);
        double[] scores = options.fit().scores(suspect, others, covariates);
        QueryData data = new QueryData(positions, scores, strata, !others.isEmpty());
        QueryTest.Result result =
                run(QueryVerdicts.refuted(findings) ? test.with(Randomisation.REFUTED) : test, file, chosen, data);
        rows.skipped().forEach(bad -> common.say("skipped: " + file + ", line " + bad.line() + ": " + bad.reason()));
        Map<String, Object> fields = QueryVerdicts.json(result, findings);
        fields.put("figures", ProvenanceFigures.recency(data));
        fields.put("skipped", CommonNames.plain(file, rows.skipped()));
        common.emit(fields, rows.manifest(), QueryVerdicts.text(result, findings));
        return verdicts.exit(result.verdict());
    }

    private List<@Nullable String> columns() {
        List<@Nullable String> columns = new ArrayList<>(Arrays.asList(position, loss));
        columns.addAll(options.referenceLosses);
        columns.addAll(options.covariates);
        return columns;
    }

    private List<@Nullable String> models() {
        List<@Nullable String> models = new ArrayList<>(options.references);
        models.add(model);
        return models;
    }

    private List<double[]> references(QueryRows rows, int[] chosen) throws IOException {
        List<double[]> others = new ArrayList<>();
        for (String column : options.referenceLosses) {
            others.add(rows.logLikelihoods(column));
        }
        for (int i = 0; i < options.references.size(); i++) {
            String role = i == 0 ? "reference" : "reference" + (i + 1);
            others.add(rows.asked(options.references.get(i), role, QueryOptions.Ask.LIKELIHOOD, chosen));
        }
        return others;
    }

    /** What the rows say of the order, before the suspect is compared with it. */
    private List<OrderFinding> audit(
            QueryRows rows, double[] positions, int @Nullable [] strata, double[] suspect, List<double[]> others) {
        OrderAudit audit = OrderAudit.of(positions, strata);
        List<String> names = options.referenceLosses.isEmpty() ? options.references : options.referenceLosses;
        for (int i = 0; i < others.size(); i++) {
            audit.reference(names.get(i), others.get(i));
        }
        options.covariates.forEach(column -> audit.covariate(column, rows.numbers(column)));
        String source = options.source;
        if (source != null) {
            audit.source(source, rows.labels(source));
        }
        if (loss != null) {
            audit.missing(loss, suspect);
            double[] lengths = rows.lengths(loss);
            if (lengths != null) {
                audit.covariate("length", lengths);
            }
        }
        List<OrderFinding> findings = new ArrayList<>(rows.findings());
        findings.addAll(audit.findings());
        return findings;
    }

    private void checkSuspectAndReference(Path file) {
        if ((loss == null) == (model == null)) {
            throw common.usage("give the suspect once: --loss COLUMN or --model MODEL");
        }
        for (String asked : models()) {
            if (asked != null) {
                Models.check(asked);
            }
            if (asked != null && !Models.isScores(asked) && InputFile.isStandardInput(file)) {
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

    private QueryTest.Result run(QueryTest test, Path file, int[] chosen, QueryData data) throws CorruptInputException {
        try {
            QueryData rows = options.design().equals(RowDesign.ALL) ? data : data.rows(chosen);
            return test.test(options.samePosition(common).apply(rows));
        } catch (IllegalArgumentException e) {
            throw new CorruptInputException(file.toString(), 0, String.valueOf(e.getMessage()), e);
        }
    }
}
