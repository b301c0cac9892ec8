package org.palimpsest.corpus.index;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.palimpsest.corpus.Document;
import org.palimpsest.corpus.Tokenizer;
import org.palimpsest.corpus.run.AtomicOutput;
import org.palimpsest.corpus.run.Existing;
import org.palimpsest.corpus.run.Progress;
import org.palimpsest.corpus.transcript.StepMap;

/**
 * Builds an index: documents are written as token ids in their order, cut into shards, and each shard's suffixes are
 * sorted. The files are infini-gram's, version 4, and ours
 * beside them ({@code docs/data-formats.md}).
 *
 * <p>Cost: linear in the tokens. Memory: {@link #bytesPerToken} times the tokens of the shards that are sorted at a time,
 * which {@link Options#memoryBytes} bounds; the corpus itself is streamed.
 */
public final class IndexBuilder {
    private static final int BATCH = 256;
    /** So many tokens that what does not grow with them is nothing beside them. */
    private static final long MANY = 1_000_000_000;

    /** The name under which an index keeps what made its token ids. */
    static final String TOKENIZER = "palimpsest-tokenizer.json";

    private final Options options;
    private final @Nullable Tokenizer tokenizer;
    private final @Nullable Path definition;
    private final @Nullable StepMap order;
    private final Progress progress;

    private IndexBuilder(
            Options options,
            @Nullable Tokenizer tokenizer,
            @Nullable Path definition,
            @Nullable StepMap order,
            Progress progress) {
        this.progress = progress;
        this.options = options;
        this.tokenizer = tokenizer;
        this.definition = definition;
        this.order = order;
    }

    /** Whether the rank of every position is written: 4 bytes a token, for faster matching of long repeats. */
    public enum Inverse {
        /** Not written. */
        LEFT_OUT,
        /** Written. */
        WRITTEN
    }

    /**
     * How to build.
     *
     * @param shards how many parts, at least 1; more if memory asks for it, fewer if documents are few
     * @param memoryBytes what sorting may use in all, at least 16 MiB
     * @param threads shards that are sorted at a time, at least 1
     * @param inverse whether the inverse suffix array is written
     * @param width of tokens: {@code U8} if ids are bytes, else {@code U16}, which widens by itself
     * @param startShift a start is kept for every 2^startShift-th rank, 2 to 16
     * @param blockShift a document is kept for every 2^blockShift-th position, 2 to 16
     */
    public record Options(
            int shards,
            long memoryBytes,
            int threads,
            Inverse inverse,
            TokenWidth width,
            int startShift,
            int blockShift) {
        /** Checks. */
        public Options {
            atLeast("shards", shards, 1);
            atLeast("memoryBytes", memoryBytes, 1 << 24);
            atLeast("threads", threads, 1);
            atLeast("startShift", startShift, 2);
            atLeast("blockShift", blockShift, 2);
            if (startShift > 16 || blockShift > 16) {
                throw new IllegalArgumentException(
                        "startShift and blockShift must be at most 16, got " + startShift + " and " + blockShift);
            }
        }

        private static void atLeast(String name, long value, long least) {
            if (value < least) {
                throw new IllegalArgumentException(name + " must be at least " + least + ", got " + value);
            }
        }

        /**
         * One shard, four fifths of what the heap may grow to, one thread, no inverse.
         *
         * @return the defaults
         */
        public static Options defaults() {
            return new Options(
                    1,
                    Math.max(1 << 24, Runtime.getRuntime().maxMemory() / 5 * 4),
                    1,
                    Inverse.LEFT_OUT,
                    TokenWidth.U16,
                    5,
                    6);
        }

        /**
         * Another number of shards.
         *
         * @param count at least 1
         * @return the options
         */
        public Options withShards(int count) {
            return new Options(count, memoryBytes, threads, inverse, width, startShift, blockShift);
        }

        /**
         * Another bound of memory.
         *
         * @param bytes at least 16 MiB
         * @return the options
         */
        public Options withMemory(long bytes) {
            return new Options(shards, bytes, threads, inverse, width, startShift, blockShift);
        }

        /**
         * Another number of threads.
         *
         * @param count at least 1
         * @return the options
         */
        public Options withThreads(int count) {
            return new Options(shards, memoryBytes, count, inverse, width, startShift, blockShift);
        }

        /**
         * With or without the inverse suffix array.
         *
         * @param choice which
         * @return the options
         */
        public Options with(Inverse choice) {
            return new Options(shards, memoryBytes, threads, choice, width, startShift, blockShift);
        }

        /**
         * Another width to begin with.
         *
         * @param tokens bytes for bytes
         * @return the options
         */
        public Options with(TokenWidth tokens) {
            return new Options(shards, memoryBytes, threads, inverse, tokens, startShift, blockShift);
        }
    }

    /**
     * A builder for documents that carry their token ids.
     *
     * @return a builder with {@link Options#defaults}
     */
    public static IndexBuilder withDefaults() {
        return new IndexBuilder(Options.defaults(), null, null, null, Progress.none());
    }

    /**
     * The same under other options.
     *
     * @param other the options
     * @return a builder
     */
    public IndexBuilder with(Options other) {
        return new IndexBuilder(other, tokenizer, definition, order, progress);
    }

    /**
     * The same for documents whose text is still to be tokenised.
     *
     * @param other the tokenizer
     * @param file its {@code tokenizer.json}, which is kept in the index, so that phrases can be given as text
     * @return a builder
     */
    public IndexBuilder with(Tokenizer other, Path file) {
        return new IndexBuilder(options, other, file, order, progress);
    }

    /**
     * The same with the trainer's order: hits then say at which step they were trained on.
     *
     * @param steps of documents
     * @return a builder
     */
    public IndexBuilder with(StepMap steps) {
        return new IndexBuilder(options, tokenizer, definition, steps, progress);
    }

    /**
     * The same with a display of how far it is.
     *
     * @param display where to
     * @return a builder
     */
    public IndexBuilder with(Progress display) {
        return new IndexBuilder(options, tokenizer, definition, order, display);
    }

    /**
     * What sorting takes.
     *
     * @param width of tokens
     * @return bytes of heap for each token of the shards that are sorted at a time; the inverse takes no more, since what
     *     sorting used is free by then
     */
    public static int bytesPerToken(TokenWidth width) {
        return (int) (SuffixSorter.bytesNeeded(MANY, width.bytes()) / MANY) + 1;
    }

    /**
     * Builds an index; the folder appears whole or not at all.
     *
     * @param documents in training order; empty ones are kept
     * @param folder where
     * @param existing what to do if it exists
     * @throws IllegalArgumentException if a document has neither token ids nor a tokenizer to make them
     * @throws IOException if the input cannot be read or the folder not be written
     */
    public void build(DocumentStream documents, Path folder, Existing existing) throws IOException {
        AtomicOutput.directory(folder, existing, inside -> {
            TokenWidth width = write(documents, inside);
            cut(inside, width);
            List<IndexManifest.Shard> shards = sort(inside, width);
            Files.deleteIfExists(CorpusWriter.steps(inside));
            if (definition != null) {
                Files.copy(definition, inside.resolve(TOKENIZER));
            }
            String fingerprint = tokenizer == null ? "" : tokenizer.fingerprint();
            new IndexManifest(width, IndexManifest.Direction.FORWARD, fingerprint, shards).write(inside);
        });
    }

    private TokenWidth write(DocumentStream documents, Path folder) throws IOException {
        try (CorpusWriter writer = new CorpusWriter(folder, options.width(), order);
                Progress.Task task = progress.begin("reading", -1, "documents")) {
            List<SourceDocument> batch = new ArrayList<>();
            for (SourceDocument next = documents.read(); next != null; next = documents.read()) {
                batch.add(next);
                if (batch.size() == BATCH) {
                    add(writer, batch);
                    task.advance(batch.size());
                    batch.clear();
                }
            }
            add(writer, batch);
            if (writer.documents() == 0) {
                throw new IllegalArgumentException("there are no documents to index");
            }
            return writer.width();
        }
    }

    private void add(CorpusWriter writer, List<SourceDocument> batch) throws IOException {
        Tokenizer encoder = tokenizer;
        List<int[]> encoded = encoder == null
                ? List.of()
                : encoder.encodeAll(batch.stream().map(d -> d.document().text()).toList());
        for (int i = 0; i < batch.size(); i++) {
            SourceDocument source = batch.get(i);
            writer.add(source, encoder == null ? given(source.document()) : encoded.get(i));
        }
    }

    private static int[] given(Document document) {
        int[] tokens = document.tokens();
        if (tokens == null) {
            throw new IllegalArgumentException(
                    "document \"" + document.id() + "\" has no token ids; give a tokenizer, or rows with \"tokens\"");
        }
        return tokens;
    }

    private void cut(Path folder, TokenWidth width) throws IOException {
        ShardFiles whole = new ShardFiles(folder, 0);
        long tokens = Files.size(whole.tokens()) / width.bytes();
        long most = Math.min(Integer.MAX_VALUE - 8L, options.memoryBytes() / options.threads() / bytesPerToken(width));
        long shards = Math.max(options.shards(), (tokens + most - 1) / most);
        PagedFile offsets = PagedFile.open(whole.offsets());
        ShardCut.choose(offsets, tokens, width.bytes(), Math.toIntExact(shards)).apply(folder, width.bytes());
    }

    private List<IndexManifest.Shard> sort(Path folder, TokenWidth width) throws IOException {
        int count = 0;
        while (Files.exists(new ShardFiles(folder, count).tokens())) {
            count++;
        }
        ExecutorService pool = Executors.newFixedThreadPool(Math.min(count, options.threads()));
        try {
            List<Future<IndexManifest.Shard>> running = new ArrayList<>();
            long documents = 0;
            for (int shard = 0; shard < count; shard++) {
                ShardFiles files = new ShardFiles(folder, shard);
                ShardBuilder builder = new ShardBuilder(files, width, options, documents);
                documents += Files.size(files.offsets()) / 8;
                running.add(pool.submit((Callable<IndexManifest.Shard>) builder::build));
            }
            List<IndexManifest.Shard> shards = new ArrayList<>();
            try (Progress.Task task = progress.begin("sorting", count, "shards")) {
                for (Future<IndexManifest.Shard> shard : running) {
                    shards.add(result(shard));
                    task.advance(1);
                }
            }
            return shards;
        } finally {
            pool.shutdownNow();
        }
    }

    private static IndexManifest.Shard result(Future<IndexManifest.Shard> shard) throws IOException {
        try {
            return shard.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("building the index was interrupted", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException failure) {
                throw failure;
            }
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            if (e.getCause() instanceof Error failure) {
                throw failure;
            }
            throw new IllegalStateException(e);
        }
    }
}
