package org.palimpsest.spark;

import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.SparkUserAppException;
import org.apache.spark.sql.SparkSession;
import org.palimpsest.corpus.DocumentReader;
import org.palimpsest.corpus.run.Existing;
import org.palimpsest.corpus.run.Fingerprint;
import org.palimpsest.corpus.search.EntityCatalogue;
import org.palimpsest.corpus.search.SearchIndex;
import org.palimpsest.corpus.search.SearchIndexBuilder;
import org.palimpsest.corpus.search.SearchIndexJoin;
import org.palimpsest.corpus.transcript.StepMap;
import org.palimpsest.corpus.transcript.TranscriptReader;
import org.palimpsest.spark.files.ClusterFiles;
import org.palimpsest.spark.files.JobOutput;
import org.palimpsest.spark.files.JobRequest;
import org.palimpsest.spark.files.ListedFile;
import org.palimpsest.spark.files.Scratch;
import org.palimpsest.spark.files.TaskFolder;
import org.palimpsest.spark.files.TaskNote;
import org.palimpsest.spark.files.WrittenFile;

/**
 * Builds a {@link SearchIndex} (BM25 and entity postings), one task a file; one more task joins the parts in their order. Answers are
 * those of the index that one machine builds, score for score. The bytes of Lucene's files differ from run to run, since Lucene draws
 * names for its segments; {@code search.json} and {@code entities.jsonl} are the same.
 *
 * <p>A task holds 64 MiB beside the catalogue, the steps and its longest document, and on its disk its part. The joining task copies
 * one part after the other: it needs room for the whole index and the largest part, and cannot be spread out.
 */
public final class Bm25Job {
    private static final String NAME = "bm25";
    private static final String PART = "lucene/";

    private Bm25Job() {}

    /**
     * What to do.
     *
     * @param inputs files and folders of the corpus, in training order
     * @param entities a catalogue of entities to find, or empty for none
     * @param transcript the trainer's order, or empty for none
     * @param output folder of the output, which {@link SearchIndex#open} opens
     * @param existing what to do with one that is there
     */
    public record Options(List<String> inputs, String entities, String transcript, String output, Existing existing) {
        /** Copies. */
        public Options {
            inputs = List.copyOf(inputs);
        }
    }

    /** What all tasks need to make a builder. */
    private record Recipe(ClusterFiles files, String entities, String transcript) implements Serializable {
        SearchIndexBuilder builder() throws IOException {
            SearchIndexBuilder builder = SearchIndexBuilder.withDefaults();
            if (!entities.isEmpty()) {
                builder = builder.with(files.read(entities, EntityCatalogue::read));
            }
            return transcript.isEmpty()
                    ? builder
                    : builder.with(StepMap.of(files.read(transcript, TranscriptReader::read)));
        }
    }

    /** The files of a part, by their names in its folder. */
    private record Part(List<String> names, List<String> paths) implements Serializable {}

    /** What the joining task joins. */
    private record Joined(List<Part> parts, List<String> sources) implements Serializable {}

    /**
     * Runs the job.
     *
     * @param spark the session
     * @param options what to do
     * @return how many documents the index has
     * @throws IOException if a file cannot be read or written or is damaged
     */
    public static long run(SparkSession spark, Options options) throws IOException {
        ClusterFiles files = ClusterFiles.of(spark);
        List<ListedFile> listed = CorpusSource.list(files, options.inputs());
        Recipe recipe = new Recipe(files, options.entities(), options.transcript());
        recipe.builder(); // refuses what it must
        Map<String, String> asking = new LinkedHashMap<>();
        List<String> sides = new ArrayList<>();
        for (String side : List.of("entities", "transcript")) {
            String path = side.equals("entities") ? options.entities() : options.transcript();
            String hash = path.isEmpty() ? "" : files.read(path, Fingerprint::sha256);
            asking.put(side, hash);
            if (!path.isEmpty()) {
                sides.add(side + " " + hash);
            }
        }
        JobOutput output = JobOutput.begin(
                spark, files, options.output(), options.existing(), new JobRequest(NAME, asking, listed));
        List<TaskNote> notes =
                output.stage("part", CorpusSource.of(listed), (source, folder) -> part(recipe, source, folder));
        List<String> sources = new ArrayList<>();
        ArrayList<Part> parts = new ArrayList<>();
        for (TaskNote note : notes) {
            sources.add("corpus " + note.values().get("sha256"));
            List<WrittenFile> written = note.parts();
            parts.add(new Part(
                    new ArrayList<>(written.stream()
                            .map(file -> file.name().substring(PART.length()))
                            .toList()),
                    new ArrayList<>(written.stream().map(output::path).toList())));
        }
        sources.addAll(sides);
        List<TaskNote> joined = output.stage(
                "join",
                List.of(new Joined(parts, new ArrayList<>(sources))),
                (all, folder) -> folder.put("documents", join(recipe, all, folder.files())));
        output.commit();
        return joined.get(0).number("documents");
    }

    private static void part(Recipe recipe, CorpusSource source, TaskFolder folder) throws IOException {
        SearchIndexBuilder builder = recipe.builder();
        recipe.files().read(source.path(), local -> {
            try (DocumentReader reader = source.open(local)) {
                builder.buildPart(
                        CorpusSource.stream(reader),
                        Files.createDirectory(folder.parts().resolve("lucene")));
            }
            folder.put("sha256", Fingerprint.sha256(local));
            return local;
        });
        Files.deleteIfExists(folder.parts().resolve(PART + "write.lock"));
    }

    private static int join(Recipe recipe, Joined all, Path folder) throws IOException {
        int documents;
        try (SearchIndexJoin join = recipe.builder().withSources(all.sources()).join(folder)) {
            for (Part part : all.parts()) {
                try (Scratch scratch = Scratch.make()) {
                    for (int i = 0; i < part.names().size(); i++) {
                        try (InputStream in = recipe.files().open(part.paths().get(i))) {
                            Files.copy(in, scratch.folder().resolve(part.names().get(i)));
                        }
                    }
                    join.add(scratch.folder());
                }
            }
            documents = join.finish();
        }
        Files.deleteIfExists(folder.resolve(PART + "write.lock"));
        return documents;
    }

    /**
     * Runs the job under {@code spark-submit}.
     *
     * @param arguments {@code --corpus FILE... --out DIR}, and as {@code trace} takes them {@code --entities},
     *     {@code --transcript} {@code --force} and {@code --report}
     * @throws SparkUserAppException if it failed, with the exit code
     */
    public static void main(String[] arguments) throws SparkUserAppException {
        JobProcess.run(
                NAME, arguments, List.of("corpus", "out", "entities", "transcript"), List.of("force"), Bm25Job::work);
    }

    private static JobProcess.Work work(JobArguments given) {
        Options options = new Options(
                given.all("corpus"),
                given.one("entities", ""),
                given.one("transcript", ""),
                given.one("out"),
                given.has("force") ? Existing.REPLACE : Existing.REFUSE);
        return spark -> run(spark, options);
    }
}
