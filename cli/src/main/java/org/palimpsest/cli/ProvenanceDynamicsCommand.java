package org.palimpsest.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.palimpsest.cli.output.PValueFormat;
import org.palimpsest.corpus.CorruptInputException;
import org.palimpsest.corpus.run.RunManifest;
import org.palimpsest.provenance.dynamics.AxisContrast;
import org.palimpsest.provenance.dynamics.InteractionReport;
import org.palimpsest.provenance.dynamics.KindDynamics;
import org.palimpsest.provenance.dynamics.LearningDynamics;
import org.palimpsest.provenance.dynamics.PeakRule;
import org.palimpsest.provenance.dynamics.ProbeTableReader;
import org.palimpsest.provenance.dynamics.RetentionPoint;
import org.palimpsest.stats.RatioInterval;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Learning and forgetting from a table of probes by checkpoints. */
@Command(
        name = "dynamics",
        sortOptions = false,
        description = {
            "How facts are learnt and forgotten, from log-probabilities of probes at checkpoints: effectivity of an"
                    + " exposure, retainability, decay, learnability threshold, kind by kind of probes.",
            "With --outcomes: whether experiments of one run disturb each other, arm by arm.",
            "Intervals are cluster bootstraps over facts; p-values are by randomisation, Holm over pairs."
        },
        footer = {
            "",
            "Examples:",
            "  palimpsest provenance dynamics --probes probes.jsonl --json",
            "  palimpsest provenance dynamics --outcomes units.parquet --others ghosts,facts"
        })
final class ProvenanceDynamicsCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common = new CommonOptions();

    @Option(
            names = "--probes",
            paramLabel = "FILE",
            description =
                    "JSONL or Parquet: readings (probe, fact, kind, step, logprob) and exposures (fact, exposure).")
    private @Nullable Path probes;

    @Option(
            names = "--outcomes",
            paramLabel = "FILE",
            description =
                    "JSONL or Parquet: a row a unit (experiment, arm, outcome), and a column for each other experiment.")
    private @Nullable Path outcomes;

    @Option(
            names = "--others",
            paramLabel = "LIST",
            split = ",",
            description = "Columns of --outcomes with 1 (on) or 0 (off) for other experiments.")
    private List<String> others = List.of();

    @Option(
            names = "--cluster",
            paramLabel = "FIELD",
            description =
                    "Field of --outcomes that names units that belong together; intervals resample these. Default:"
                            + " every unit by itself.")
    private @Nullable String cluster;

    @Option(
            names = "--window",
            paramLabel = "STEPS",
            defaultValue = "50",
            converter = AtLeastOne.class,
            description = "Steps after an exposure in which its peak is sought. Default: ${DEFAULT-VALUE}.")
    private int window = 50;

    @Option(
            names = "--peaks",
            paramLabel = "RULE",
            defaultValue = "cross_fitted",
            description = "Peak: cross_fitted over facts, highest (as published, lifted by noise). Default:"
                    + " ${DEFAULT-VALUE}.")
    private PeakRule peaks = PeakRule.CROSS_FITTED;

    @Option(
            names = "--outliers",
            paramLabel = "M",
            defaultValue = "0",
            description = "Leave out facts more than M interquartile ranges outside the quartiles; 0: none. Default:"
                    + " ${DEFAULT-VALUE}.")
    private double outliers;

    @Option(
            names = "--max-lag",
            paramLabel = "STEPS",
            converter = AtLeastOne.class,
            description = "Fit readings up to so many steps after the peak. Default: all.")
    private @Nullable Integer maxLag;

    @Option(
            names = "--permutations",
            paramLabel = "B",
            defaultValue = "9999",
            converter = AtLeastOne.class,
            description = "Permutations of arms and switches, with --outcomes. Default: ${DEFAULT-VALUE}.")
    private int permutations = 9_999;

    @Mixin
    private BadLineOptions badLines = new BadLineOptions();

    @Override
    public Integer call() throws IOException {
        if ((probes == null) == (outcomes == null)) {
            throw common.usage("give one table: --probes FILE or --outcomes FILE");
        }
        if (outcomes != null && others.isEmpty()) {
            throw common.usage("--outcomes needs --others LIST");
        }
        if (cluster != null && outcomes == null) {
            throw common.usage("--cluster goes with --outcomes");
        }
        LearningDynamics learning = learning();
        common.checkOutput();
        if (probes != null) {
            learnt(learning, probes);
        } else {
            disturbed(common.require(outcomes, "--outcomes"));
        }
        return ExitCode.OK.code();
    }

    private LearningDynamics learning() {
        try {
            return LearningDynamics.withDefaults()
                    .with(new LearningDynamics.Options(
                            window,
                            peaks,
                            outliers,
                            maxLag == null ? Long.MAX_VALUE : maxLag,
                            1_999,
                            0.95,
                            common.seedOr(0)));
        } catch (IllegalArgumentException e) {
            throw common.usage(String.valueOf(e.getMessage()));
        }
    }

    private void learnt(LearningDynamics learning, Path file) throws IOException {
        RunManifest manifest = common.manifest().withSeed(common.seedOr(0));
        ProbeTableReader.Read read;
        try (StandardInput standard = StandardInput.watch()) {
            read = ProbeTableReader.read(file, badLines.allowed);
            manifest = common.withInput(manifest, file, standard);
        }
        LearningDynamics.Result result;
        try {
            result = learning.of(read.table());
        } catch (IllegalArgumentException e) {
            throw new CorruptInputException(file.toString(), 0, String.valueOf(e.getMessage()), e);
        }
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("readings", read.readings());
        map.put("unexposedFacts", result.unexposed());
        map.put(
                "kinds",
                result.kinds().stream().map(ProvenanceDynamicsCommand::json).toList());
        map.put(
                "contrasts",
                result.contrasts().stream().map(ProvenanceDynamicsCommand::json).toList());
        map.put("figures", ProvenanceFigures.retention(result.kinds()));
        map.put("refusedKinds", result.refused());
        map.put("skipped", CommonNames.plain(file, read.skipped()));
        common.emit(map, manifest, text(result));
    }

    private static Map<String, Object> json(KindDynamics kind) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("kind", kind.kind());
        map.put("facts", kind.facts().size());
        map.put("unusable", kind.unusable());
        map.put("outliers", kind.outliers());
        map.put("effectivity", json(kind.effectivity()));
        map.put("gain", json(kind.gain()));
        map.put("decay", json(kind.decay()));
        RatioInterval.Estimate threshold = kind.log10Threshold();
        if (threshold != null) {
            map.put("log10Threshold", json(threshold));
        }
        map.put(
                "retention",
                kind.curve().stream().map(ProvenanceDynamicsCommand::json).toList());
        return map;
    }

    private static Map<String, Object> json(RetentionPoint point) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("fromSteps", point.fromSteps());
        map.put("toSteps", point.toSteps());
        map.putAll(json(point.retained()));
        return map;
    }

    private static Map<String, Object> json(AxisContrast contrast) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("first", contrast.first());
        map.put("second", contrast.second());
        map.put("facts", contrast.facts());
        map.put("effectivityDifference", json(contrast.effectivityDifference()));
        if (contrast.correlation() != null) {
            map.put("gainCorrelation", StatedTest.json(contrast.correlation()));
        }
        return map;
    }

    private static Map<String, Object> json(RatioInterval.Estimate estimate) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("value", estimate.value());
        map.put("low", estimate.interval().low());
        map.put("high", estimate.interval().high());
        map.put("clusters", estimate.clusters());
        return map;
    }

    private static String text(LearningDynamics.Result result) {
        StringBuilder text = new StringBuilder();
        for (KindDynamics kind : result.kinds()) {
            text.append(String.format(
                    Locale.ROOT,
                    "%s: %,d facts (%,d unusable, %,d outliers)%n  effectivity     %s nats an exposure%n  decay           %s"
                            + " of the gain in a tenfold of steps%n  threshold       %s%n",
                    kind.kind(),
                    kind.facts().size(),
                    kind.unusable(),
                    kind.outliers(),
                    range(kind.effectivity()),
                    range(kind.decay()),
                    threshold(kind.log10Threshold())));
        }
        for (AxisContrast contrast : result.contrasts()) {
            text.append(String.format(
                    Locale.ROOT,
                    "%s less %s, %,d facts: effectivity %s%n",
                    contrast.first(),
                    contrast.second(),
                    contrast.facts(),
                    range(contrast.effectivityDifference())));
        }
        return text.append(
                        String.format(Locale.ROOT, "Intervals: 95 %%, over facts; another run may differ by more.%n"))
                .toString();
    }

    private static String threshold(RatioInterval.@Nullable Estimate estimate) {
        return estimate == null ? "none: the decay may be 0" : "10^" + range(estimate) + " steps";
    }

    private static String range(RatioInterval.Estimate estimate) {
        return String.format(
                Locale.ROOT,
                "%.4f [%.4f, %.4f]",
                estimate.value(),
                estimate.interval().low(),
                estimate.interval().high());
    }

    private void disturbed(Path file) throws IOException {
        RunManifest manifest = common.manifest().withSeed(common.seedOr(0));
        ArmTable.Read read;
        try (StandardInput standard = StandardInput.watch()) {
            read = new ArmTable(file, badLines.allowed).read(others, cluster);
            manifest = common.withInput(manifest, file, standard);
        }
        InteractionReport.Result result;
        try {
            result = new InteractionReport(permutations, common.seedOr(0)).of(read.outcomes());
        } catch (IllegalArgumentException e) {
            throw new CorruptInputException(file.toString(), 0, String.valueOf(e.getMessage()), e);
        }
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("units", read.outcomes().size());
        map.put(
                "arms",
                result.arms().stream().map(ProvenanceDynamicsCommand::json).toList());
        map.put(
                "pairs",
                result.pairs().stream().map(ProvenanceDynamicsCommand::json).toList());
        map.put("figures", ProvenanceFigures.interactions(result.pairs()));
        map.put("refused", result.refused());
        map.put("skipped", CommonNames.plain(file, read.skipped()));
        common.emit(map, manifest, text(result));
    }

    private static Map<String, Object> json(InteractionReport.ArmEffect arm) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("experiment", arm.experiment());
        map.put("difference", json(arm.difference()));
        map.putAll(StatedTest.json(arm.test()));
        return map;
    }

    private static Map<String, Object> json(InteractionReport.Pair pair) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("experiment", pair.experiment());
        map.put("other", pair.other());
        map.put("differenceOn", pair.on());
        map.put("differenceOff", pair.off());
        map.put("interaction", json(pair.interaction()));
        map.putAll(StatedTest.json(pair.test()));
        map.put("holmLog10P", pair.holmLog10P());
        return map;
    }

    private static String text(InteractionReport.Result result) {
        StringBuilder text = new StringBuilder();
        for (InteractionReport.ArmEffect arm : result.arms()) {
            text.append(String.format(
                    Locale.ROOT,
                    "%s: treated less control %s, p %s, n %,d%n",
                    arm.experiment(),
                    range(arm.difference()),
                    PValueFormat.ofLog10(arm.test().log10PValue()),
                    arm.test().n()));
        }
        for (InteractionReport.Pair pair : result.pairs()) {
            text.append(String.format(
                    Locale.ROOT,
                    "%s with %s: %+.4f on, %+.4f off, change %s, p %s, after Holm %s%n",
                    pair.experiment(),
                    pair.other(),
                    pair.on(),
                    pair.off(),
                    range(pair.interaction()),
                    PValueFormat.ofLog10(pair.test().log10PValue()),
                    PValueFormat.ofLog10(pair.holmLog10P())));
        }
        result.refused()
                .forEach(reason -> text.append("refused  ").append(reason).append(System.lineSeparator()));
        return text.append(String.format(
                        Locale.ROOT,
                        "H0: arms, or the other's switches within arms, change no outcome. Permutation, two-sided.%n"))
                .toString();
    }
}
