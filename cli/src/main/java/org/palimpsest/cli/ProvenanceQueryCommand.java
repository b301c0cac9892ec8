package org.palimpsest.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.palimpsest.cli.output.PValueFormat;
import org.palimpsest.corpus.CorruptInputException;
import org.palimpsest.corpus.InputFile;
import org.palimpsest.provenance.query.QueryTest;
import org.palimpsest.stats.Alternative;
import org.palimpsest.stats.Verdict;
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

    @Option(names = "--model", paramLabel = "MODEL", description = "The suspect: a folder, index:DIR or scores:FILE.")
    private @Nullable String model;

    @Option(names = "--reference-loss", paramLabel = "COLUMN", description = "Column with the reference's loss.")
    private @Nullable String referenceLoss;

    @Option(
            names = "--reference",
            paramLabel = "MODEL",
            description = "The reference: a folder, index:DIR or scores:FILE.")
    private @Nullable String reference;

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
        common.checkOutput();
        QueryRows rows = QueryRows.read(
                file,
                common,
                badLines.allowed,
                Arrays.asList(position, loss, referenceLoss),
                Arrays.asList(model, reference));
        double[] suspect = loss != null
                ? rows.logLikelihoods(loss)
                : rows.asked(common.require(model, "--loss or --model"), "model");
        double[] other = referenceLoss != null
                ? rows.logLikelihoods(referenceLoss)
                : reference != null ? rows.asked(reference, "reference") : null;
        QueryTest.Result result = run(test, file, rows.positions(position), suspect, other);
        rows.skipped().forEach(bad -> common.say("skipped: " + file + ", line " + bad.line() + ": " + bad.reason()));
        Map<String, Object> fields = json(result);
        fields.put("skipped", CommonNames.plain(file, rows.skipped()));
        common.emit(fields, rows.manifest(), text(result));
        return verdicts.exit(result.verdict());
    }

    private void checkSuspectAndReference(Path file) {
        if ((loss == null) == (model == null)) {
            throw common.usage("give the suspect once: --loss COLUMN or --model MODEL");
        }
        if (referenceLoss != null && reference != null) {
            throw common.usage("give the reference once: --reference-loss COLUMN or --reference MODEL");
        }
        for (String asked : Arrays.asList(model, reference)) {
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

    private static QueryTest.Result run(
            QueryTest test, Path file, double[] positions, double[] suspect, double @Nullable [] other)
            throws CorruptInputException {
        try {
            return other == null ? test.test(positions, suspect) : test.test(positions, suspect, other);
        } catch (IllegalArgumentException e) {
            throw new CorruptInputException(file.toString(), 0, String.valueOf(e.getMessage()), e);
        }
    }

    /** The fields that the command line promises, and the effect that would have been found. */
    static Map<String, Object> json(QueryTest.Result result) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("h0", "the suspect is independent of the training order, given the reference");
        map.put("n", result.n());
        map.put("dropped", result.dropped());
        map.put("statistic", result.statistic());
        map.put("alternative", result.alternative().label());
        map.put("p", result.p());
        map.put("log10P", result.log10P());
        map.put("twoSidedLog10P", result.twoSidedLog10P());
        map.put("saddlePointLog10P", result.saddlePointLog10P());
        map.put("method", "asymptotic (p, log10P, twoSidedLog10P, saddlePointLog10P); exact (permutationP, log10E)");
        map.put("permutationP", result.permutationP());
        map.put("permutations", result.permutations());
        map.put("log10E", result.log10E());
        map.put("verdict", result.verdict().label());
        map.put("detectableCorrelation", result.detectable());
        return map;
    }

    private String text(QueryTest.Result result) {
        return String.format(
                Locale.ROOT,
                """
                H0: the suspect is independent of the training order, given the reference.
                n %,d documents (%,d dropped), Spearman correlation %+.4f, alternative %s
                permutation p   %s   exact, %,d permutations
                e-value         10^%.1f   exact, final wealth
                t-law p         %s   asymptotic, off by %+.1f decades from the permutation law (saddle point)
                verdict         %s: %s
                """,
                result.n(),
                result.dropped(),
                result.statistic(),
                result.alternative().label(),
                PValueFormat.of(result.permutationP()),
                result.permutations(),
                result.log10E(),
                PValueFormat.ofLog10(result.log10P()),
                result.log10P() - result.saddlePointLog10P(),
                result.verdict().label(),
                result.verdict() == Verdict.NO_EVIDENCE
                        ? String.format(
                                Locale.ROOT,
                                "a correlation of %.3f would have been found with 90 %% power",
                                result.detectable())
                        : result.verdict().meaning());
    }
}
