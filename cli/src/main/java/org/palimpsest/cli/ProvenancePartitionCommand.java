package org.palimpsest.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.palimpsest.cli.output.PValueFormat;
import org.palimpsest.corpus.BadLine;
import org.palimpsest.corpus.CorruptInputException;
import org.palimpsest.corpus.Document;
import org.palimpsest.corpus.DocumentReader;
import org.palimpsest.corpus.index.SuffixArrayIndex;
import org.palimpsest.corpus.run.Progress;
import org.palimpsest.corpus.run.RunManifest;
import org.palimpsest.provenance.observational.MatchOptions;
import org.palimpsest.provenance.observational.MatchWeight;
import org.palimpsest.provenance.observational.PartitionStatistic;
import org.palimpsest.provenance.observational.PartitionTest;
import org.palimpsest.provenance.observational.StepHistogram;
import org.palimpsest.provenance.observational.TextMatches;
import org.palimpsest.provenance.observational.TextMatching;
import org.palimpsest.provenance.observational.TrainingUnits;
import org.palimpsest.provenance.observational.UnitKind;
import org.palimpsest.stats.Alternative;
import org.palimpsest.stats.TestResult;
import org.palimpsest.stats.Verdict;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The partition test on texts of a suspect and an index of the training data. */
@Command(
        name = "partition",
        sortOptions = false,
        description = {
            "Tests whether texts of a suspect have more in common with what was trained on late (partition test).",
            "H0: the texts are independent of the training order. Exact (permutation p) if the order was drawn at"
                    + " random; needs no model, only an index built with --transcript.",
            "A positive statistic means that later documents match better."
        },
        footer = {
            "",
            "Examples:",
            "  palimpsest provenance partition --index index --input suspect.jsonl",
            "  palimpsest provenance partition --index index --input suspect.jsonl --weights unique --statistic mean --json"
        })
final class ProvenancePartitionCommand implements Callable<Integer> {
    /** Texts that are matched at a time. */
    private static final int WINDOW = 256;

    /** Units that a bar of the figure should stand for, and bars at most. */
    private static final int UNITS_A_BAR = 4;

    private static final int MOST_BARS = 40;

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Mixin
    private IndexOptions options = new IndexOptions();

    @Option(
            names = "--input",
            paramLabel = "FILE",
            description = "Texts of the suspect: JSONL or Parquet of texts or tokens, or a folder. Required.")
    private @Nullable Path input;

    @Option(
            names = "--min-length",
            paramLabel = "K",
            defaultValue = "2",
            converter = AtLeastOne.class,
            description = "Shorter matches count nothing, in tokens. Default: ${DEFAULT-VALUE}.")
    private int shortest = 2;

    @Option(
            names = "--max-length",
            paramLabel = "K",
            defaultValue = "9",
            converter = AtLeastOne.class,
            description = "Longer matches count as K tokens. Default: ${DEFAULT-VALUE}.")
    private int longest = 9;

    @Option(
            names = "--cap",
            paramLabel = "C",
            defaultValue = "100",
            converter = AtLeastOne.class,
            description = "Places of one phrase that are looked at; of more, C are drawn and each stands for several."
                    + " Default: ${DEFAULT-VALUE}.")
    private int cap = 100;

    @Option(
            names = "--weights",
            paramLabel = "RULE",
            defaultValue = "share",
            description = "What a place counts: share (1 a token, over all places), count (1 a place), idf, unique."
                    + " Default: ${DEFAULT-VALUE}.")
    private String weights = "share";

    @Option(
            names = "--per-text",
            paramLabel = "W",
            description = "What one text adds to one document at most. Default: no limit.")
    private @Nullable Double perText;

    @Option(
            names = "--statistic",
            paramLabel = "NAME",
            defaultValue = "spearman",
            description = "spearman (correlation of weight with step) or mean (weighted mean step)."
                    + " Default: ${DEFAULT-VALUE}.")
    private String statistic = "spearman";

    @Option(
            names = "--unit",
            paramLabel = "UNIT",
            defaultValue = "step",
            description = "What was shuffled and is permuted: step (all documents of it together) or document."
                    + " Default: ${DEFAULT-VALUE}.")
    private String unit = "step";

    @Option(
            names = "--epoch-steps",
            paramLabel = "N",
            defaultValue = "0",
            converter = AtLeastZero.class,
            description = "Steps of an epoch; steps are permuted inside epochs only. Default: one epoch.")
    private int epochSteps;

    @Option(
            names = "--strata",
            paramLabel = "FIELD",
            description =
                    "With --unit document: permute only among documents that agree in this field, such as source.")
    private @Nullable String strata;

    @Option(
            names = "--alternative",
            paramLabel = "SIDE",
            defaultValue = "greater",
            description = "greater (later matches better), less, two-sided. Default: ${DEFAULT-VALUE}.")
    private String alternative = "greater";

    @Option(
            names = "--permutations",
            paramLabel = "B",
            defaultValue = "9999",
            converter = AtLeastOne.class,
            description = "Permutations of the order. Default: ${DEFAULT-VALUE}.")
    private int permutations = 9_999;

    @Option(
            names = "--bins",
            paramLabel = "N",
            defaultValue = "100",
            converter = AtLeastOne.class,
            description = "Bins of the histogram over steps that --json and --out have. Default: ${DEFAULT-VALUE}.")
    private int bins = 100;

    @Mixin
    private VerdictOptions verdicts = new VerdictOptions();

    @Mixin
    private BadLineOptions badLines = new BadLineOptions();

    @Override
    public Integer call() throws IOException {
        Path folder = options.folder(common);
        Path file = common.require(input, "--input");
        MatchOptions matches = matches();
        TrainingUnits.Grouping grouping = grouping();
        PartitionTest test = test();
        common.checkOutput();
        RunManifest manifest = options.manifest(common).withSeed(common.seedOr(0));
        SuffixArrayIndex index = options.open(common);
        TrainingUnits units = units(folder, index, grouping);
        try (StandardInput standard = StandardInput.watch();
                TextMatching matching = new TextMatching(index, matches, common.threadsOrDefault())) {
            List<BadLine> skipped = read(file, index, matching);
            manifest = common.withInput(manifest, file, standard);
            double[] found = matching.weights();
            PartitionTest.Result result = run(test, file, units, found);
            skipped.forEach(bad -> common.say("skipped: " + file + ", line " + bad.line() + ": " + bad.reason()));
            Map<String, Object> fields = json(result, matching.found(), units);
            double[] sums = units.sum(found);
            fields.put("histogram", histogram(StepHistogram.of(units, sums, bins)));
            int drawn = Math.max(2, Math.min(MOST_BARS, result.units() / UNITS_A_BAR));
            fields.put(
                    "figures",
                    ProvenanceFigures.steps(StepHistogram.of(units, sums, drawn).bins()));
            fields.put("skipped", CommonNames.plain(file, skipped));
            common.emit(fields, manifest, text(result, matching.found(), units));
            return verdicts.exit(result.verdict());
        }
    }

    private MatchOptions matches() {
        return checked(() -> new MatchOptions(
                shortest,
                longest,
                cap,
                MatchWeight.of(weights),
                perText == null ? Double.POSITIVE_INFINITY : perText,
                common.seedOr(0)));
    }

    private TrainingUnits.Grouping grouping() {
        return checked(() -> new TrainingUnits.Grouping(UnitKind.of(unit), epochSteps, strata == null ? "" : strata));
    }

    private PartitionTest test() {
        return checked(() -> PartitionTest.withDefaults()
                .with(PartitionStatistic.of(statistic))
                .with(side())
                .withPermutations(permutations)
                .withAlpha(verdicts.alpha)
                .withSeed(common.seedOr(0)));
    }

    private <T> T checked(Supplier<T> made) {
        try {
            return made.get();
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

    private static TrainingUnits units(Path folder, SuffixArrayIndex index, TrainingUnits.Grouping grouping)
            throws CorruptInputException {
        try {
            return TrainingUnits.of(index, grouping);
        } catch (IllegalArgumentException e) {
            throw new CorruptInputException(folder.toString(), 0, String.valueOf(e.getMessage()), e);
        }
    }

    private List<BadLine> read(Path file, SuffixArrayIndex index, TextMatching matching) throws IOException {
        try (DocumentReader reader = DocumentReader.open(file, new DocumentReader.Options(badLines.allowed));
                Progress.Task task = common.progress().begin("matching", -1, "texts")) {
            List<Document> window = new ArrayList<>();
            for (Document next = reader.read(); next != null; next = reader.read()) {
                window.add(next);
                if (window.size() == WINDOW) {
                    matching.add(options.tokens(index, window));
                    task.advance(window.size());
                    window.clear();
                }
            }
            if (!window.isEmpty()) {
                matching.add(options.tokens(index, window));
                task.advance(window.size());
            }
            return reader.skipped();
        }
    }

    private static PartitionTest.Result run(PartitionTest test, Path file, TrainingUnits units, double[] weights)
            throws CorruptInputException {
        try {
            return test.test(units, weights);
        } catch (IllegalArgumentException e) {
            throw new CorruptInputException(file.toString(), 0, String.valueOf(e.getMessage()), e);
        }
    }

    private Map<String, Object> json(PartitionTest.Result result, TextMatches found, TrainingUnits units) {
        TestResult tail = result.tail();
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("n", result.units());
        map.put("dropped", units.documentsWithoutStep());
        map.put("statistic", tail.statistic());
        map.put("h0", "the texts are independent of the order of training steps");
        map.put("alternative", tail.alternative().label());
        map.put("p", tail.pValue());
        map.put("log10P", tail.log10PValue());
        map.put(
                "method",
                tail.method().label() + " (p, log10P); "
                        + result.permutation().test().method().label() + " (permutationP); asymptotic (normalLog10P)");
        map.put("permutationP", result.permutation().test().pValue());
        map.put("permutations", result.permutation().permutations());
        map.put("verdict", result.verdict().label());
        map.put("detectableCorrelation", result.detectable());
        map.put("strata", result.strata());
        map.put("correlation", result.correlation());
        map.put("meanStep", result.meanStep());
        map.put("expectedMeanStep", result.expectedMeanStep());
        map.put("normalLog10P", result.normalLog10P());
        map.put("matchedUnits", result.matchedUnits());
        map.put("effectiveUnits", result.effectiveUnits());
        map.put("sizes", StatedTest.json(result.sizes()));
        map.put("texts", found.texts());
        map.put("duplicates", found.duplicates());
        map.put("tokens", found.tokens());
        map.put("matched", found.matched());
        map.put("capped", found.capped());
        map.put("places", found.places());
        return map;
    }

    private static List<Map<String, Object>> histogram(StepHistogram histogram) {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (StepHistogram.Bin bin : histogram.bins()) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("firstStep", bin.firstStep());
            row.put("lastStep", bin.lastStep());
            row.put("units", bin.units());
            row.put("tokens", (long) bin.tokens());
            row.put("weight", bin.weight());
            rows.add(row);
        }
        return rows;
    }

    private String text(PartitionTest.Result result, TextMatches found, TrainingUnits units) {
        TestResult tail = result.tail();
        return String.format(
                Locale.ROOT,
                """
                H0: the texts are independent of the training order.
                texts %,d of %,d tokens (%,d repeats left out), %,d tokens match, %,d over the cap
                n %,d units (%s), %,d with a match, worth %,.1f of equal weight; %,d documents have no step
                statistic %s %+.4f, alternative %s; mean step %,.1f, %,.1f expected
                permutation p   %s   exact, %,d permutations
                tail p          %s   %s
                verdict         %s: %s
                """,
                found.texts(),
                found.tokens(),
                found.duplicates(),
                found.matched(),
                found.capped(),
                result.units(),
                unit,
                result.matchedUnits(),
                result.effectiveUnits(),
                units.documentsWithoutStep(),
                statistic,
                tail.statistic(),
                tail.alternative().label(),
                result.meanStep(),
                result.expectedMeanStep(),
                PValueFormat.of(result.permutation().test().pValue()),
                result.permutation().permutations(),
                PValueFormat.ofLog10(tail.log10PValue()),
                statistic.equals("mean")
                        ? "upper bound of the exact p"
                        : tail.method().label(),
                result.verdict().label(),
                reason(result));
    }

    private String reason(PartitionTest.Result result) {
        if (result.verdict() == Verdict.NO_EVIDENCE) {
            return String.format(
                    Locale.ROOT, "a correlation of %.3f would have been found with 90 %% power", result.detectable());
        }
        if (result.verdict() != Verdict.CONFOUNDED) {
            return result.verdict().meaning();
        }
        return result.sizes().log10PValue() <= Math.log10(PartitionTest.SIZE_LEVEL)
                ? "the sizes of the units follow the order, so it was not drawn at random among them; see --unit and"
                        + " --strata"
                : "what is earlier matches better, which no memory of recent training explains.";
    }
}
