package org.palimpsest.corpus.index;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.palimpsest.corpus.CorruptInputException;
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
    private static final long NOTE_EVERY_NANOS = 10_000_000_000L;
    /** So many tokens that what does not grow with them is nothing beside them. */
    private static final long MANY = 1_000_000_000;

    /** The name under which an index keeps what made its token ids. */
    static final String TOKENIZER = "palimpsest-tokenizer.json";

    private final Options options;
    private final @Nullable Tokenizer tokenizer;
    private final @Nullable Path definition;
    private final @Nullable StepMap order;
    private final Progress progress;
    private final @Nullable Resumption resumption;

    private IndexBuilder(
            Options options,
            @Nullable Tokenizer tokenizer,
            @Nullable Path definition,
            @Nullable StepMap order,
            Progress progress,
            @Nullable Resumption resumption) {
        this.progress = progress;
        this.resumption = resumption;
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
            int blockShift)
            implements Serializable {
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

        /** How many shards are asked for, as memory bounds their size. */
        int shardsFor(TokenWidth found, long tokens) {
            long most = Math.min(SuffixSorter.MAX_LENGTH, memoryBytes / threads / bytesPerToken(found));
            return Math.toIntExact(Math.max(shards, (tokens + most - 1) / most));
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
        return new IndexBuilder(Options.defaults(), null, null, null, Progress.none(), null);
    }

    /**
     * The same under other options.
     *
     * @param other the options
     * @return a builder
     */
    public IndexBuilder with(Options other) {
        return new IndexBuilder(other, tokenizer, definition, order, progress, resumption);
    }

    /**
     * The same for documents whose text is still to be tokenised.
     *
     * @param other the tokenizer
     * @param file its {@code tokenizer.json}, which is kept in the index, so that phrases can be given as text
     * @return a builder
     */
    public IndexBuilder with(Tokenizer other, Path file) {
        return new IndexBuilder(options, other, file, order, progress, resumption);
    }

    /**
     * The same with the trainer's order: hits then say at which step they were trained on.
     *
     * @param steps of documents
     * @return a builder
     */
    public IndexBuilder with(StepMap steps) {
        return new IndexBuilder(options, tokenizer, definition, steps, progress, resumption);
    }

    /**
     * The same with a display of how far it is.
     *
     * @param display where to
     * @return a builder
     */
    public IndexBuilder with(Progress display) {
        return new IndexBuilder(options, tokenizer, definition, order, display, resumption);
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
     * The same for a build that can be interrupted: what is done is kept beside the folder, and the next build of the same
     * files with the same options goes on from there. Files are the same if path, length and time of change are.
     *
     * @param files all that the documents are read from, and a transcript
     * @param notice is told in a line whether an interrupted build is gone on with, or why it is not
     * @return a builder
     */
    public IndexBuilder resumable(List<Path> files, Consumer<String> notice) {
        return new IndexBuilder(
                options, tokenizer, definition, order, progress, new Resumption(files, notice, NOTE_EVERY_NANOS));
    }

    /** The same with other times between notes. */
    IndexBuilder notingEvery(long nanos) {
        Resumption given = resumption;
        return given == null
                ? this
                : new IndexBuilder(
                        options,
                        tokenizer,
                        definition,
                        order,
                        progress,
                        new Resumption(given.files(), given.notice(), nanos));
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
        TokenSource tokens = new TokenSource(tokenizer, definition);
        Resumption kept = resumption;
        if (kept == null) {
            AtomicOutput.directory(
                    folder,
                    existing,
                    inside -> new IndexBuild(
                                    inside, options, tokens, order, progress, null, NOTE_EVERY_NANOS, notice -> {})
                            .run(documents));
            return;
        }
        Map<String, String> request = kept.request(options, tokens);
        try {
            AtomicOutput.resumable(folder, existing, inside -> {
                BuildNotes notes = new BuildNotes(inside.resolve(AtomicOutput.NOTES), request);
                new IndexBuild(inside, options, tokens, order, progress, notes, kept.everyNanos(), kept.notice())
                        .run(documents);
            });
        } catch (IllegalArgumentException | CorruptInputException e) {
            AtomicOutput.discard(folder); // the input must change, so nothing can go on from this
            throw e;
        }
    }
}
