package org.palimpsest.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.palimpsest.corpus.CorruptInputException;
import org.palimpsest.corpus.Document;
import org.palimpsest.corpus.DocumentReader;
import org.palimpsest.corpus.InputFile;
import org.palimpsest.corpus.run.RunManifest;
import org.palimpsest.inference.attack.AttackEvaluation;
import org.palimpsest.inference.attack.Attacks;
import org.palimpsest.inference.attack.MembershipAttack;
import org.palimpsest.inference.attack.ScoredTexts;
import org.palimpsest.provenance.dataset.BenchmarkOrders;
import org.palimpsest.provenance.dataset.DrawnScores;
import org.palimpsest.provenance.dataset.DrawnVersionTest;
import org.palimpsest.provenance.dataset.OrderBaseline;
import org.palimpsest.provenance.dataset.Peakedness;
import org.palimpsest.stats.Randomisation;
import org.palimpsest.stats.TestResult;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Tests of sets of texts. */
@Command(
        name = "dataset",
        sortOptions = false,
        description = {
            "Tests whether a set of texts, a benchmark or a collection was in the training data.",
            "inference, collection, cdd, guided: a suspect set beside a set of the same kind that the model cannot have"
                    + " seen. exchangeability: a benchmark's order among random orders. stamp: published rephrasings among"
                    + " private ones.",
            "One-sided and exact by permutation, with what --group names for units. Where the texts alone tell the sets"
                    + " apart (p < 0.01), the verdict is confounded."
        },
        footer = {
            "",
            "Examples:",
            "  palimpsest provenance dataset --scores suspect.jsonl --held-out other.jsonl --group author --json",
            "  palimpsest provenance dataset --test exchangeability --input benchmark.jsonl --model suspect/ --shards 20",
            "  palimpsest provenance dataset --test stamp --scores versions.jsonl"
        })
final class ProvenanceDatasetCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common = new CommonOptions();

    @Option(
            names = "--test",
            paramLabel = "TEST",
            defaultValue = "inference",
            description = "inference, exchangeability, stamp, cdd, guided, collection. Default: ${DEFAULT-VALUE}.")
    private SetTestName test = SetTestName.INFERENCE;

    @Option(
            names = "--scores",
            paramLabel = "FILE",
            description = "Score rows of texts; rows of versions for exchangeability and stamp. Required, or --model.")
    private @Nullable Path scores;

    @Option(
            names = "--held-out",
            paramLabel = "FILE",
            description = "Score rows of the other set; without it labels 1 and 0 tell the sets apart.")
    private @Nullable Path heldOut;

    @Option(names = "--reference-scores", paramLabel = "FILE", description = "Score rows of a reference model.")
    private @Nullable Path referenceScores;

    @Option(
            names = "--attacks",
            paramLabel = "LIST",
            split = ",",
            description =
                    "Scores that are features (inference; default: all), or the score (collection; default: loss).")
    private @Nullable List<String> attacks;

    @Option(
            names = "--group",
            paramLabel = "FIELD",
            description = "Field that names what belongs together, such as author.")
    private @Nullable String group;

    @Option(
            names = "--document",
            paramLabel = "FIELD",
            defaultValue = "document",
            description = "Field that names the document of a paragraph, for collection. Default: ${DEFAULT-VALUE}.")
    private String document = "document";

    @Option(
            names = "--design",
            paramLabel = "DESIGN",
            defaultValue = "halves",
            description = "Of inference: halves, cross_fit (every permutation fits again). Default: ${DEFAULT-VALUE}.")
    private SetDesign design = SetDesign.HALVES;

    @Option(
            names = "--peak",
            paramLabel = "SHARE",
            defaultValue = "0.05",
            converter = Share.class,
            description = "Of cdd: edit distance, as a share of the length, within which answers are alike. Default:"
                    + " ${DEFAULT-VALUE}.")
    private double peak = 0.05;

    @Option(
            names = "--draw",
            paramLabel = "DRAW",
            defaultValue = "each",
            description = "Of stamp: each (a draw for every item), one (one key for all). Default: ${DEFAULT-VALUE}.")
    private VersionDraw draw = VersionDraw.EACH;

    @Option(
            names = "--input",
            paramLabel = "FILE",
            description = "Of exchangeability: the benchmark in its order, JSONL with text.")
    private @Nullable Path input;

    @Option(
            names = "--model",
            paramLabel = "MODEL",
            description = "Of exchangeability: scores the orders now; needs --input.")
    private @Nullable String model;

    @Option(
            names = "--shards",
            paramLabel = "N",
            defaultValue = "20",
            converter = AtLeastOne.class,
            description =
                    "Of exchangeability: parts of the benchmark; 1 permutes the whole. Default: ${DEFAULT-VALUE}.")
    private int shards = 20;

    @Option(
            names = "--orders",
            paramLabel = "N",
            defaultValue = "50",
            converter = AtLeastOne.class,
            description = "Of exchangeability: random orders of each shard. Default: ${DEFAULT-VALUE}.")
    private int orders = 50;

    @Option(
            names = "--permutations",
            paramLabel = "B",
            defaultValue = "9999",
            converter = AtLeastOne.class,
            description = "Permutations or redraws. Default: ${DEFAULT-VALUE}.")
    private int permutations = 9_999;

    @Option(
            names = "--blind",
            paramLabel = "WHEN",
            defaultValue = "auto",
            description = "Blind baselines: auto (where texts are there), never. Default: ${DEFAULT-VALUE}.")
    private BlindMode blind = BlindMode.AUTO;

    @Option(
            names = "--blind-permutations",
            paramLabel = "B",
            defaultValue = "199",
            converter = AtLeastOne.class,
            description = "Permutations of a blind baseline, 100 or more. Default: ${DEFAULT-VALUE}.")
    private int blindPermutations = 199;

    @Mixin
    private VerdictOptions verdicts = new VerdictOptions();

    @Mixin
    private BadLineOptions badLines = new BadLineOptions();

    private RunManifest manifest = RunManifest.ofTool("palimpsest " + Palimpsest.VERSION);

    @Override
    public Integer call() throws IOException {
        check();
        common.checkOutput();
        manifest = common.manifest().withSeed(common.seedOr(0));
        SetFinding finding = test.readsTexts() ? ofTexts() : ofVersions();
        common.emit(finding.json(), manifest, finding.text());
        return verdicts.exit(finding.conclusion().verdict());
    }

    private void check() {
        boolean asked = test == SetTestName.EXCHANGEABILITY && model != null;
        if (!asked) {
            common.require(scores, "--scores");
        }
        if (asked && scores != null) {
            throw common.usage("give the scores once: --scores FILE or --model MODEL");
        }
        if (asked) {
            common.require(input, "--input");
            Models.check(common.require(model, "--model"));
        }
        if (blindPermutations < 100) {
            throw common.usage("--blind-permutations must be at least 100, got " + blindPermutations);
        }
        Stream.of("--held-out", "--reference-scores", "--group")
                .filter(option -> common.given(option) && !test.readsTexts())
                .findFirst()
                .ifPresent(option -> {
                    throw common.usage(option + " goes with score rows of texts, not with --test " + test);
                });
        if ((input != null || model != null) && test != SetTestName.EXCHANGEABILITY) {
            throw common.usage("--input and --model go with --test exchangeability");
        }
        if (Stream.of(heldOut, referenceScores, input).filter(Objects::nonNull).anyMatch(InputFile::isStandardInput)) {
            throw common.usage("only --scores may be standard input");
        }
    }

    private SetFinding ofTexts() throws IOException {
        Path file = common.require(scores, "--scores");
        List<MembershipAttack> chosen = chosen();
        SetTexts sets;
        try (StandardInput standard = StandardInput.watch()) {
            sets = SetTexts.read(file, heldOut, referenceScores, reading(chosen));
            manifest = common.withInput(manifest, file, standard);
        }
        for (Path other : new Path[] {heldOut, referenceScores}) {
            manifest = other == null ? manifest : manifest.withInput(other);
        }
        SetTests tests = new SetTests(sets, group, permutations, common.seedOr(0), verdicts.alpha, evaluation());
        try {
            return switch (test) {
                case COLLECTION -> tests.collection(chosen.get(0), document);
                case CDD -> tests.cdd(new Peakedness(peak));
                case GUIDED -> tests.guided();
                default -> tests.inference(chosen, design.design());
            };
        } catch (IllegalArgumentException e) {
            throw new CorruptInputException(file.toString(), 0, String.valueOf(e.getMessage()), e);
        }
    }

    private List<MembershipAttack> chosen() {
        Attacks all = Attacks.withDefaults();
        try {
            return attacks != null
                    ? all.named(attacks)
                    : test == SetTestName.INFERENCE ? all.all() : List.of(all.named("loss"));
        } catch (IllegalArgumentException e) {
            throw common.usage("--attacks: " + e.getMessage());
        }
    }

    private ScoredTexts.Options reading(List<MembershipAttack> chosen) {
        ScoredTexts.Options options = ScoredTexts.Options.of(chosen).withSkipBad(badLines.allowed);
        if (test == SetTestName.CDD) {
            options = new ScoredTexts.Options(Set.of("generation:"), options.fields(), badLines.allowed);
        }
        if (test == SetTestName.GUIDED) {
            options = new ScoredTexts.Options(Set.of("guided:", "general:"), options.fields(), badLines.allowed);
        }
        options = test == SetTestName.COLLECTION ? options.withField(document) : options;
        return group == null ? options : options.withField(group);
    }

    private AttackEvaluation evaluation() {
        String unit = group == null && test == SetTestName.COLLECTION ? document : group;
        return AttackEvaluation.withDefaults()
                .with(new AttackEvaluation.Options(
                        List.of(),
                        1,
                        blindPermutations,
                        common.seedOr(0),
                        verdicts.alpha,
                        unit,
                        blind == BlindMode.AUTO ? AttackEvaluation.Blind.AUTO : AttackEvaluation.Blind.NEVER))
                .with(common.progress());
    }

    private SetFinding ofVersions() throws IOException {
        List<String> examples = examples();
        DrawnScores drawn = model == null ? recorded() : asked(model, examples);
        Map<String, Object> details = new LinkedHashMap<>();
        List<String> limits = new ArrayList<>();
        Randomisation randomisation = Randomisation.UNVERIFIED;
        if (test == SetTestName.EXCHANGEABILITY && !examples.isEmpty() && blind == BlindMode.AUTO) {
            OrderBaseline.Result order = new OrderBaseline(blindPermutations, common.seedOr(0)).test(examples);
            details.put("blindNeighbours", StatedTest.json(order.neighbours()));
            details.put("blindLengths", StatedTest.json(order.lengths()));
            randomisation = order.confounds() ? Randomisation.REFUTED : randomisation;
        } else if (test == SetTestName.EXCHANGEABILITY) {
            limits.add(
                    "the texts were not looked at (--input): neighbours that are alike make their own order likelier for"
                            + " every model");
        }
        DrawnVersionTest.Result result;
        try {
            result = DrawnVersionTest.withDefaults()
                    .with(test == SetTestName.STAMP ? draw.draw() : DrawnVersionTest.Draw.EACH_ITEM)
                    .withDraws(permutations, common.seedOr(0))
                    .test(drawn);
        } catch (IllegalArgumentException e) {
            throw new CorruptInputException(String.valueOf(scores), 0, String.valueOf(e.getMessage()), e);
        }
        details.put("items", drawn.items().size());
        details.put("others", result.others());
        details.put("smallestLog10P", result.log10Floor());
        details.put("ranks", StatedTest.json(result.ranks()));
        put(details, "pairFlips", result.flips());
        put(details, "published", result.published());
        limits.add("p is by redraws; ranks and pairFlips are exact too, published is not and stands for comparison");
        String statistic = test == SetTestName.STAMP && draw == VersionDraw.ONE ? "rank" : "sum of centred scores";
        return new SetFinding(
                test, statistic, result.conclude(verdicts.alpha, randomisation), details, List.of(), limits);
    }

    private static void put(Map<String, Object> details, String name, @Nullable TestResult result) {
        if (result != null) {
            details.put(name, StatedTest.json(result));
        }
    }

    private DrawnScores recorded() throws IOException {
        Path file = common.require(scores, "--scores");
        try (StandardInput standard = StandardInput.watch()) {
            DrawnScores read = new DrawnTable(file, badLines.allowed).read();
            manifest = common.withInput(manifest, file, standard);
            return read;
        }
    }

    private List<String> examples() throws IOException {
        List<String> texts = new ArrayList<>();
        if (input == null) {
            return texts;
        }
        try (DocumentReader reader = DocumentReader.open(input, new DocumentReader.Options(badLines.allowed))) {
            for (Document next = reader.read(); next != null; next = reader.read()) {
                texts.add(next.text());
            }
        }
        manifest = manifest.withInput(input);
        if (texts.size() < 3) {
            throw new CorruptInputException(input.toString(), "at least 3 examples are needed, got " + texts.size());
        }
        return texts;
    }

    private DrawnScores asked(String reference, List<String> examples) throws IOException {
        manifest = Models.addInput(manifest, reference);
        try (Models.Open open = Models.open(reference, common.threadsOrDefault(), Models.ownBegin(reference))) {
            manifest = open.addTo(manifest, "model");
            return new BenchmarkOrders(shards, orders, "\n\n", common.seedOr(0))
                    .score(examples, open.scorer(), common.progress());
        } catch (IllegalArgumentException e) {
            throw new CorruptInputException(String.valueOf(input), 0, String.valueOf(e.getMessage()), e);
        }
    }
}
