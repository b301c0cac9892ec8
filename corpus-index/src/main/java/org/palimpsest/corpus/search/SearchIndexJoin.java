package org.palimpsest.corpus.search;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;

/**
 * Puts parts of a {@link SearchIndex} together, in the order of their documents. Closing without {@link #finish} leaves files that
 * are no index.
 */
public final class SearchIndexJoin implements Closeable {
    private final Path folder;
    private final EntityCatalogue catalogue;
    private final boolean steps;
    private final List<String> sources;
    private final Directory directory;
    private final IndexWriter writer;

    SearchIndexJoin(Path folder, EntityCatalogue catalogue, boolean steps, List<String> sources) throws IOException {
        this.folder = folder;
        this.catalogue = catalogue;
        this.steps = steps;
        this.sources = sources;
        this.directory = FSDirectory.open(SearchManifest.lucene(folder));
        this.writer = new IndexWriter(directory, SearchFields.writing());
    }

    /**
     * Adds the next part, whose files can be deleted afterwards.
     *
     * @param part the folder that {@link SearchIndexBuilder#buildPart} wrote, not read-only
     * @throws IOException if it cannot be read, or the index not be written
     */
    public void add(Path part) throws IOException {
        try (Directory added = FSDirectory.open(part)) {
            writer.addIndexes(added);
        }
    }

    /**
     * Ends the index.
     *
     * @return how many documents it has
     * @throws IOException if it cannot be written
     */
    public int finish() throws IOException {
        writer.commit();
        int documents = writer.getDocStats().maxDoc;
        new SearchManifest(documents, steps, sources).write(folder, catalogue);
        return documents;
    }

    @Override
    public void close() throws IOException {
        try (directory) {
            writer.close();
        }
    }
}
