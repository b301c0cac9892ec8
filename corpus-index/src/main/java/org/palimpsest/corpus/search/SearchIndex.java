package org.palimpsest.corpus.search;

import java.io.Closeable;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexFormatTooNewException;
import org.apache.lucene.index.IndexFormatTooOldException;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;

/**
 * Documents with their words and the entities that they name, as {@link SearchIndexBuilder} wrote them. Answers are the same
 * each time; ties stand in the order of the corpus. Thread-safe.
 */
public final class SearchIndex implements Closeable {
    /** The name of the folder that stands beside the n-gram index. */
    public static final String FOLDER = "palimpsest-search";

    private final Path folder;
    private final Directory directory;
    private final DirectoryReader reader;
    private final IndexSearcher searcher;
    private final EntityCatalogue catalogue;
    private final SearchManifest manifest;
    private final EntityLinker linker;

    SearchIndex(Path folder, Directory directory, EntityCatalogue catalogue, SearchManifest manifest)
            throws IOException {
        this.folder = folder;
        this.directory = directory;
        this.reader = DirectoryReader.open(directory);
        this.searcher = new IndexSearcher(reader);
        this.catalogue = catalogue;
        this.manifest = manifest;
        this.linker = EntityLinker.of(catalogue);
    }

    /**
     * Opens an index.
     *
     * @param folder what {@link SearchIndexBuilder#build(org.palimpsest.corpus.index.DocumentStream, Path,
     *     org.palimpsest.corpus.run.Existing)} wrote
     * @return the index, to be closed
     * @throws org.palimpsest.corpus.index.CorruptIndexException if a file is missing, cut, damaged, foreign or of another
     *     version
     * @throws IOException if it cannot be read
     */
    public static SearchIndex open(Path folder) throws IOException {
        SearchManifest manifest = SearchManifest.read(folder);
        EntityCatalogue catalogue = SearchManifest.entities(folder);
        Path lucene = SearchManifest.lucene(folder);
        if (!Files.isDirectory(lucene)) {
            throw damaged(lucene, "no such folder");
        }
        Directory directory = FSDirectory.open(lucene);
        boolean opened = false;
        try {
            SearchIndex index = new SearchIndex(folder, directory, catalogue, manifest);
            if (index.reader.maxDoc() != manifest.documents()) {
                index.close();
                throw new org.palimpsest.corpus.index.CorruptIndexException(
                        lucene, 0, index.reader.maxDoc() + " documents", manifest.documents() + " documents");
            }
            opened = true;
            return index;
        } catch (CorruptIndexException
                | IndexFormatTooNewException
                | IndexFormatTooOldException
                | EOFException
                | FileNotFoundException
                | NoSuchFileException e) {
            throw damaged(lucene, String.valueOf(e.getMessage()));
        } finally {
            if (!opened) {
                directory.close();
            }
        }
    }

    private static IOException damaged(Path path, String found) {
        return new org.palimpsest.corpus.index.CorruptIndexException(path, 0, found, "the files that Lucene wrote");
    }

    /** Returns the number of documents. */
    public int documents() {
        return manifest.documents();
    }

    /** Returns whether training steps were given when it was built. */
    public boolean hasSteps() {
        return manifest.steps();
    }

    /** Returns the fingerprints that {@link SearchIndexBuilder#withSources} was given. */
    public List<String> sources() {
        return manifest.sources();
    }

    /** Returns the entities whose mentions it has. */
    public EntityCatalogue catalogue() {
        return catalogue;
    }

    /**
     * Reads every file and compares it with its checksum.
     *
     * @throws org.palimpsest.corpus.index.CorruptIndexException if one is damaged
     * @throws IOException if one cannot be read
     */
    public void verify() throws IOException {
        for (LeafReaderContext leaf : reader.leaves()) {
            try {
                leaf.reader().checkIntegrity();
            } catch (CorruptIndexException e) {
                throw damaged(SearchManifest.lucene(folder), String.valueOf(e.getMessage()));
            }
        }
    }

    /**
     * The documents that share most with a question, by BM25 with Lucene's constants (k1 = 1.2, b = 0.75).
     *
     * @param question any text; its words count once each
     * @param limit documents at most, at least 1
     * @return documents by falling score, then by their order
     * @throws IOException if the index cannot be read
     * @throws IllegalArgumentException if {@code limit} is less than 1
     */
    public List<SearchHit> bm25(String question, int limit) throws IOException {
        requirePositive(limit);
        BooleanQuery.Builder query = new BooleanQuery.Builder();
        bm25Clauses(question).forEach(clause -> query.add(clause, Occur.SHOULD));
        List<SearchHit> hits = new ArrayList<>();
        DocumentValues values = new DocumentValues(reader);
        for (ScoreDoc hit : searcher.search(query.build(), limit).scoreDocs) {
            hits.add(new SearchHit(hit.doc, values.id(hit.doc), hit.score, values.step(hit.doc)));
        }
        return hits;
    }

    static List<Query> bm25Clauses(String question) {
        return SearchWord.forms(question).stream()
                .distinct()
                .limit(IndexSearcher.getMaxClauseCount() / 2)
                .<Query>map(form -> new TermQuery(new Term(SearchFields.WORDS, form)))
                .toList();
    }

    /**
     * A document.
     *
     * @param document its ordinal
     * @return its id, text and step
     * @throws IOException if the index cannot be read
     * @throws IndexOutOfBoundsException if there is no such document
     */
    public IndexedDocument document(int document) throws IOException {
        Objects.checkIndex(document, documents());
        DocumentValues values = new DocumentValues(reader);
        String text = reader.storedFields()
                .document(document, Set.of(SearchFields.TEXT))
                .get(SearchFields.TEXT);
        return new IndexedDocument(document, values.id(document), text, values.step(document));
    }

    /**
     * Where the corpus names an entity.
     *
     * @param entity the entity's id; one that the catalogue lacks has no postings
     * @param leastScore mentions below are left out, 0 to 1
     * @return its mentions in the order of the corpus
     * @throws IOException if the index cannot be read
     * @throws IllegalArgumentException if {@code leastScore} is outside 0 to 1
     */
    public List<EntityPosting> postings(String entity, double leastScore) throws IOException {
        requireShare(leastScore);
        List<EntityPosting> postings = new ArrayList<>();
        DocumentValues values = new DocumentValues(reader);
        for (LeafReaderContext leaf : reader.leaves()) {
            PostingsReader.read(leaf, entity, folder, (document, mention) -> {
                if (mention.score() >= leastScore) {
                    postings.add(new EntityPosting(
                            document,
                            values.id(document),
                            mention.start(),
                            mention.end(),
                            mention.score(),
                            mention.source(),
                            values.step(document)));
                }
            });
        }
        return postings;
    }

    /**
     * The documents that name two entities.
     *
     * @param subject an entity's id
     * @param answer another's
     * @param leastScore mentions below are left out, 0 to 1
     * @param withinCharacters how many characters may stand between the two mentions, at least 0; {@link Integer#MAX_VALUE} for
     *     anywhere in the document
     * @return their ordinals, rising
     * @throws IOException if the index cannot be read
     * @throws IllegalArgumentException if a number is outside its range
     */
    public List<Integer> coOccurrences(String subject, String answer, double leastScore, int withinCharacters)
            throws IOException {
        if (withinCharacters < 0) {
            throw new IllegalArgumentException("withinCharacters must be at least 0, got " + withinCharacters);
        }
        return CoOccurrence.of(postings(subject, leastScore), postings(answer, leastScore), withinCharacters);
    }

    /**
     * How often the corpus names an entity before a step of training. A document counts at its first training; one without a
     * step does not count.
     *
     * @param entity the entity's id
     * @param leastScore mentions below are left out, 0 to 1
     * @param beforeStep the step, not included
     * @return documents and mentions
     * @throws IOException if the index cannot be read
     * @throws IllegalArgumentException if {@code leastScore} is outside 0 to 1
     */
    public EntityExposure exposures(String entity, double leastScore, long beforeStep) throws IOException {
        Set<Integer> documents = new HashSet<>();
        long mentions = 0;
        for (EntityPosting posting : postings(entity, leastScore)) {
            Long step = posting.step();
            if (step != null && step < beforeStep) {
                documents.add(posting.document());
                mentions++;
            }
        }
        return new EntityExposure(documents.size(), mentions);
    }

    EntityLinker linker() {
        return linker;
    }

    IndexSearcher searcher() {
        return searcher;
    }

    int documentFrequency(String form) throws IOException {
        return reader.docFreq(new Term(SearchFields.WORDS, form));
    }

    @Override
    public void close() throws IOException {
        try (directory) {
            reader.close();
        }
    }

    private static void requirePositive(int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("limit must be at least 1, got " + limit);
        }
    }

    static void requireShare(double leastScore) {
        if (!(leastScore >= 0 && leastScore <= 1)) {
            throw new IllegalArgumentException("leastScore must be in [0, 1], got " + leastScore);
        }
    }
}
