package org.palimpsest.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.palimpsest.corpus.DocumentFolder;
import org.palimpsest.corpus.run.AtomicOutput;
import org.palimpsest.corpus.run.Existing;
import org.palimpsest.corpus.run.Fingerprint;
import org.palimpsest.corpus.run.RunManifest;
import org.palimpsest.traps.insertion.InsertionFiles;
import org.palimpsest.traps.insertion.InsertionPlan;
import org.palimpsest.traps.insertion.JsonlInsertion;
import org.palimpsest.traps.insertion.Placement;
import org.palimpsest.traps.insertion.PositionPolicy;
import org.palimpsest.traps.registry.KeyOrigin;
import org.palimpsest.traps.registry.MasterKey;
import org.palimpsest.traps.registry.Passphrase;
import org.palimpsest.traps.registry.Trap;
import org.palimpsest.traps.registry.TrapFile;
import org.palimpsest.traps.registry.TrapRegistry;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Places traps into documents. */
@Command(
        name = "insert",
        sortOptions = false,
        description = {
            "Places traps into documents: same file names out, and DIR/placements.jsonl.",
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
            description = "JSONL of documents, or folders of it. Required.")
    private @Nullable List<Path> inputs;

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
            description = "start, end, latter-half, word-boundary. Default: ${DEFAULT-VALUE}.")
    private String position = "latter-half";

    @Override
    public Integer call() throws IOException {
        Path trapFile = common.require(traps, "--traps");
        List<Path> named = common.require(inputs, "--input");
        Path folder = common.require(common.out, "--out");
        PositionPolicy policy = policy();
        common.checkOutput();
        List<Path> files = files(named);
        checkNames(files, folder);
        List<Trap> published = TrapFile.read(trapFile);
        RunManifest manifest = common.manifest().withInput(trapFile);
        for (Path file : files) {
            manifest = manifest.withInput(file);
        }
        Path registry = registry(trapFile);
        MasterKey key = key(trapFile, registry);
        if (registry != null) {
            Path secret = registry.resolve(REGISTRY);
            manifest = manifest.withInput(Files.exists(secret) ? secret : registry.resolve(ENCRYPTED));
        }
        InsertionPlan plan = InsertionPlan.ofDocuments(published, key, documents == null ? published.size() : documents)
                .withPerDocument(perDocument)
                .withPosition(policy);
        List<Placement> placements = new ArrayList<>();
        AtomicOutput.directory(
                folder,
                common.force ? Existing.REPLACE : Existing.REFUSE,
                inside -> placements.addAll(JsonlInsertion.of(plan).insert(files, inside, common.progress())));
        emit(manifest, folder, placements);
        return ExitCode.OK.code();
    }

    private void emit(RunManifest manifest, Path folder, List<Placement> placements) {
        long marked = placements.stream().map(Placement::document).distinct().count();
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("placements", placements.size());
        result.put("documents", marked);
        common.emitBeside(
                result,
                manifest,
                String.format(
                        Locale.ROOT,
                        "%,d copies in %,d documents; see %s%n",
                        placements.size(),
                        marked,
                        folder.resolve("placements.jsonl")));
    }

    private PositionPolicy policy() {
        try {
            return PositionPolicy.of(position);
        } catch (IllegalArgumentException e) {
            throw common.usage("--position: " + e.getMessage());
        }
    }

    /** Files, and all files of documents of folders. */
    private static List<Path> files(List<Path> named) throws IOException {
        List<Path> files = new ArrayList<>();
        for (Path path : named) {
            files.addAll(Files.isDirectory(path) ? DocumentFolder.list(path).files() : List.of(path));
        }
        return files;
    }

    private void checkNames(List<Path> files, Path folder) throws IOException {
        try {
            InsertionFiles.byName(files, folder);
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
    private MasterKey key(Path trapFile, @Nullable Path registry) throws IOException {
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
