package org.palimpsest.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.palimpsest.corpus.run.RunManifest;
import org.palimpsest.inference.engine.Checkpoint;
import org.palimpsest.inference.engine.DjlTextGenerator;
import org.palimpsest.inference.engine.DjlTokenScorer;
import org.palimpsest.inference.engine.TorchRuntime;
import org.palimpsest.traps.family.FactFamily;
import org.palimpsest.traps.family.FactSchema;
import org.palimpsest.traps.family.FactStatement;
import org.palimpsest.traps.generation.BucketReport;
import org.palimpsest.traps.generation.CopyrightTrapList;
import org.palimpsest.traps.generation.CopyrightTraps;
import org.palimpsest.traps.generation.FactList;
import org.palimpsest.traps.generation.GuessMode;
import org.palimpsest.traps.generation.KeywordProbability;
import org.palimpsest.traps.generation.ModelReplacements;
import org.palimpsest.traps.generation.PerplexityBucket;
import org.palimpsest.traps.generation.PerplexityQuota;
import org.palimpsest.traps.generation.PrimingEffect;
import org.palimpsest.traps.generation.ProbabilityBand;
import org.palimpsest.traps.generation.UnguessableFacts;
import org.palimpsest.traps.registry.ListedCandidates;
import org.palimpsest.traps.registry.MasterKey;

/** Candidates that a local model writes or judges. */
final class ModelCandidates {
    private static final int LENGTH = 50;
    private static final int FUZZY_COPIES = 10;
    private static final int FUZZY_TOP = 10;
    private static final int PRIMED = 10;

    private final CommonOptions common;
    private final FamilyOptions options;
    private final int count;
    private final int controls;

    ModelCandidates(CommonOptions common, FamilyOptions options, int count, int controls) {
        this.common = common;
        this.options = options;
        this.count = count;
        this.controls = controls;
    }

    static CopyrightTraps.Options copyrightOptions(FamilyOptions options, CommonOptions common) {
        try {
            CopyrightTraps.Options how = CopyrightTraps.Options.ofLength(FamilyOptions.or(options.length, LENGTH));
            how = options.temperatures == null ? how : how.withTemperatures(options.temperatures);
            how = options.buckets == null
                    ? how
                    : how.withBuckets(options.buckets.stream()
                            .map(PerplexityBucket::parse)
                            .toList());
            how = options.jaccard == null ? how : how.withJaccard(options.jaccard);
            how = options.texts == null ? how : how.withBudget(options.texts);
            return switch (FamilyOptions.or(options.quota, "even")) {
                case "even" -> how.withQuota(PerplexityQuota.EVEN);
                case "bucket" -> how.withQuota(PerplexityQuota.BUCKET);
                default -> throw new IllegalArgumentException("--quota must be even or bucket, got " + options.quota);
            };
        } catch (IllegalArgumentException e) {
            throw common.usage(String.valueOf(e.getMessage()));
        }
    }

    static ProbabilityBand band(FamilyOptions options, CommonOptions common) {
        if (options.band == null) {
            return new ProbabilityBand(0, 1);
        }
        String[] ends = options.band.split("\\.\\.", -1);
        try {
            if (ends.length != 2) {
                throw new NumberFormatException(options.band);
            }
            return new ProbabilityBand(Double.parseDouble(ends[0]), Double.parseDouble(ends[1]));
        } catch (NumberFormatException e) {
            throw common.usage("--band must be LOW..HIGH, such as 1e-6..0.01, got " + options.band);
        } catch (IllegalArgumentException e) {
            throw common.usage(String.valueOf(e.getMessage()));
        }
    }

    static GuessMode guess(FamilyOptions options, CommonOptions common) {
        return switch (FamilyOptions.or(options.guess, "blind")) {
            case "blind" -> GuessMode.BLIND;
            case "informed" -> GuessMode.INFORMED;
            default -> throw common.usage("--guess must be blind or informed, got " + options.guess);
        };
    }

    /** Copyright traps, with fuzzy copies if asked for. */
    MadeCandidates copyright(MasterKey key) throws IOException {
        Path folder = common.require(options.model, "--model");
        CopyrightTraps.Options how = copyrightOptions(options, common);
        RunManifest manifest = Models.addInput(common.manifest(), folder.toString());
        try (TorchRuntime runtime = TorchRuntime.start(new TorchRuntime.Options(common.threadsOrDefault()));
                Checkpoint model = Checkpoint.load(runtime, folder);
                DjlTextGenerator generator = new DjlTextGenerator(model);
                DjlTokenScorer scorer = new DjlTokenScorer(model, scoring(folder))) {
            CopyrightTraps traps = new CopyrightTraps(generator, scorer, model.tokenizer(), how);
            CopyrightTrapList list =
                    traps.make(count, controls, key.stream("generation").nextLong(), common.progress());
            ListedCandidates candidates = list.candidates();
            if (options.fuzzy != null) {
                candidates = fuzzy(model, folder, candidates, key);
            }
            return new MadeCandidates(candidates, report(list), List.of(), LabSession.withEngines(manifest, runtime));
        }
    }

    private static DjlTokenScorer.Options scoring(Path folder) throws IOException {
        return DjlTokenScorer.Options.defaults().with(Models.ownBegin(folder.toString()));
    }

    private ListedCandidates fuzzy(Checkpoint model, Path folder, ListedCandidates list, MasterKey key)
            throws IOException {
        try (DjlTokenScorer likeliest =
                new DjlTokenScorer(model, scoring(folder).withTopK(FamilyOptions.or(options.fuzzyTop, FUZZY_TOP)))) {
            return new ModelReplacements(
                            likeliest,
                            model.tokenizer(),
                            FamilyOptions.or(options.fuzzy, 1),
                            FamilyOptions.or(options.fuzzyRun, 0),
                            FamilyOptions.or(options.fuzzyCopies, FUZZY_COPIES))
                    .apply(list, key.stream("fuzzy"));
        }
    }

    private Map<String, Object> report(CopyrightTrapList list) {
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("wanted", count);
        report.put("generated", list.generated());
        report.put("leftOut", list.dropped());
        report.put("buckets", list.buckets().stream().map(ModelCandidates::row).toList());
        for (BucketReport bucket : list.buckets()) {
            if (bucket.found() < bucket.wanted()) {
                common.say(String.format(
                        Locale.ROOT,
                        "perplexity %s: %d of %d traps, the model wrote %d texts that fit; the others are missing",
                        bucket.bucket(),
                        bucket.found(),
                        bucket.wanted(),
                        bucket.texts()));
            }
        }
        return report;
    }

    private static Map<String, Object> row(BucketReport bucket) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("bucket", bucket.bucket().toString());
        row.put("wanted", bucket.wanted());
        row.put("found", bucket.found());
        row.put("texts", bucket.texts());
        return row;
    }

    /** Facts that the model does not guess. */
    MadeCandidates facts(MasterKey key) throws IOException {
        Path folder = common.require(options.model, "--model");
        RunManifest manifest = Models.addInput(common.manifest(), folder.toString());
        manifest = options.facts == null ? manifest : manifest.withInput(options.facts);
        try (TorchRuntime runtime = TorchRuntime.start(new TorchRuntime.Options(common.threadsOrDefault()));
                Checkpoint model = Checkpoint.load(runtime, folder);
                DjlTokenScorer scorer = new DjlTokenScorer(model, scoring(folder))) {
            FactFamily family = DrawnFamilies.facts(options);
            KeywordProbability keyword = new KeywordProbability(scorer, model.tokenizer());
            FactList list = new UnguessableFacts(family, keyword, band(options, common), guess(options, common))
                    .make(count, controls, key.stream("facts"));
            Map<String, Object> report = new LinkedHashMap<>();
            report.put("entitiesRefused", list.refused());
            report.put("optionsLeft", list.optionsLeft());
            report.put("primingGainNats", primingGainNats(keyword, family.schema(), list.candidates()));
            return new MadeCandidates(list.candidates(), report, List.of(), LabSession.withEngines(manifest, runtime));
        }
    }

    /** What the fact in the context adds to the log-likelihood of a value, on average over the first candidate of some traps. */
    private static double primingGainNats(KeywordProbability keyword, FactSchema schema, ListedCandidates list) {
        return list.groups().stream()
                .limit(PRIMED)
                .map(group -> FactStatement.parse(schema, group.get(0).text()))
                .flatMap(statement -> keyword.priming(schema, statement).stream())
                .mapToDouble(PrimingEffect::gainNats)
                .average()
                .orElse(0);
    }
}
