package org.palimpsest.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.palimpsest.corpus.Document;
import org.palimpsest.corpus.DocumentReader;
import org.palimpsest.corpus.run.Progress;
import org.palimpsest.corpus.run.RunManifest;
import org.palimpsest.traps.family.TrapFamily;
import org.palimpsest.traps.family.Wordlist;
import org.palimpsest.traps.generation.CopyrightTrapList;
import org.palimpsest.traps.generation.FoundIdentifier;
import org.palimpsest.traps.generation.NaturalIdentifiers;
import org.palimpsest.traps.generation.RephrasingFile;
import org.palimpsest.traps.insertion.Placement;
import org.palimpsest.traps.registry.DrawnCandidates;
import org.palimpsest.traps.registry.ListedCandidates;
import org.palimpsest.traps.registry.MasterKey;
import org.palimpsest.traps.registry.TrapRegistry;

/** Makes the candidates that the options of {@code traps generate} ask for. */
final class CandidateMaker {
    private static final int MAXIMUM_DOCUMENTS = 10;

    private final CommonOptions common;
    private final FamilyOptions options;
    private final @Nullable Integer count;
    private final int controls;

    CandidateMaker(CommonOptions common, FamilyOptions options, @Nullable Integer count, int controls) {
        this.common = common;
        this.options = options;
        this.count = count;
        this.controls = controls;
    }

    /** Checks what can be checked before any file is opened. */
    void check() {
        options.check(common);
        switch (options.family) {
            case CopyrightTrapList.FAMILY -> {
                common.require(count, "--count");
                common.require(options.model, "--model");
                ModelCandidates.copyrightOptions(options, common);
            }
            case RephrasingFile.FAMILY -> {
                common.require(options.rephrasings, "--rephrasings");
                if (count != null || common.given("--controls")) {
                    throw common.usage("--count and --controls follow from the file with --family rephrasing");
                }
            }
            case NaturalIdentifiers.FAMILY -> common.require(options.inputs, "--input");
            default -> {
                common.require(count, "--count");
                if ((options.model == null) != (options.band == null)) {
                    throw common.usage("--model and --band go together with --family fact");
                }
                if (options.guess != null && options.band == null) {
                    throw common.usage("--guess needs --band");
                }
                ModelCandidates.band(options, common);
                ModelCandidates.guess(options, common);
            }
        }
    }

    /** Makes them. */
    MadeCandidates make(MasterKey key) throws IOException {
        return switch (options.family) {
            case CopyrightTrapList.FAMILY ->
                new ModelCandidates(common, options, common.require(count, "--count"), controls).copyright(key);
            case RephrasingFile.FAMILY -> rephrasings();
            case NaturalIdentifiers.FAMILY -> natural(key);
            default ->
                options.model == null
                        ? drawn()
                        : new ModelCandidates(common, options, common.require(count, "--count"), controls).facts(key);
        };
    }

    private MadeCandidates drawn() throws IOException {
        TrapFamily family;
        try {
            family = DrawnFamilies.of(options, common);
        } catch (IllegalArgumentException e) {
            throw common.usage(String.valueOf(e.getMessage()));
        }
        RunManifest manifest = common.manifest();
        for (Path file : files()) {
            manifest = manifest.withInput(file);
        }
        return new MadeCandidates(new DrawnCandidates(family), Map.of(), List.of(), manifest);
    }

    private List<Path> files() {
        List<Path> files = new ArrayList<>();
        if (options.wordlist != null && !Wordlist.isBundled(options.wordlist)) {
            files.add(Path.of(options.wordlist));
        }
        if (options.tokenizer != null) {
            files.add(options.tokenizer);
        }
        if (options.facts != null) {
            files.add(options.facts);
        }
        return files;
    }

    private MadeCandidates rephrasings() throws IOException {
        Path file = common.require(options.rephrasings, "--rephrasings");
        ListedCandidates list = RephrasingFile.read(file);
        return new MadeCandidates(list, Map.of(), List.of(), common.manifest().withInput(file));
    }

    private MadeCandidates natural(MasterKey key) throws IOException {
        NaturalIdentifiers search = new NaturalIdentifiers(FamilyOptions.or(options.maxDocuments, MAXIMUM_DOCUMENTS));
        RunManifest manifest = common.manifest();
        try (Progress.Task task = common.progress().begin("searching", -1, "documents")) {
            for (Path file : common.require(options.inputs, "--input")) {
                manifest = manifest.withInput(file);
                try (DocumentReader reader = DocumentReader.open(file)) {
                    while (reader.hasNext()) {
                        Document document = reader.next();
                        search.add(document);
                        task.advance(1);
                    }
                }
            }
        }
        List<FoundIdentifier> found = search.found();
        if (found.isEmpty()) {
            throw new IllegalArgumentException(
                    "the documents must hold 1 identifier or more that could be uniform, found none; left out "
                            + search.dropped());
        }
        List<FoundIdentifier> used = count == null || count >= found.size() ? found : found.subList(0, count);
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("found", found.size());
        report.put("used", used.size());
        report.put("leftOut", search.dropped());
        List<Placement> placements = new ArrayList<>();
        for (int j = 0; j < used.size(); j++) {
            FoundIdentifier identifier = used.get(j);
            placements.add(new Placement(identifier.document(), TrapRegistry.id(j), identifier.offset(), 1));
        }
        return new MadeCandidates(
                NaturalIdentifiers.withControls(used, controls, key.stream("natural")), report, placements, manifest);
    }
}
