package org.palimpsest.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.palimpsest.cli.output.JsonText;
import org.palimpsest.cli.output.PValueFormat;
import org.palimpsest.corpus.CorruptInputException;
import org.palimpsest.corpus.Document;
import org.palimpsest.corpus.DocumentReader;
import org.palimpsest.corpus.run.AtomicOutput;
import org.palimpsest.corpus.run.Progress;
import org.palimpsest.corpus.run.RunManifest;
import org.palimpsest.inference.generation.GenerationOptions;
import org.palimpsest.provenance.model.AgreementTest;
import org.palimpsest.provenance.model.ModelEqualityTest;
import org.palimpsest.provenance.model.SampleKernel;
import org.palimpsest.stats.Randomisation;
import org.palimpsest.stats.TestResult;
import org.palimpsest.stats.Verdict;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Compares a suspect with a parent and with unrelated models, by what they write. */
@Command(
        name = "compare",
        sortOptions = false,
        description = {
            "Compares what models write after the same prompts, for owners who kept no transcript.",
            "Agreement: H0, for each control, the suspect gives the parent's next token no more often than the control does;"
                    + " exact, adjusted by Holm; the suspect must beat every control. This gives the verdict.",
            "Equality: H0, both models write by the same law after every prompt (permutation MMD, exact). A small p-value"
                    + " says that they differ; a large one does not say that they are equal."
        },
        footer = {
            "",
            "Examples:",
            "  palimpsest provenance compare --model suspect/ --reference parent/ --control other-a/ other-b/ --prompts p.jsonl",
            "  palimpsest provenance compare --model texts:suspect.jsonl --reference texts:parent.jsonl"
                    + " --control texts:other.jsonl --prompts p.jsonl --json"
        })
final class ProvenanceCompareCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common = new CommonOptions();

    @Option(
            names = "--model",
            paramLabel = "MODEL",
            description = "The suspect: a folder, openai:BASE_URL#MODEL, or texts:FILE of its answers. Required.")
    private @Nullable String model;

    @Option(
            names = "--reference",
            paramLabel = "MODEL",
            description = "The parent that it may come from, named in the same ways. Required.")
    private @Nullable String reference;

    @Option(
            names = "--control",
            paramLabel = "MODEL",
            arity = "1..*",
            description =
                    "Unrelated models, as able and trained on like text. Without one there is no verdict to be had.")
    private @Nullable List<String> controls;

    @Option(names = "--prompts", paramLabel = "FILE", description = "JSONL of prompts: id and text. Required.")
    private @Nullable Path prompts;

    @Option(
            names = "--samples",
            paramLabel = "N",
            defaultValue = "10",
            converter = AtLeastOne.class,
            description = "Continuations a prompt and model. Default: ${DEFAULT-VALUE}.")
    private int samples = 10;

    @Option(
            names = "--max-tokens",
            paramLabel = "N",
            defaultValue = "50",
            converter = AtLeastOne.class,
            description = "Tokens of a continuation at most. Default: ${DEFAULT-VALUE}.")
    private int maxTokens = 50;

    @Option(
            names = "--temperature",
            paramLabel = "T",
            defaultValue = "1",
            description = "Temperature of continuations. Default: ${DEFAULT-VALUE}.")
    private double temperature = 1;

    @Option(
            names = "--kernel",
            paramLabel = "KERNEL",
            defaultValue = "hamming",
            description = "How alike two texts are: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private SampleKernel kernel = SampleKernel.HAMMING;

    @Option(
            names = "--permutations",
            paramLabel = "B",
            defaultValue = "9999",
            converter = AtLeastOne.class,
            description = "Relabellings of the samples. Default: ${DEFAULT-VALUE}.")
    private int permutations = 9_999;

    @Option(
            names = "--answers",
            paramLabel = "DIR",
            description =
                    "Write what each model answered, for texts:FILE: suspect.jsonl, parent.jsonl, control-1.jsonl, ...")
    private @Nullable Path answers;

    @Mixin
    private VerdictOptions verdicts = new VerdictOptions();

    @Override
    public Integer call() throws IOException {
        String suspect = common.require(model, "--model");
        String parent = common.require(reference, "--reference");
        Path file = common.require(prompts, "--prompts");
        List<String> others = controls == null ? List.of() : controls;
        if (!(temperature > 0)) {
            throw common.usage("--temperature must be above 0, got " + temperature);
        }
        if (samples < 2) {
            throw common.usage("--samples must be at least 2, got " + samples);
        }
        List<String> all = new ArrayList<>(List.of(suspect, parent));
        all.addAll(others);
        all.forEach(ModelAnswers::check);
        common.checkOutput();
        if (answers != null) {
            common.refuseExisting(answers);
        }
        RunManifest manifest = common.manifest().withInput(file);
        for (String one : all) {
            Path input = ModelAnswers.input(one);
            manifest = input == null ? manifest : manifest.withInput(input);
        }
        List<ModelAnswers> asked = ask(all, read(file));
        for (ModelAnswers one : asked) {
            for (Map.Entry<String, String> engine : one.engines().entrySet()) {
                manifest = manifest.withEngine(engine.getKey(), engine.getValue());
            }
        }
        write(asked);
        return finish(file, asked, manifest);
    }

    private static List<Document> read(Path file) throws IOException {
        List<Document> documents = new ArrayList<>();
        try (DocumentReader reader = DocumentReader.open(file)) {
            for (Document next = reader.read(); next != null; next = reader.read()) {
                documents.add(next);
            }
        }
        if (documents.isEmpty()) {
            throw new CorruptInputException(file.toString(), "has no prompts");
        }
        return documents;
    }

    private List<ModelAnswers> ask(List<String> models, List<Document> documents) throws IOException {
        ModelAnswers.Questions questions =
                new ModelAnswers.Questions(samples, new GenerationOptions(maxTokens, temperature, 1, common.seedOr(0)));
        List<ModelAnswers> asked = new ArrayList<>();
        try (Progress.Task task =
                common.progress().begin("asking", (long) models.size() * documents.size(), "prompts")) {
            for (int i = 0; i < models.size(); i++) {
                // every model draws its own samples, or two equal ones would write the same texts
                ModelAnswers.Questions own = new ModelAnswers.Questions(
                        questions.samples(), questions.options().withSeed(common.seedOr(0) * 1_000 + i));
                asked.add(ModelAnswers.of(models.get(i), documents, own, common.threadsOrDefault(), task));
            }
        }
        return asked;
    }

    private void write(List<ModelAnswers> asked) throws IOException {
        if (answers == null) {
            return;
        }
        Path folder = answers;
        AtomicOutput.directory(folder, inside -> {
            for (int i = 0; i < asked.size(); i++) {
                String name = i == 0 ? "suspect" : i == 1 ? "parent" : "control-" + (i - 1);
                StringBuilder rows = new StringBuilder();
                asked.get(i)
                        .rows()
                        .forEach(row -> rows.append(JsonText.compact(row)).append('\n'));
                Files.write(inside.resolve(name + ".jsonl"), rows.toString().getBytes(StandardCharsets.UTF_8));
            }
        });
    }

    private int finish(Path file, List<ModelAnswers> asked, RunManifest manifest) throws IOException {
        ModelAnswers suspect = asked.get(0);
        ModelAnswers parent = asked.get(1);
        List<Map<String, Object>> tests = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < asked.size(); i++) {
            if (i != 1) {
                ModelEqualityTest.Result equality = equality(file, asked.get(i), parent);
                tests.add(equality(asked.get(i).model(), equality));
                text.append(equalityLine(asked.get(i).model(), equality));
            }
        }
        double log10P = 0;
        double smallest = 0;
        if (asked.size() > 2) {
            AgreementTest.Result agreement = agreement(suspect, parent, asked.subList(2, asked.size()));
            agreement.beside().forEach(beside -> tests.add(agreement(suspect.model(), agreement, beside)));
            log10P = agreement.log10P();
            smallest = -agreement.prompts() * Math.log10(2);
            text.append(agreementLines(agreement));
        }
        Verdict verdict = Verdict.of(Math.min(0, log10P), smallest, verdicts.alpha, Randomisation.UNVERIFIED);
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("prompts", parent.next().size());
        result.put("samples", samples);
        result.put("tests", tests);
        result.put("verdict", verdict.label());
        result.put(
                "limits",
                List.of(
                        "Agreement beyond that of the controls shows kinship of behaviour. Models of one family, or trained on the"
                                + " same text, agree without descending from one another.",
                        "A control that is less able than the suspect agrees less with everything."));
        text.append(String.format(Locale.ROOT, "verdict      %s: %s%n", verdict.label(), verdict.meaning()));
        common.emit(result, manifest, text.toString());
        return verdicts.exit(verdict);
    }

    private ModelEqualityTest.Result equality(Path file, ModelAnswers one, ModelAnswers parent) throws IOException {
        try {
            return ModelEqualityTest.withDefaults()
                    .with(kernel)
                    .withPermutations(permutations)
                    .withSeed(common.seedOr(0))
                    .test(one.samples(), parent.samples());
        } catch (IllegalArgumentException e) {
            throw new CorruptInputException(
                    file.toString(), 0, one.model() + " beside " + parent.model() + ": " + e.getMessage(), e);
        }
    }

    private AgreementTest.Result agreement(ModelAnswers suspect, ModelAnswers parent, List<ModelAnswers> others) {
        Map<String, List<String>> next = new LinkedHashMap<>();
        for (ModelAnswers other : others) {
            next.put(other.model(), other.next());
        }
        return AgreementTest.withDefaults().withSeed(common.seedOr(0)).test(parent.next(), suspect.next(), next);
    }

    private Map<String, Object> equality(String name, ModelEqualityTest.Result result) {
        Map<String, Object> row = stated("equality", name, result.test());
        row.put("mmd", result.mmd());
        row.put("within", result.within());
        row.put("across", result.across());
        row.put("kernel", kernel.label());
        return row;
    }

    private static Map<String, Object> agreement(
            String suspect, AgreementTest.Result result, AgreementTest.Beside beside) {
        Map<String, Object> row = stated("agreement", suspect, beside.test());
        row.put("adjustedLog10P", beside.adjustedLog10P());
        row.put("control", beside.control());
        row.put("suspectAgreement", result.agreement());
        row.put("controlAgreement", beside.agreement());
        row.put("suspectAlone", beside.suspectAlone());
        row.put("controlAlone", beside.controlAlone());
        return row;
    }

    private static Map<String, Object> stated(String test, String model, TestResult found) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("test", test);
        row.put("model", model);
        row.putAll(StatedTest.json(found));
        return row;
    }

    private static String equalityLine(String name, ModelEqualityTest.Result result) {
        return String.format(
                Locale.ROOT,
                "equality     %s and the parent: MMD² %+.4f (alike within a model %.4f, across %.4f), p %s%n",
                name,
                result.mmd(),
                result.within(),
                result.across(),
                PValueFormat.ofLog10(result.test().log10PValue()));
    }

    private static String agreementLines(AgreementTest.Result result) {
        StringBuilder text = new StringBuilder();
        for (AgreementTest.Beside beside : result.beside()) {
            text.append(String.format(
                    Locale.ROOT,
                    "agreement    %.1f %% with the parent, %s %.1f %%; alone %,d and %,d of %,d prompts, p %s, with Holm %s%n",
                    100 * result.agreement(),
                    beside.control(),
                    100 * beside.agreement(),
                    beside.suspectAlone(),
                    beside.controlAlone(),
                    result.prompts(),
                    PValueFormat.ofLog10(beside.test().log10PValue()),
                    PValueFormat.ofLog10(beside.adjustedLog10P())));
        }
        return text.toString();
    }
}
