package org.palimpsest.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.palimpsest.corpus.InputFile;
import org.palimpsest.corpus.run.AtomicOutput;
import org.palimpsest.corpus.run.RunManifest;
import org.palimpsest.inference.attack.AttackEvaluation;
import org.palimpsest.inference.attack.Attacks;
import org.palimpsest.inference.attack.MembershipAttack;
import org.palimpsest.inference.attack.ScoreTable;
import org.palimpsest.inference.attack.ScoredTexts;
import org.palimpsest.inference.attack.TokenFrequencies;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Membership scores from score files, and what they are worth. */
@Command(
        name = "attack",
        sortOptions = false,
        description = {
            "Membership scores of texts from score files, and their evaluation. Higher = more member-like.",
            "With labels: AUC and TPR at FPR with intervals, label permutation tests, and blind baselines that never see"
                    + " the model. Where a blind baseline tells the labels (p < 0.01), the verdict is confounded.",
            "H0: which texts are members is random given scores and texts."
        },
        footer = {
            "",
            "Attacks: loss, ratio, zlib, zlib_sum, lowercase, min_k, min_k++, recall, con_recall, dc_pdd, pac, surp,",
            "neighbourhood, samia, samia_zlib, wbc. One that lacks its rows is listed as not run.",
            "",
            "Examples:",
            "  palimpsest attack --scores suspect.jsonl --reference-scores reference.jsonl --json",
            "  palimpsest attack --scores suspect.jsonl --attacks loss,min_k,zlib --k 0.1 --out per-text.jsonl"
        })
final class AttackCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common = new CommonOptions();

    @Option(names = "--scores", paramLabel = "FILE", description = "Score rows (.gz, .zst, -). Required.")
    private @Nullable Path scores;

    @Option(names = "--reference-scores", paramLabel = "FILE", description = "Score rows of a reference model.")
    private @Nullable Path referenceScores;

    @Option(names = "--attacks", paramLabel = "LIST", split = ",", description = "Names, with commas. Default: all.")
    private @Nullable List<String> attacks;

    @Option(
            names = "--k",
            paramLabel = "K",
            defaultValue = "0.2",
            converter = Share.class,
            description = "Share of tokens of min_k and min_k++. Default: ${DEFAULT-VALUE}.")
    private double k = 0.2;

    @Option(
            names = "--fpr",
            paramLabel = "LIST",
            split = ",",
            defaultValue = "0.01,0.05,0.1",
            converter = Share.class,
            description = "False-positive rates. Default: ${DEFAULT-VALUE}.")
    private List<Double> rates = List.of(0.01, 0.05, 0.1);

    @Option(
            names = "--prefix",
            paramLabel = "NAME",
            defaultValue = "nonmember",
            description = "Variant prefix:NAME of non-members. Default: ${DEFAULT-VALUE}.")
    private String prefix = "nonmember";

    @Option(
            names = "--member-prefix",
            paramLabel = "NAME",
            defaultValue = "member",
            description = "Variant prefix:NAME of members. Default: ${DEFAULT-VALUE}.")
    private String memberPrefix = "member";

    @Option(
            names = "--frequencies",
            paramLabel = "FILE",
            description = "JSONL of token counts in a public corpus, for dc_pdd.")
    private @Nullable Path frequencies;

    @Option(
            names = "--vocabulary",
            paramLabel = "V",
            defaultValue = "0",
            converter = AtLeastZero.class,
            description = "Size of the vocabulary, for dc_pdd; 0: rows of --frequencies. Default: ${DEFAULT-VALUE}.")
    private int vocabulary;

    @Option(
            names = "--blind",
            paramLabel = "WHEN",
            defaultValue = "auto",
            description = "Blind baselines: auto (where texts and labels are there), never. Default: ${DEFAULT-VALUE}.")
    private BlindMode blind = BlindMode.AUTO;

    @Option(
            names = "--group",
            paramLabel = "FIELD",
            description = "Field that names what belongs together, such as source.")
    private @Nullable String group;

    @Option(
            names = "--permutations",
            paramLabel = "B",
            defaultValue = "9999",
            converter = AtLeastOne.class,
            description = "Label permutations of an attack. Default: ${DEFAULT-VALUE}.")
    private int permutations = 9_999;

    @Option(
            names = "--blind-permutations",
            paramLabel = "B",
            defaultValue = "199",
            converter = AtLeastOne.class,
            description = "Label permutations of a blind baseline, 100 or more. Default: ${DEFAULT-VALUE}.")
    private int blindPermutations = 199;

    @Mixin
    private VerdictOptions verdicts = new VerdictOptions();

    @Mixin
    private BadLineOptions badLines = new BadLineOptions();

    @Override
    public Integer call() throws IOException {
        Path file = common.require(scores, "--scores");
        Attacks named = checked();
        List<MembershipAttack> chosen = chosen(named);
        AttackEvaluation evaluation =
                AttackEvaluation.withDefaults().with(options()).with(common.progress());
        common.checkOutput();
        if (frequencies != null) {
            named = named.withFrequencies(TokenFrequencies.read(frequencies, vocabulary));
            chosen = chosen(named);
        }
        RunManifest manifest = common.manifest().withSeed(common.seedOr(0));
        ScoredTexts texts;
        try (StandardInput standard = StandardInput.watch()) {
            texts = ScoredTexts.read(file, referenceScores, reading(chosen));
            manifest = common.withInput(manifest, file, standard);
        }
        for (Path other : new Path[] {referenceScores, frequencies}) {
            manifest = other == null ? manifest : manifest.withInput(other);
        }
        ScoreTable table = ScoreTable.of(texts.texts(), chosen);
        AttackEvaluation.Result result = evaluation.evaluate(texts.texts(), table);
        AttackReport report = new AttackReport(file, texts, table, result);
        if (common.out != null) {
            AtomicOutput.write(common.out, report::writeRows);
        }
        texts.skipped().forEach(bad -> common.say("skipped: " + file + ", line " + bad.line() + ": " + bad.reason()));
        report.warnings().forEach(common::say);
        common.emitBeside(report.json(), manifest, report.text(common.style()));
        return verdicts.exit(result.verdict());
    }

    private Attacks checked() {
        if (vocabulary > 0 && frequencies == null) {
            throw common.usage("--vocabulary goes with --frequencies FILE");
        }
        if (Stream.of(Optional.ofNullable(referenceScores), Optional.ofNullable(frequencies))
                .flatMap(Optional::stream)
                .anyMatch(InputFile::isStandardInput)) {
            throw common.usage("only --scores may be standard input");
        }
        return Attacks.withDefaults().withK(k).withPrefixes(prefix, memberPrefix);
    }

    private List<MembershipAttack> chosen(Attacks named) {
        try {
            return attacks == null ? named.all() : named.named(attacks);
        } catch (IllegalArgumentException e) {
            throw common.usage("--attacks: " + e.getMessage());
        }
    }

    private AttackEvaluation.Options options() {
        try {
            return new AttackEvaluation.Options(
                    rates,
                    permutations,
                    blindPermutations,
                    common.seedOr(0),
                    verdicts.alpha,
                    group,
                    blind == BlindMode.AUTO ? AttackEvaluation.Blind.AUTO : AttackEvaluation.Blind.NEVER);
        } catch (IllegalArgumentException e) {
            throw common.usage(String.valueOf(e.getMessage()));
        }
    }

    private ScoredTexts.Options reading(List<MembershipAttack> chosen) {
        ScoredTexts.Options options = ScoredTexts.Options.of(chosen).withSkipBad(badLines.allowed);
        return group == null ? options : options.withField(group);
    }
}
