package org.palimpsest.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.palimpsest.cli.output.PValueFormat;
import org.palimpsest.corpus.Document;
import org.palimpsest.corpus.run.Progress;
import org.palimpsest.corpus.run.RunManifest;
import org.palimpsest.inference.engine.Checkpoint;
import org.palimpsest.inference.engine.DjlTextGenerator;
import org.palimpsest.inference.engine.DjlTokenScorer;
import org.palimpsest.inference.engine.TorchRuntime;
import org.palimpsest.inference.generation.GenerationOptions;
import org.palimpsest.inference.likelihood.ContextScorer;
import org.palimpsest.inference.likelihood.RecordedTokenScorer;
import org.palimpsest.stats.Conclusion;
import org.palimpsest.stats.Randomisation;
import org.palimpsest.stats.TestResult;
import org.palimpsest.stats.Verdict;
import org.palimpsest.traps.detection.GhostPrompt;
import org.palimpsest.traps.detection.LastKWordsTest;
import org.palimpsest.traps.detection.ModelScores;
import org.palimpsest.traps.detection.PerplexityTest;
import org.palimpsest.traps.detection.TrapRankTest;
import org.palimpsest.traps.detection.TrapScores;
import org.palimpsest.traps.detection.TrapScoring;
import org.palimpsest.traps.registry.LedgerEvent;
import org.palimpsest.traps.registry.Trap;
import org.palimpsest.traps.registry.TrapCandidates;
import org.palimpsest.traps.registry.TrapRegistry;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Tests a model for the traps of a registry. */
@Command(
        name = "test",
        sortOptions = false,
        description = {
            "Tests a model for the traps of a registry.",
            "H0: the model is independent of the draw of the published texts among their controls. The pooled rank p is"
                    + " exact and is the verdict; the perplexity test adds effect size and AUC.",
            "With --model the last-k words test asks the model to complete every ghost."
        },
        footer = {"", "Example:", "  palimpsest traps test --registry registry --model suspect/ --json"})
final class TrapsTestCommand implements Callable<Integer> {
    private static final int NEW_TOKENS = 12;

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Mixin
    private RegistryAccess access = new RegistryAccess();

    @Option(names = "--registry", paramLabel = "DIR", description = "The registry. Required.")
    private @Nullable Path registryFolder;

    @Option(names = "--model", paramLabel = "MODEL", description = "The suspect: a folder, or scores:FILE.")
    private @Nullable String model;

    @Option(names = "--scores", paramLabel = "FILE", description = "Score rows of traps.jsonl and controls.jsonl.")
    private @Nullable Path scores;

    @Mixin
    private VerdictOptions verdicts = new VerdictOptions();

    @Option(
            names = "--last-words",
            paramLabel = "K",
            defaultValue = "1",
            converter = AtLeastOne.class,
            description = "Words that the model must complete. Default: ${DEFAULT-VALUE}.")
    private int lastWords = 1;

    private Map<String, String> engines = Map.of();

    @Override
    public Integer call() throws IOException {
        Path folder = common.require(registryFolder, "--registry");
        if ((model == null) == (scores == null)) {
            throw common.usage("give the suspect once: --model MODEL or --scores FILE");
        }
        String reference = model == null ? "scores:" + scores : model;
        Models.path(reference);
        common.checkOutput();
        TrapRegistry registry = access.read(folder);
        int burned = access.burned(folder, registry).traps().size();
        if (burned > 0) {
            common.say(burned + " of the traps are burned: models made after that may know them; see traps burn");
        }
        RunManifest manifest = Models.addInput(common.manifest().withInput(folder), reference);
        List<LastKWordsTest.Result> words = new ArrayList<>();
        ModelScores found = Models.isScores(reference)
                ? recorded(registry, Models.path(reference))
                : asked(registry, Models.path(reference), words);
        for (Map.Entry<String, String> engine : engines.entrySet()) {
            manifest = manifest.withEngine(engine.getKey(), engine.getValue());
        }
        TrapRankTest.Result rank = TrapRankTest.withDefaults().test(found);
        PerplexityTest.Result perplexity = PerplexityTest.withDefaults().test(found);
        List<Map<String, Object>> tests = new ArrayList<>();
        tests.add(row("rank", rank.pooled(), registry));
        Map<String, Object> effect = row("perplexity", perplexity.test(), registry);
        perplexity.meanZ().ifPresent(z -> effect.put("meanZ", z));
        effect.put("auc", perplexity.auc());
        tests.add(effect);
        for (LastKWordsTest.Result last : words) {
            Map<String, Object> row = row("last-k-words", last.test(), registry);
            row.put("hits", last.hitSecrets());
            tests.add(row);
        }
        Conclusion conclusion =
                rank.conclusion(verdicts.alpha, registry.sealed() ? Randomisation.VERIFIED : Randomisation.UNVERIFIED);
        Verdict verdict = conclusion.verdict();
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("tests", tests);
        result.put("sealed", registry.sealed());
        result.put("verdict", verdict.label());
        if (conclusion.detectable() != null) {
            result.put("detectableAuc", conclusion.detectable().value());
        }
        access.record(
                folder,
                registry,
                LedgerEvent.TEST,
                Map.of(
                        "model",
                        reference,
                        "log10P",
                        Double.toString(rank.pooled().log10PValue())));
        common.emit(result, manifest, text(rank, perplexity, words, conclusion));
        return verdicts.exit(verdict);
    }

    private static Map<String, Object> row(String name, TestResult test, TrapRegistry registry) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("test", name);
        row.put("traps", registry.traps().size());
        row.put("controls", registry.options().controls());
        row.put("statistic", test.statistic());
        row.put("p", test.pValue());
        row.put("log10P", test.log10PValue());
        row.put("method", test.method().label());
        row.put("h0", test.nullHypothesis());
        return row;
    }

    private static ModelScores recorded(TrapRegistry registry, Path file) throws IOException {
        try (RecordedTokenScorer rows = RecordedTokenScorer.open(file)) {
            List<TrapScores> all = new ArrayList<>();
            for (TrapCandidates trap : registry.allCandidates()) {
                double[] controls = new double[trap.controls().size()];
                for (int i = 0; i < controls.length; i++) {
                    controls[i] = mean(rows, TrapCandidates.controlId(trap.id(), i));
                }
                all.add(TrapScores.of(trap.id(), mean(rows, trap.id()), controls));
            }
            return new ModelScores(file.toString(), all);
        }
    }

    private static double mean(RecordedTokenScorer rows, String id) {
        return rows.score(List.of(Document.of(id, ""))).get(0).meanNats();
    }

    private ModelScores asked(TrapRegistry registry, Path folder, List<LastKWordsTest.Result> words)
            throws IOException {
        List<TrapCandidates> traps = registry.allCandidates();
        try (TorchRuntime runtime = TorchRuntime.start(new TorchRuntime.Options(common.threadsOrDefault()));
                Checkpoint checkpoint = Checkpoint.load(runtime, folder);
                DjlTextGenerator generator = new DjlTextGenerator(checkpoint);
                DjlTokenScorer scorer = new DjlTokenScorer(
                        checkpoint, DjlTokenScorer.Options.defaults().with(Models.ownBegin(folder.toString())));
                Progress.Task task = common.progress().begin("scoring traps", traps.size(), "traps")) {
            engines = runtime.versions();
            ContextScorer inContext = new ContextScorer(scorer, checkpoint.tokenizer());
            ModelScores found = TrapScoring.withDefaults().score(folder.toString(), traps, (contexts, texts) -> {
                task.advance(1);
                return inContext.meanNats(contexts, texts);
            });
            if (registry.traps().stream().anyMatch(t -> t.text().split(" ").length <= lastWords)) {
                common.say("last-k words test not run: a trap has no more than " + lastWords + " words");
            } else {
                words.add(LastKWordsTest.withDefaults()
                        .withWords(lastWords)
                        .test(
                                prompts(registry),
                                (prompts, k) -> generator.generate(prompts, GenerationOptions.greedy(NEW_TOKENS * k))));
            }
            return found;
        }
    }

    private static List<GhostPrompt> prompts(TrapRegistry registry) {
        return registry.traps().stream()
                .map((Trap trap) -> GhostPrompt.of(trap.id(), trap.text()))
                .toList();
    }

    private static String text(
            TrapRankTest.Result rank,
            PerplexityTest.Result perplexity,
            List<LastKWordsTest.Result> words,
            Conclusion conclusion) {
        StringBuilder text = new StringBuilder();
        text.append(String.format(
                Locale.ROOT,
                "H0: the model is independent of the draw of the published traps among their controls.%n"
                        + "pooled rank   p = %s   exact, %,d traps, rank sum %.0f%n"
                        + "perplexity    AUC %.3f, mean z %+.2f (effect size; its p is the rank p)%n",
                PValueFormat.ofLog10(rank.pooled().log10PValue()),
                rank.pooled().n(),
                rank.pooled().statistic(),
                perplexity.auc(),
                perplexity.meanZ().orElse(Double.NaN)));
        words.forEach(last -> text.append(String.format(
                Locale.ROOT,
                "last words    p = %s   exact bound, %d of %d ghosts completed%n",
                PValueFormat.ofLog10(last.test().log10PValue()),
                last.hitSecrets(),
                last.secrets())));
        Verdict verdict = conclusion.verdict();
        return text.append("verdict       ")
                .append(verdict.label())
                .append(": ")
                .append(verdict.meaning())
                .append(System.lineSeparator())
                .append(verdict == Verdict.NO_EVIDENCE ? conclusion.sentence() + System.lineSeparator() : "")
                .toString();
    }
}
