package org.palimpsest.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.palimpsest.cli.output.PValueFormat;
import org.palimpsest.corpus.CorruptInputException;
import org.palimpsest.corpus.Document;
import org.palimpsest.corpus.DocumentReader;
import org.palimpsest.corpus.run.Progress;
import org.palimpsest.corpus.run.RunManifest;
import org.palimpsest.inference.engine.Checkpoint;
import org.palimpsest.inference.engine.TorchRuntime;
import org.palimpsest.provenance.observational.CrossFittedScores;
import org.palimpsest.provenance.observational.ReshuffleTest;
import org.palimpsest.provenance.observational.TextScores;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The reshuffle test: the true order against orders drawn anew. */
@Command(
        name = "reshuffle",
        sortOptions = false,
        description = {
            "Tests whether texts of a suspect are likelier under the true order of training than under reshuffled ones.",
            "H0: the texts are independent of the order. The rank p is exact if the true order was drawn like the"
                    + " others and all models were trained by the same code; the p of t is exact for normal scores only.",
            "Give scores that were computed elsewhere, or the folder of lab train --from --reshuffle-last and texts."
        },
        footer = {
            "",
            "Examples:",
            "  palimpsest provenance reshuffle --true -2.31 --reshuffled -2.35,-2.36,-2.34,-2.37",
            "  palimpsest provenance reshuffle --true true.jsonl --reshuffled s1.jsonl,s2.jsonl,s3.jsonl",
            "  palimpsest provenance reshuffle --lab again --input suspect.jsonl --json"
        })
final class ProvenanceReshuffleCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common = new CommonOptions();

    @Option(
            names = "--true",
            paramLabel = "SCORE",
            description = "Score under the true order, higher = likelier: a number, or a file that score wrote.")
    private @Nullable String trueOrder;

    @Option(
            names = "--reshuffled",
            paramLabel = "SCORE",
            split = ",",
            arity = "1..*",
            description = "Scores under reshuffled orders, with commas or blanks between them; 19 or more are advised.")
    private @Nullable List<String> reshuffled;

    @Option(
            names = "--lab",
            paramLabel = "DIR",
            description = "What lab train --from --reshuffle-last wrote: true-order and reshuffled-1, -2, ...")
    private @Nullable Path lab;

    @Option(
            names = "--input",
            paramLabel = "FILE",
            description = "With --lab: texts of the suspect, JSONL or Parquet, or a folder.")
    private @Nullable Path input;

    @Option(
            names = "--adapt",
            paramLabel = "EPOCHS",
            defaultValue = "1",
            converter = AtLeastZero.class,
            description = "With --lab: every model is fine-tuned so long on one half of the texts and scores the other,"
                    + " both ways; 0 for none. Default: ${DEFAULT-VALUE}.")
    private int adapt = 1;

    @Option(
            names = "--adapt-rate",
            paramLabel = "RATE",
            defaultValue = "1e-4",
            description = "With --lab: learning rate of that fine-tuning. Default: ${DEFAULT-VALUE}.")
    private double adaptRate = 1e-4;

    @Mixin
    private VerdictOptions verdicts = new VerdictOptions();

    /**
     * Scores of the models, the true order first.
     *
     * @param names of the models or files; empty for numbers
     * @param scores one a model
     * @param manifest with what was read
     */
    private record Scored(List<String> names, List<Double> scores, RunManifest manifest) {}

    @Override
    public Integer call() throws IOException {
        if ((lab == null) == (trueOrder == null && reshuffled == null)) {
            throw common.usage("give --true and --reshuffled, or --lab and --input");
        }
        Scored scored = lab == null ? given() : computed(lab);
        double[] others =
                scored.scores().stream().skip(1).mapToDouble(score -> score).toArray();
        ReshuffleTest.Result result;
        try {
            result = ReshuffleTest.withDefaults()
                    .withAlpha(verdicts.alpha)
                    .test(scored.scores().get(0), others);
        } catch (IllegalArgumentException e) {
            if (scored.names().isEmpty()) {
                throw common.usage("--true and --reshuffled: " + e.getMessage());
            }
            throw new CorruptInputException(scored.names().get(0), 0, String.valueOf(e.getMessage()), e);
        }
        common.emit(json(result, scored), scored.manifest(), text(result));
        return verdicts.exit(result.verdict());
    }

    private Scored given() throws IOException {
        for (String option : List.of("--input", "--adapt", "--adapt-rate")) {
            if (common.given(option)) {
                throw common.usage(option + " goes with --lab");
            }
        }
        List<String> all = new ArrayList<>(List.of(common.require(trueOrder, "--true")));
        all.addAll(common.require(reshuffled, "--reshuffled"));
        if (all.size() < 3) {
            throw common.usage("--reshuffled must have at least 2 scores, got " + (all.size() - 1));
        }
        List<Double> numbers = new ArrayList<>();
        for (String item : all) {
            Double number = number(item);
            if (number != null) {
                numbers.add(number);
            }
        }
        RunManifest manifest = common.manifestWithout(Set.of("--adapt", "--adapt-rate"));
        if (numbers.size() == all.size()) {
            common.checkOutput();
            return new Scored(List.of(), numbers, manifest);
        }
        if (!numbers.isEmpty()) {
            throw common.usage("--true and --reshuffled must all be numbers or all be files");
        }
        common.checkOutput();
        return files(all, manifest);
    }

    private Scored files(List<String> all, RunManifest begun) throws IOException {
        Set<Path> distinct = new HashSet<>();
        RunManifest manifest = begun;
        List<Double> scores = new ArrayList<>();
        TextScores first = null;
        for (String name : all) {
            Path file = Path.of(name);
            if (!distinct.add(file.toAbsolutePath().normalize())) {
                throw common.usage(name + " is given twice; each model has a file of its own");
            }
            TextScores read = TextScores.read(file);
            first = first == null ? read : first;
            first.requireSameTexts(read);
            scores.add(read.mean());
            manifest = manifest.withInput(file);
        }
        return new Scored(all, scores, manifest);
    }

    private static @Nullable Double number(String item) {
        try {
            return Double.valueOf(item.strip());
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private Scored computed(Path folder) throws IOException {
        Path file = common.require(input, "--input");
        CrossFittedScores rule;
        try {
            rule = new CrossFittedScores(adapt, adaptRate, 4, common.seedOr(0));
        } catch (IllegalArgumentException e) {
            throw common.usage(String.valueOf(e.getMessage()));
        }
        common.checkOutput();
        List<Path> models = models(folder);
        RunManifest manifest = common.manifest().withSeed(common.seedOr(0));
        List<Document> texts = new ArrayList<>();
        try (StandardInput standard = StandardInput.watch();
                DocumentReader reader = DocumentReader.open(file, new DocumentReader.Options(0))) {
            Set<String> seen = new HashSet<>();
            reader.forEachRemaining(document -> {
                if (seen.add(document.text())) {
                    texts.add(document);
                }
            });
            manifest = common.withInput(manifest, file, standard);
        }
        for (Path model : models) {
            manifest = manifest.withInput(model);
        }
        int threads = new LabSession(common, 0)
                .threads(Checkpoint.readConfig(models.get(0)).parameters());
        List<Double> scores = new ArrayList<>();
        try (TorchRuntime runtime = TorchRuntime.start(new TorchRuntime.Options(threads));
                Progress.Task task = common.progress().begin("adapting and scoring", models.size(), "models")) {
            manifest = LabSession.ran(manifest, runtime, threads);
            for (Path model : models) {
                scores.add(scored(rule, runtime, model, texts, file));
                task.advance(1);
            }
        }
        return new Scored(models.stream().map(Path::toString).toList(), scores, manifest);
    }

    private static double scored(
            CrossFittedScores rule, TorchRuntime runtime, Path model, List<Document> texts, Path file)
            throws IOException {
        Path work = Files.createTempDirectory("palimpsest-reshuffle");
        try {
            return rule.score(runtime, model, texts, work.resolve("adapted")).mean();
        } catch (IllegalArgumentException e) {
            throw new CorruptInputException(file.toString(), 0, String.valueOf(e.getMessage()), e);
        } finally {
            Files.deleteIfExists(work);
        }
    }

    /** The model of the true order, then the others from 1 on. */
    private static List<Path> models(Path folder) throws IOException {
        List<Path> models = new ArrayList<>();
        models.add(finished(folder, "true-order"));
        for (int copy = 1; Files.exists(folder.resolve("reshuffled-" + copy)); copy++) {
            models.add(finished(folder, "reshuffled-" + copy));
        }
        if (models.size() < 3) {
            throw new CorruptInputException(
                    folder.toString(),
                    "has " + (models.size() - 1)
                            + " models on reshuffled orders, at least 2 are needed; train them with"
                            + " lab train --from CHECKPOINT --reshuffle-last F --copies 19");
        }
        return models;
    }

    private static Path finished(Path folder, String name) throws IOException {
        Path model = folder.resolve(name).resolve("model");
        if (!Files.isDirectory(model)) {
            throw new CorruptInputException(
                    folder.toString(),
                    "has no finished model in " + name + "; run lab train --from CHECKPOINT --reshuffle-last F again");
        }
        return model;
    }

    private static Map<String, Object> json(ReshuffleTest.Result result, Scored scored) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("m", result.m());
        map.put("n", result.rank().n());
        map.put("t", result.student().statistic());
        map.put("p", result.student().pValue());
        map.put("log10P", result.student().log10PValue());
        map.put("rankP", result.rank().pValue());
        map.put("z", result.publishedZ());
        map.put("verdict", result.verdict().label());
        map.put("rank", (long) result.rank().statistic());
        map.put("h0", "the texts are as likely under the true order as under reshuffled ones");
        map.put("alternative", result.student().alternative().label());
        map.put("method", "asymptotic (p, log10P); exact (rankP)");
        map.put("note", result.note());
        List<Double> others = scored.scores().subList(1, scored.scores().size());
        map.put("trueOrder", scored.scores().get(0));
        map.put("reshuffled", others);
        map.put(
                "figures",
                ProvenanceFigures.reshuffles(
                        scored.scores().get(0),
                        others.stream().mapToDouble(score -> score).toArray()));
        return map;
    }

    private static String text(ReshuffleTest.Result result) {
        return String.format(
                Locale.ROOT,
                """
                H0: the texts are independent of the order of training.
                %d reshuffled orders, the true one is number %d of %d by likelihood
                rank p          %s   exact
                t-law p         %s   t %+.3f with %d degrees of freedom, exact for normal scores only
                verdict         %s: %s
                %s""",
                result.m(),
                (long) result.rank().statistic(),
                result.m() + 1,
                PValueFormat.of(result.rank().pValue()),
                PValueFormat.ofLog10(result.student().log10PValue()),
                result.student().statistic(),
                result.m() - 1,
                result.verdict().label(),
                result.verdict().meaning(),
                result.note().isEmpty() ? "" : "note            " + result.note() + System.lineSeparator());
    }
}
