package org.palimpsest.corpus.index;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.palimpsest.corpus.run.Fingerprint;

/**
 * An index on disk: a suffix array for each shard, mapped into memory. A search in a shard costs two binary searches, most
 * of which happen in a table that a processor's cache holds; shards are searched one after another. Damage to a file is
 * found when the page that has it is first read, and ends the query with an {@link UncheckedIOException} whose
 * cause is a {@link CorruptIndexException}. Safe for use by many threads.
 */
public final class SuffixArrayIndex implements NgramIndex {
    private final Path folder;
    private final IndexManifest manifest;
    private final List<Shard> shards;
    private final long[] firstDocuments;
    private final PhraseKeys phraseKeys;

    private SuffixArrayIndex(Path folder, IndexManifest manifest, List<Shard> shards) {
        this.folder = folder;
        this.manifest = manifest;
        this.shards = shards;
        this.phraseKeys = new PhraseKeys(manifest.width(), manifest.direction());
        this.firstDocuments = new long[shards.size() + 1];
        for (int i = 0; i < shards.size(); i++) {
            firstDocuments[i + 1] =
                    firstDocuments[i] + shards.get(i).documents().documents();
        }
    }

    /**
     * Opens an index; reads the checksums (a thousandth of it) and little else.
     *
     * @param folder what {@link IndexBuilder} wrote
     * @return the index
     * @throws CorruptIndexException if a file is missing, of the wrong length, version or shard
     * @throws IOException if a file cannot be read
     */
    public static SuffixArrayIndex open(Path folder) throws IOException {
        return open(folder, PagedFile.MAPPING_BITS);
    }

    /** Opens an index whose files are mapped in parts of 2^{@code mappingBits} bytes. */
    static SuffixArrayIndex open(Path folder, int mappingBits) throws IOException {
        IndexManifest manifest = IndexManifest.read(folder);
        List<Shard> shards = new ArrayList<>();
        for (int i = 0; i < manifest.shards().size(); i++) {
            shards.add(Shard.open(new ShardFiles(folder, i), manifest.shards().get(i), manifest.width(), mappingBits));
        }
        return new SuffixArrayIndex(folder, manifest, shards);
    }

    /**
     * Opens one shard as an index of its own; documents count from its first. Needs no files of other shards.
     *
     * @param folder what {@link IndexBuilder} wrote, or the description and the files of that shard alone
     * @param shard its number, from 0
     * @return the index
     * @throws IllegalArgumentException if there is no such shard
     * @throws CorruptIndexException if a file is missing, of the wrong length, version or shard
     * @throws IOException if a file cannot be read
     */
    public static SuffixArrayIndex openShard(Path folder, int shard) throws IOException {
        IndexManifest all = IndexManifest.read(folder);
        if (shard < 0 || shard >= all.shards().size()) {
            throw new IllegalArgumentException(
                    "shard must be in [0, " + all.shards().size() + "), got " + shard);
        }
        IndexManifest.Shard described = all.shards().get(shard);
        Shard opened = Shard.open(new ShardFiles(folder, shard), described, all.width(), PagedFile.MAPPING_BITS);
        IndexManifest alone = new IndexManifest(all.width(), all.direction(), all.tokenizer(), List.of(described));
        return new SuffixArrayIndex(folder, alone, List.of(opened));
    }

    /**
     * How many tokens each shard of an index has, as its description says; needs no other file.
     *
     * @param folder that has the description
     * @return tokens without separators, in the order of the shards
     * @throws IOException if the description cannot be read
     */
    public static List<Long> shardTokens(Path folder) throws IOException {
        return IndexManifest.read(folder).shards().stream()
                .map(shard -> shard.tokens() - shard.documents())
                .toList();
    }

    /**
     * Reads every page and compares it with its checksum.
     *
     * @throws CorruptIndexException at the first damage
     * @throws IOException if a file cannot be read
     */
    public void verify() throws IOException {
        try {
            for (Shard shard : shards) {
                shard.checkAll();
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    @Override
    public long tokens() {
        return manifest.shards().stream()
                .mapToLong(shard -> shard.tokens() - shard.documents())
                .sum();
    }

    @Override
    public long documents() {
        return firstDocuments[shards.size()];
    }

    /**
     * How token ids are stored.
     *
     * @return the width
     */
    public TokenWidth width() {
        return manifest.width();
    }

    /**
     * The tokenizer that the index was built with.
     *
     * @return its {@code tokenizer.json}; nothing if token ids were given
     */
    public Optional<Path> tokenizerFile() {
        Path file = folder.resolve(IndexBuilder.TOKENIZER);
        return Files.exists(file) ? Optional.of(file) : Optional.empty();
    }

    /**
     * Identifies the index.
     *
     * @return SHA-256 of its description, which covers the checksums of every file, in lower-case hex
     * @throws IOException if the description cannot be read
     */
    public String fingerprint() throws IOException {
        return Fingerprint.sha256(IndexManifest.path(folder));
    }

    /**
     * Size on disk.
     *
     * @return bytes of all files
     */
    public long bytes() {
        return shards.stream().mapToLong(Shard::bytes).sum();
    }

    /**
     * Whether the trainer's order was given when the index was built.
     *
     * @return true if documents have steps
     */
    public boolean hasSteps() {
        return shards.stream().anyMatch(shard -> shard.steps() != null);
    }

    /**
     * Number of parts.
     *
     * @return at least 1
     */
    public int shardCount() {
        return shards.size();
    }

    /**
     * What made the token ids.
     *
     * @return the tokenizer's fingerprint, empty if ids were given
     */
    public String tokenizer() {
        return manifest.tokenizer();
    }

    @Override
    public long count(int[] phrase) {
        if (phrase.length == 0) {
            return tokens();
        }
        if (!phraseKeys.canHave(phrase)) {
            return 0;
        }
        int[] keys = phraseKeys.of(phrase);
        long sum = 0;
        for (Shard shard : shards) {
            sum += shard.search().find(keys, 0, keys.length).count();
        }
        return sum;
    }

    @Override
    public long[] counts(List<int[]> phrases) {
        return new ManyCounts(shards, phraseKeys, tokens()).of(phrases);
    }

    @Override
    public Occurrences locate(int[] phrase, int limit) {
        if (phrase.length == 0 || limit < 0) {
            throw new IllegalArgumentException("a phrase must have at least one token and limit be at least 0, got "
                    + phrase.length + " tokens and " + limit);
        }
        if (!phraseKeys.canHave(phrase)) {
            return new Occurrences(0, List.of());
        }
        int[] keys = phraseKeys.of(phrase);
        List<Ranks> ranges = new ArrayList<>();
        long count = 0;
        for (Shard shard : shards) {
            Ranks range = shard.search().find(keys, 0, keys.length);
            ranges.add(range);
            count += range.count();
        }
        return new Occurrences(count, hits(ranges, count, Math.min(count, limit), phrase.length));
    }

    private List<Occurrences.Hit> hits(List<Ranks> ranges, long count, long wanted, int length) {
        List<Occurrences.Hit> hits = new ArrayList<>(Math.toIntExact(wanted));
        int shard = 0;
        long before = 0;
        for (long i = 0; i < wanted; i++) {
            long place = wanted == count ? i : (long) ((i + 0.5) * ((double) count / wanted));
            while (place - before >= ranges.get(shard).count()) {
                before += ranges.get(shard).count();
                shard++;
            }
            hits.add(hit(shard, ranges.get(shard).first() + place - before, length));
        }
        Collections.sort(hits);
        return hits;
    }

    private Occurrences.Hit hit(int shard, long rank, int length) {
        Shard part = shards.get(shard);
        long position = part.table().position(rank);
        int document = part.documents().at(position);
        long inside = position - part.documents().separator(document) - 1;
        return new Occurrences.Hit(
                firstDocuments[shard] + document,
                reversed() ? part.documents().length(document) - inside - length : inside);
    }

    @Override
    public long visit(int[] phrase, long limit, OccurrenceVisitor visitor) {
        if (phrase.length == 0 || limit < 0) {
            throw new IllegalArgumentException("a phrase must have at least one token and limit be at least 0, got "
                    + phrase.length + " tokens and " + limit);
        }
        if (!phraseKeys.canHave(phrase)) {
            return 0;
        }
        int[] keys = phraseKeys.of(phrase);
        long count = 0;
        for (int shard = 0; shard < shards.size(); shard++) {
            Ranks range = shards.get(shard).search().find(keys, 0, keys.length);
            long end = range.first() + Math.min(range.count(), Math.max(0, limit - count));
            visit(shard, range.first(), end, phrase.length, visitor);
            count += range.count();
        }
        return count;
    }

    private void visit(int shard, long first, long end, int length, OccurrenceVisitor visitor) {
        DocumentTable documents = shards.get(shard).documents();
        Places places = new Places(shards.get(shard));
        long before = firstDocuments[shard];
        boolean reversed = reversed();
        for (long rank = first; rank < end; ) {
            int count = places.readInside(rank, end);
            for (int i = 0; i < count; i++) {
                int document = places.document(i);
                long inside = places.inside(i);
                visitor.visit(before + document, reversed ? documents.length(document) - inside - length : inside);
            }
            rank += count;
        }
    }

    @Override
    public MatchHistogram histogram(int[] tokens, MatchHistogram.Options options) {
        return new HistogramCount(shards, firstDocuments, options)
                .of(tokens, new LongestMatches(shards, manifest, options.longest()));
    }

    /**
     * Shows, for every token of a text, the documents that have the longest phrase that begins there.
     *
     * @param tokens the text
     * @param options which phrases count, and how many places of each
     * @param visitor gets the matches, from the first token to the last
     * @throws IllegalArgumentException if documents are stored backwards
     */
    public void matchedPlaces(int[] tokens, MatchedPlaces.Options options, MatchedPlaces visitor) {
        new MatchedDocuments(shards, firstDocuments, options)
                .show(tokens, new LongestMatches(shards, manifest, options.longest()), visitor);
    }

    /**
     * Shows what {@link #matchedPlaces(int[], MatchedPlaces.Options, MatchedPlaces)} of a whole corpus shows of this shard: its
     * documents among those of the longest phrases, or among their sample. Over all shards each place of the whole comes once.
     *
     * @param tokens the text
     * @param shared what all shards together have
     * @param options which phrases count, and how many places of each in the whole corpus
     * @param visitor gets the matches with the count of the whole corpus; documents count from the shard's first
     * @throws IllegalArgumentException if documents are stored backwards
     * @throws IllegalStateException if this is not one shard
     */
    public void matchedPlaces(
            int[] tokens, SharedMatches shared, MatchedPlaces.Options options, MatchedPlaces visitor) {
        if (shards.size() != 1) {
            throw new IllegalStateException("matches are shared by shards opened alone, got " + shards.size());
        }
        new MatchedDocuments(shards, firstDocuments, options)
                .show(tokens, new LongestMatches(shards, manifest, options.longest()), shared, visitor);
    }

    @Override
    public NextTokens next(int[] context, int most) {
        if (most < 0) {
            throw new IllegalArgumentException("most must be at least 0, got " + most);
        }
        NextTokenSearch search = new NextTokenSearch(manifest);
        if (phraseKeys.canHave(context)) {
            int[] keys = phraseKeys.of(context);
            for (Shard shard : shards) {
                Ranks all = new Ranks(0, shard.table().suffixes());
                Ranks found = keys.length == 0 ? all : shard.search().find(keys, 0, keys.length);
                search.add(shard, found, keys.length);
            }
        }
        return search.result(most);
    }

    @Override
    public Matches match(int[] tokens, int longest) {
        return new LongestMatches(shards, manifest, longest).matches(tokens);
    }

    @Override
    public int[] matchLengths(int[] tokens, int longest) {
        return new LongestMatches(shards, manifest, longest).lengths(tokens);
    }

    /**
     * The id of a document.
     *
     * @param document its number in the order of the corpus
     * @return its id; in an index that others built without ids, path and line
     */
    public String documentId(long document) {
        int shard = shardOf(document);
        return shards.get(shard).lines().id((int) (document - firstDocuments[shard]));
    }

    /**
     * When a document was trained on.
     *
     * @param document its number in the order of the corpus
     * @return the training step; nothing if the index was built without the trainer's order, or that lacks the document
     */
    public OptionalLong step(long document) {
        int shard = shardOf(document);
        StepTable steps = shards.get(shard).steps();
        return steps == null ? OptionalLong.empty() : steps.step((int) (document - firstDocuments[shard]));
    }

    /**
     * What the index knows about a document besides its tokens: path, line and metadata.
     *
     * @param document its number in the order of the corpus
     * @return a JSON object
     */
    public String documentDescription(long document) {
        int shard = shardOf(document);
        JsonNode line = shards.get(shard).lines().at((int) (document - firstDocuments[shard]));
        return line.toString();
    }

    /**
     * The length of a document.
     *
     * @param document its number in the order of the corpus
     * @return its tokens
     */
    public long documentLength(long document) {
        int shard = shardOf(document);
        return shards.get(shard).documents().length((int) (document - firstDocuments[shard]));
    }

    /**
     * The tokens of a document.
     *
     * @param document its number in the order of the corpus
     * @return their ids
     */
    public int[] documentTokens(long document) {
        int shard = shardOf(document);
        Shard part = shards.get(shard);
        int local = (int) (document - firstDocuments[shard]);
        long first = part.documents().separator(local) + 1;
        int[] ids = new int[Math.toIntExact(part.documents().length(local))];
        for (int i = 0; i < ids.length; i++) {
            ids[reversed() ? ids.length - 1 - i : i] =
                    manifest.width().id(part.text().key(first + i));
        }
        return ids;
    }

    /**
     * The longest text that begins at each token of a document and that the corpus has somewhere else too; what exact
     * deduplication cuts (Lee et al. 2022, arXiv 2107.06499, take 50 tokens). Needs the inverse: {@code index build
     * --inverse}. One comparison or two a token.
     *
     * @param document its number in the order of the corpus
     * @param longest where to stop counting, 1 or more
     * @return a length for each token, 0 where the token is nowhere else
     * @throws IllegalArgumentException if there is no such document or {@code longest} is below 1
     * @throws IllegalStateException if the index has no inverse, or documents are stored backwards
     */
    public int[] repeats(long document, int longest) {
        if (longest < 1) {
            throw new IllegalArgumentException("longest must be at least 1, got " + longest);
        }
        int part = shardOf(document);
        Shard shard = shards.get(part);
        InverseTable inverse = shard.inverse();
        if (inverse == null || reversed()) {
            throw new IllegalStateException("repeats need an index with the rank of every position;"
                    + " build it with --inverse from documents that are not stored backwards");
        }
        return new RepeatSearch(shards, shard, manifest, inverse, longest)
                .lengths((int) (document - firstDocuments[part]), documentTokens(document));
    }

    IndexManifest manifest() {
        return manifest;
    }

    Shard shard(int number) {
        return shards.get(number);
    }

    private int shardOf(long document) {
        if (document < 0 || document >= documents()) {
            throw new IllegalArgumentException("document must be in [0, " + documents() + "), got " + document);
        }
        int found = Arrays.binarySearch(firstDocuments, document);
        int shard = found >= 0 ? found : -found - 2;
        while (firstDocuments[shard + 1] == firstDocuments[shard]) {
            shard++;
        }
        return shard;
    }

    private boolean reversed() {
        return manifest.direction() == IndexManifest.Direction.REVERSED;
    }
}
