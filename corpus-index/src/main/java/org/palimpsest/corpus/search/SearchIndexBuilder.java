package org.palimpsest.corpus.search;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.jspecify.annotations.Nullable;
import org.palimpsest.corpus.index.DocumentStream;
import org.palimpsest.corpus.index.SourceDocument;
import org.palimpsest.corpus.run.AtomicOutput;
import org.palimpsest.corpus.run.Existing;
import org.palimpsest.corpus.run.Progress;
import org.palimpsest.corpus.transcript.StepMap;

/**
 * Builds a {@link SearchIndex} in one pass over the documents, whose order is kept. Memory: {@value SearchFields#BUFFER_MIB} MiB
 * beside the catalogue, the steps and the longest document. The same documents give the same answers; the files' bytes may
 * differ, since Lucene draws names for its segments.
 */
public final class SearchIndexBuilder {
    private final EntityCatalogue catalogue;
    private final @Nullable StepMap steps;
    private final List<String> sources;
    private final Progress progress;

    private SearchIndexBuilder(
            EntityCatalogue catalogue, @Nullable StepMap steps, List<String> sources, Progress progress) {
        this.catalogue = catalogue;
        this.steps = steps;
        this.sources = List.copyOf(sources);
        this.progress = progress;
    }

    /** Returns a builder without entities and steps, that nobody watches. */
    public static SearchIndexBuilder withDefaults() {
        return new SearchIndexBuilder(EntityCatalogue.empty(), null, List.of(), Progress.none());
    }

    /**
     * The same with entities to find.
     *
     * @param entities each mention of one becomes a posting
     * @return a new builder
     */
    public SearchIndexBuilder with(EntityCatalogue entities) {
        return new SearchIndexBuilder(entities, steps, sources, progress);
    }

    /**
     * The same with training steps.
     *
     * @param map when each document was trained on
     * @return a new builder
     */
    public SearchIndexBuilder with(StepMap map) {
        return new SearchIndexBuilder(catalogue, map, sources, progress);
    }

    /**
     * The same, watched.
     *
     * @param watcher told of every document
     * @return a new builder
     */
    public SearchIndexBuilder with(Progress watcher) {
        return new SearchIndexBuilder(catalogue, steps, sources, watcher);
    }

    /**
     * The same with a note of what the index is made of, which {@link SearchIndex#sources} gives back.
     *
     * @param fingerprints of the files, in the order they are read
     * @return a new builder
     */
    public SearchIndexBuilder withSources(List<String> fingerprints) {
        return new SearchIndexBuilder(catalogue, steps, fingerprints, progress);
    }

    /**
     * Builds an index in a folder, which appears whole or not at all.
     *
     * @param documents in training order; not closed
     * @param folder the folder; the one that it stands in exists
     * @param existing what to do with one that is there already
     * @throws IOException if the input cannot be read or the folder not written
     */
    public void build(DocumentStream documents, Path folder, Existing existing) throws IOException {
        AtomicOutput.directory(folder, existing, temporary -> {
            int count;
            try (Directory directory = FSDirectory.open(SearchManifest.lucene(temporary))) {
                count = write(documents, directory);
            }
            new SearchManifest(count, steps != null, sources).write(temporary, catalogue);
        });
    }

    /**
     * Builds an index in memory.
     *
     * @param documents in training order; not closed
     * @return the index, to be closed
     * @throws IOException if the input cannot be read
     */
    public SearchIndex build(DocumentStream documents) throws IOException {
        Directory directory = new ByteBuffersDirectory();
        int count = write(documents, directory);
        return new SearchIndex(
                Path.of("memory"), directory, catalogue, new SearchManifest(count, steps != null, sources));
    }

    /**
     * Writes one part of an index: what {@link #join} puts together with others.
     *
     * @param documents of the part, in training order; not closed
     * @param folder an empty folder
     * @return how many documents there were
     * @throws IOException if the input cannot be read or the folder not written
     */
    public int buildPart(DocumentStream documents, Path folder) throws IOException {
        try (Directory directory = FSDirectory.open(folder)) {
            return write(documents, directory);
        }
    }

    /**
     * Begins an index of parts. It answers as one that {@link #build} makes of all their documents in one pass: scores rest on
     * counts over the whole index, however it is cut.
     *
     * @param folder an existing folder
     * @return an index without parts
     * @throws IOException if the folder cannot be written
     */
    public SearchIndexJoin join(Path folder) throws IOException {
        return new SearchIndexJoin(folder, catalogue, steps != null, sources);
    }

    private int write(DocumentStream documents, Directory directory) throws IOException {
        SearchFields fields = new SearchFields(EntityLinker.of(catalogue), steps);
        int count = 0;
        try (IndexWriter writer = new IndexWriter(directory, SearchFields.writing());
                Progress.Task task = progress.begin("indexing for search", -1, "documents")) {
            for (SourceDocument next = documents.read(); next != null; next = documents.read()) {
                writer.addDocument(fields.of(next.document()));
                count++;
                task.advance(1);
            }
            writer.commit();
        }
        return count;
    }
}
