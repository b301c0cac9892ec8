package org.palimpsest.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.palimpsest.corpus.run.AtomicOutput;
import org.palimpsest.corpus.run.Existing;
import org.palimpsest.corpus.run.Fingerprint;
import org.palimpsest.corpus.run.RunManifest;
import org.palimpsest.inference.engine.DjlTokenizer;
import org.palimpsest.traps.insertion.CorpusInsertion;
import org.palimpsest.traps.insertion.ExperimentFiles;
import org.palimpsest.traps.insertion.InsertionBudget;
import org.palimpsest.traps.insertion.InsertionFiles;
import org.palimpsest.traps.insertion.InsertionPlan;
import org.palimpsest.traps.insertion.Placement;
import org.palimpsest.traps.insertion.PositionPolicy;
import org.palimpsest.traps.insertion.Tokens;
import org.palimpsest.traps.insertion.format.Carrier;
import org.palimpsest.traps.registry.KeyOrigin;
import org.palimpsest.traps.registry.MasterKey;
import org.palimpsest.traps.registry.Passphrase;
import org.palimpsest.traps.registry.Trap;
import org.palimpsest.traps.registry.TrapFile;
import org.palimpsest.traps.registry.TrapRegistry;
import org.palimpsest.traps.survival.FilterBudget;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Places traps into documents. */
@Command(
        name = "insert",
        sortOptions = false,
        description = {
            "Places traps into documents: same file names out, DIR/placements.jsonl and DIR/undo.jsonl.",
            "Which documents and where follows from a key and the documents' ids alone: order, threads and files do not"
                    + " matter. Lines that are not chosen stay byte-identical."
        },
        footer = {
            "",
            "Example:",
            "  palimpsest traps insert --traps registry/traps.jsonl --input posts.jsonl --documents 200 --out marked"
        })
final class TrapsInsertCommand implements Callable<Integer> {
    private static final String REGISTRY = "registry.jsonl";
    private static final String ENCRYPTED = "registry.enc";

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Option(names = "--passphrase-file", paramLabel = "FILE", description = "Passphrase of registry.enc, first line.")
    private @Nullable Path passphraseFile;

    @Option(names = "--traps", paramLabel = "FILE", description = "traps.jsonl of a registry. Required.")
    private @Nullable Path traps;

    @Option(
            names = "--input",
            paramLabel = "FILE",
            arity = "1..*",
            description = "JSONL, text, Markdown, HTML, LaTeX, EPUB or Megatron tokens (.bin), or folders of them;"
                    + " with --engine spark also URIs such as s3a://BUCKET/FOLDER. Required.")
    private @Nullable List<String> inputs;

    @Option(
            names = "--documents",
            paramLabel = "N",
            converter = AtLeastOne.class,
            description = "Documents that get a trap; default: one a trap.")
    private @Nullable Integer documents;

    @Option(
            names = "--per-document",
            paramLabel = "R",
            defaultValue = "1",
            converter = AtLeastOne.class,
            description = "Traps a document. Default: ${DEFAULT-VALUE}.")
    private int perDocument = 1;

    @Option(
            names = "--position",
            paramLabel = "WHERE",
            defaultValue = "latter-half",
            description = "start, middle, latter-half, end, paragraph-end, sentence-end, word-boundary."
                    + " Default: ${DEFAULT-VALUE}.")
    private String position = "latter-half";

    @Option(
            names = "--as",
            paramLabel = "HOW",
            defaultValue = "text",
            description = "text, paragraph, footnote, alt, title: what a trap stands in. Default: ${DEFAULT-VALUE}.")
    private String carrier = "text";

    @Option(
            names = "--copies",
            paramLabel = "C",
            defaultValue = "1",
            converter = AtLeastOne.class,
            description = "Copies of each trap in a document. Default: ${DEFAULT-VALUE}.")
    private int copies = 1;

    @Option(
            names = "--budget",
            paramLabel = "NAME",
            defaultValue = "none",
            description = "none, gopher, fineweb, c4: only documents that keep to the filter's limits with their"
                    + " traps. Default: ${DEFAULT-VALUE}.")
    private String budget = "none";

    @Option(names = "--plan", paramLabel = "FILE", description = "What goes where, as traps assign wrote it.")
    private @Nullable Path plan;

    @Option(names = "--tokenizer", paramLabel = "FILE", description = "tokenizer.json of token files.")
    private @Nullable Path tokenizer;

    @Option(
            names = "--end-of-document",
            paramLabel = "ID",
            defaultValue = "-1",
            description = "Token that ends documents of token files; traps go before it.")
    private int endOfDocument = -1;

    @Option(
            names = "--dry-run",
            fallbackValue = "true",
            description = "Write nothing; show a unified diff of what would change.")
    private boolean dryRun;

    @Mixin
    private EngineOptions engine = new EngineOptions();

    @Override
    public Integer call() throws IOException {
        Path trapFile = common.require(traps, "--traps");
        List<String> given = common.require(inputs, "--input");
        Path folder = common.require(common.out, "--out");
        if (plan != null && (documents != null || perDocument != 1 || copies != 1)) {
            throw common.usage("--plan says what goes where; drop --documents, --per-document and --copies");
        }
        if (engine.onSpark()) {
            return runOnSpark(trapFile, given);
        }
        List<Path> named = given.stream().map(Path::of).toList();
        List<Path> files = checked(named, folder);
        if (!dryRun) {
            common.checkOutput();
        }
        List<Trap> published = TrapFile.read(trapFile);
        InsertionPlan what = plan(published, key(common, trapFile, passphraseFile));
        if (tokenizer == null) {
            return run(CorpusInsertion.of(what), trapFile, named, files, folder);
        }
        try (DjlTokenizer encoder = DjlTokenizer.load(tokenizer)) {
            return run(
                    CorpusInsertion.of(what).withTokens(new Tokens(encoder, endOfDocument)),
                    trapFile,
                    named,
                    files,
                    folder);
        }
    }

    private int run(CorpusInsertion single, Path trapFile, List<Path> named, List<Path> files, Path folder)
            throws IOException {
        CorpusInsertion insertion = single.withThreads(common.threads == null ? 1 : common.threads);
        RunManifest manifest = common.manifest().withInput(trapFile);
        for (Path file : files) {
            manifest = manifest.withInput(file);
        }
        manifest = withPlan(withRegistry(manifest, trapFile));
        List<Placement> placements = new ArrayList<>();
        if (dryRun) {
            StringBuilder diff = new StringBuilder();
            placements.addAll(insertion.preview(named, folder, diff, common.progress()));
            Map<String, Object> result = counts(placements);
            result.put("diff", diff.toString());
            common.emitBeside(result, manifest, diff.toString());
            return ExitCode.OK.code();
        }
        AtomicOutput.directory(
                folder,
                common.force ? Existing.REPLACE : Existing.REFUSE,
                inside -> placements.addAll(insertion.insert(named, inside, common.progress())));
        emit(counts(placements), manifest, folder.resolve("placements.jsonl").toString());
        return ExitCode.OK.code();
    }

    private int runOnSpark(Path trapFile, List<String> given) throws IOException {
        if (dryRun || tokenizer != null) {
            throw common.usage("--dry-run and --tokenizer need --engine local");
        }
        if (!EngineOptions.isUri(common.outAsGiven())) {
            common.checkOutput();
        }
        MasterKey key = key(common, trapFile, passphraseFile);
        plan(TrapFile.read(trapFile), key); // so that options that make no sense are refused before anything is started
        SparkJob job = engine.job(common, "InsertTrapsJob")
                .with("--traps", trapFile.toAbsolutePath())
                .withSecret("--key-file", key.hex())
                .with("--out", common.outAsGiven())
                .with("--input", given.toArray())
                .with("--position", position)
                .with("--as", carrier)
                .with("--budget", budget);
        if (plan != null) {
            job.with("--plan", plan.toAbsolutePath());
        } else {
            job.with("--per-document", perDocument).with("--copies", copies);
        }
        if (documents != null) {
            job.with("--documents", documents);
        }
        if (common.force) {
            job.with("--force");
        }
        JsonNode done = job.run();
        Map<String, Object> result = new LinkedHashMap<>();
        for (String count : List.of("placements", "documents")) {
            result.put(count, done.path("result").path(count).asLong());
        }
        emit(
                result,
                manifest(trapFile).withEngine("spark", done.path("spark").asText()),
                common.outAsGiven() + "/placements.jsonl");
        return ExitCode.OK.code();
    }

    /** The manifest with all that is read beside documents. */
    private RunManifest manifest(Path trapFile) throws IOException {
        return withPlan(withRegistry(common.manifest().withInput(trapFile), trapFile));
    }

    private static RunManifest withRegistry(RunManifest manifest, Path trapFile) throws IOException {
        Path registry = registry(trapFile);
        if (registry == null) {
            return manifest;
        }
        Path secret = registry.resolve(REGISTRY);
        return manifest.withInput(Files.exists(secret) ? secret : registry.resolve(ENCRYPTED));
    }

    private RunManifest withPlan(RunManifest manifest) throws IOException {
        return plan == null ? manifest : manifest.withInput(plan);
    }

    private InsertionPlan plan(List<Trap> published, MasterKey key) throws IOException {
        PositionPolicy policy = value("--position", () -> PositionPolicy.of(position));
        Carrier how = value("--as", () -> Carrier.of(carrier));
        FilterBudget limits = value("--budget", () -> FilterBudget.of(budget));
        InsertionPlan what = plan != null
                ? InsertionPlan.ofRows(published, key, ExperimentFiles.readTreated(plan))
                : InsertionPlan.ofDocuments(published, key, documents == null ? published.size() : documents)
                        .withPerDocument(perDocument)
                        .withRepeats(copies);
        return what.withPosition(policy)
                .withCarrier(how)
                .withBudget(limits == FilterBudget.NONE ? InsertionBudget.unlimited() : limits);
    }

    private <T> T value(String option, Supplier<T> reader) {
        try {
            return reader.get();
        } catch (IllegalArgumentException e) {
            throw common.usage(option + ": " + e.getMessage());
        }
    }

    private void emit(Map<String, Object> result, RunManifest manifest, String rows) {
        common.emitBeside(
                result,
                manifest,
                String.format(
                        Locale.ROOT,
                        "%,d copies in %s documents; see %s%n",
                        ((Number) Objects.requireNonNull(result.get("placements"))).longValue(),
                        String.valueOf(result.get("documents")),
                        rows));
    }

    private static Map<String, Object> counts(List<Placement> placements) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("placements", placements.size());
        result.put(
                "documents",
                placements.stream().map(Placement::document).distinct().count());
        return result;
    }

    private List<Path> checked(List<Path> named, Path folder) throws IOException {
        try {
            List<Path> files =
                    new ArrayList<>(InsertionFiles.ofTree(named, folder).values());
            for (Path file : List.copyOf(files)) {
                if (file.toString().endsWith(".bin")) {
                    if (tokenizer == null) {
                        throw common.usage("--input: token files need --tokenizer, got " + file);
                    }
                    files.add(file.resolveSibling(
                            String.valueOf(file.getFileName()).replaceFirst("\\.bin$", ".idx")));
                }
            }
            return files;
        } catch (IllegalArgumentException e) {
            throw common.usage("--input: " + e.getMessage());
        }
    }

    /** The folder of the registry that the traps lie in, if they do. */
    private static @Nullable Path registry(Path trapFile) {
        Path folder = trapFile.toAbsolutePath().getParent();
        return folder != null && (Files.exists(folder.resolve(REGISTRY)) || Files.exists(folder.resolve(ENCRYPTED)))
                ? folder
                : null;
    }

    /** The registry's key where the traps lie in one, else a key from the seed, else one from the traps themselves. */
    static MasterKey key(CommonOptions common, Path trapFile, @Nullable Path passphraseFile) throws IOException {
        Path registry = registry(trapFile);
        if (registry != null) {
            if (common.seed != null) {
                common.say("--seed has no effect: the key of " + registry.resolve(REGISTRY) + " says what goes where");
            }
            Passphrase passphrase = passphraseFile == null ? null : Passphrase.read(passphraseFile);
            return TrapRegistry.open(registry, passphrase).key();
        }
        if (common.seed != null) {
            return MasterKey.practice(common.seed);
        }
        common.say(
                "no " + REGISTRY + " beside " + trapFile + ": placement follows from the traps, anybody can repeat it");
        return MasterKey.ofHex(Fingerprint.sha256(trapFile), KeyOrigin.PRACTICE);
    }
}
