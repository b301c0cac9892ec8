package org.palimpsest.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.palimpsest.corpus.InputFile;
import org.palimpsest.corpus.index.CorpusFiles;
import org.palimpsest.corpus.run.Existing;
import org.palimpsest.corpus.run.Fingerprint;
import org.palimpsest.corpus.run.RunManifest;
import org.palimpsest.corpus.search.EntityCatalogue;
import org.palimpsest.corpus.search.SearchIndex;
import org.palimpsest.corpus.search.SearchIndexBuilder;
import org.palimpsest.corpus.transcript.StepMap;
import org.palimpsest.corpus.transcript.TranscriptReader;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which corpus is searched, and what is known of it. */
final class TraceOptions {
    @Option(
            names = "--index",
            paramLabel = "DIR",
            description =
                    "Search DIR/palimpsest-search; with --corpus it is built there first, or used if it is of these files.")
    private @Nullable Path index;

    @Option(
            names = "--corpus",
            paramLabel = "FILE",
            arity = "1..*",
            description = "JSONL, Parquet, .txt, .md or folders to search; without --index in memory.")
    private @Nullable List<Path> corpus;

    @Option(
            names = "--entities",
            paramLabel = "FILE",
            description = "With --corpus: JSONL of entities to find: id, name, aliases, context words.")
    private @Nullable Path entities;

    @Option(
            names = "--transcript",
            paramLabel = "FILE",
            description =
                    "With --corpus: the trainer's order, so that documents say at which step they were trained on.")
    private @Nullable Path transcript;

    @Option(
            names = "--least-score",
            paramLabel = "P",
            defaultValue = "0.5",
            converter = Share.class,
            description = "Leave out mentions that mean the entity with less than P. Default: ${DEFAULT-VALUE}.")
    double leastScore = 0.5;

    @Mixin
    private BadLineOptions badLines = new BadLineOptions();

    /**
     * A corpus to ask, to be closed.
     *
     * @param index it
     * @param manifest of the run, with all that was read
     */
    record Opened(SearchIndex index, RunManifest manifest) {}

    void check(CommonOptions common) {
        if (index == null && corpus == null) {
            throw common.usage("missing option --corpus, or --index of a corpus that was searched before");
        }
        if (corpus == null && (entities != null || transcript != null)) {
            throw common.usage("--entities and --transcript go with --corpus; an index has its own");
        }
        if (corpus == null) {
            return;
        }
        long standard = corpus.stream().filter(InputFile::isStandardInput).count();
        if (standard > 1 || (standard > 0 && index != null)) {
            throw common.usage("standard input is read once, and not into an index; got - beside another or --index");
        }
    }

    Opened open(CommonOptions common) throws IOException {
        if (corpus == null) {
            Path folder = folder(common.require(index, "--index"));
            SearchIndex opened = SearchIndex.open(folder);
            return new Opened(opened, common.manifest().withInput(folder.resolve("search.json")));
        }
        return index == null ? inMemory(common, corpus) : inFolder(common, corpus, folder(index));
    }

    private static Path folder(Path given) {
        return Files.exists(given.resolve("search.json")) ? given : given.resolve(SearchIndex.FOLDER);
    }

    private Opened inMemory(CommonOptions common, List<Path> files) throws IOException {
        try (StandardInput standard = StandardInput.watch();
                CorpusFiles documents = new CorpusFiles(files, badLines.allowed)) {
            SearchIndex built = builder(common).build(documents);
            said(common, documents);
            RunManifest manifest = sides(common.manifest());
            for (Path file : files) {
                manifest = common.withInput(manifest, file, standard);
            }
            return new Opened(built, manifest);
        }
    }

    private Opened inFolder(CommonOptions common, List<Path> files, Path folder) throws IOException {
        RunManifest sides = sides(common.manifest());
        RunManifest manifest = sides;
        List<String> sources = new ArrayList<>();
        for (Path file : files) {
            manifest = CommonOptions.withDocuments(manifest, file);
        }
        manifest.inputs().stream()
                .skip(sides.inputs().size())
                .forEach(input -> sources.add("corpus " + input.sha256()));
        if (entities != null) {
            sources.add("entities " + Fingerprint.sha256(entities));
        }
        if (transcript != null) {
            sources.add("transcript " + Fingerprint.sha256(transcript));
        }
        if (Files.exists(folder) && !common.force) {
            SearchIndex there = SearchIndex.open(folder);
            if (there.sources().equals(sources)) {
                common.say("using " + folder);
                return new Opened(there, manifest);
            }
            there.close();
            throw new UsageException(
                    folder + " was made of other files; choose another --index, or --force to replace it");
        }
        Files.createDirectories(folder.toAbsolutePath().getParent());
        try (CorpusFiles documents = new CorpusFiles(files, badLines.allowed)) {
            builder(common)
                    .withSources(sources)
                    .build(documents, folder, common.force ? Existing.REPLACE : Existing.REFUSE);
            said(common, documents);
        }
        return new Opened(SearchIndex.open(folder), manifest);
    }

    private SearchIndexBuilder builder(CommonOptions common) throws IOException {
        SearchIndexBuilder builder = SearchIndexBuilder.withDefaults().with(common.progress());
        if (entities != null) {
            builder = builder.with(EntityCatalogue.read(entities));
        }
        return transcript == null ? builder : builder.with(StepMap.of(TranscriptReader.read(transcript)));
    }

    private RunManifest sides(RunManifest manifest) throws IOException {
        RunManifest with = entities == null ? manifest : manifest.withInput(entities);
        return transcript == null ? with : with.withInput(transcript);
    }

    private static void said(CommonOptions common, CorpusFiles documents) {
        documents.skipped().forEach(bad -> common.say("skipped: line " + bad.line() + ": " + bad.reason()));
    }
}
