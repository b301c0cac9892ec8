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
import org.palimpsest.corpus.Document;
import org.palimpsest.corpus.DocumentReader;
import org.palimpsest.corpus.run.AtomicOutput;
import org.palimpsest.corpus.run.Existing;
import org.palimpsest.corpus.run.Fingerprint;
import org.palimpsest.corpus.run.RunManifest;
import org.palimpsest.traps.insertion.InsertionPlan;
import org.palimpsest.traps.insertion.JsonlInsertion;
import org.palimpsest.traps.insertion.Placement;
import org.palimpsest.traps.insertion.PositionPolicy;
import org.palimpsest.traps.registry.KeyOrigin;
import org.palimpsest.traps.registry.MasterKey;
import org.palimpsest.traps.registry.Trap;
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
    @Mixin
    private CommonOptions common = new CommonOptions();

    @Option(names = "--traps", paramLabel = "FILE", description = "traps.jsonl of a registry. Required.")
    private @Nullable Path traps;

    @Option(names = "--input", paramLabel = "FILE", arity = "1..*", description = "JSONL of documents. Required.")
    private @Nullable List<Path> inputs;

    @Option(names = "--documents", paramLabel = "N", description = "Documents that get a trap; default: one a trap.")
    private @Nullable Integer documents;

    @Option(
            names = "--per-document",
            paramLabel = "R",
            defaultValue = "1",
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
        List<Path> files = common.require(inputs, "--input");
        Path folder = common.require(common.out, "--out");
        PositionPolicy policy = policy();
        if (perDocument < 1 || (documents != null && documents < 1)) {
            throw common.usage(
                    "--documents and --per-document must be at least 1, got " + documents + " and " + perDocument);
        }
        common.refuseExisting(folder);
        List<Trap> published = read(trapFile);
        RunManifest manifest = common.manifest().withInput(trapFile);
        for (Path file : files) {
            manifest = manifest.withInput(file);
        }
        InsertionPlan plan = InsertionPlan.ofDocuments(
                        published, key(trapFile), documents == null ? published.size() : documents)
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

    private static List<Trap> read(Path file) throws IOException {
        List<Trap> found = new ArrayList<>();
        try (DocumentReader reader = DocumentReader.open(file, DocumentReader.Options.defaults())) {
            while (reader.hasNext()) {
                Document row = reader.next();
                found.add(new Trap(row.id(), "ghost", row.text()));
            }
        }
        return found;
    }

    /** The registry's key where the traps lie in one, else a key from the seed, else one from the traps themselves. */
    private MasterKey key(Path trapFile) throws IOException {
        Path folder = trapFile.toAbsolutePath().getParent();
        if (folder != null && Files.exists(folder.resolve("registry.jsonl"))) {
            return TrapRegistry.read(folder).key();
        }
        if (common.seed != null) {
            return MasterKey.practice(common.seed);
        }
        common.say(
                "no registry.jsonl beside " + trapFile + ": placement follows from the traps, anybody can repeat it");
        return MasterKey.ofHex(Fingerprint.sha256(trapFile), KeyOrigin.PRACTICE);
    }
}
