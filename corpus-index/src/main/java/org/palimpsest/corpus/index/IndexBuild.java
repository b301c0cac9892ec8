package org.palimpsest.corpus.index;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.palimpsest.corpus.run.AtomicOutput;
import org.palimpsest.corpus.run.Progress;
import org.palimpsest.corpus.transcript.StepMap;

/** One build of an index in a folder, from the beginning or from where an earlier one was interrupted. */
final class IndexBuild {
    private static final int BATCH = 256;
    private static final Pattern SHARD_FILE = Pattern.compile("[a-z-]+\\.([0-9]{1,9})");

    private final Path folder;
    private final IndexBuilder.Options options;
    private final TokenSource tokens;
    private final @Nullable StepMap order;
    private final Progress progress;
    private final @Nullable BuildNotes notes;
    private final long noteEveryNanos;
    private final Consumer<String> said;

    /**
     * A build.
     *
     * @param notes what to go on from and where to note how far it is, or null
     * @param noteEveryNanos time between notes while documents are read
     * @param said is told whether it goes on or starts over
     */
    IndexBuild(
            Path folder,
            IndexBuilder.Options options,
            TokenSource tokens,
            @Nullable StepMap order,
            Progress progress,
            @Nullable BuildNotes notes,
            long noteEveryNanos,
            Consumer<String> said) {
        this.folder = folder;
        this.options = options;
        this.tokens = tokens;
        this.order = order;
        this.progress = progress;
        this.notes = notes;
        this.noteEveryNanos = noteEveryNanos;
        this.said = said;
    }

    void run(DocumentStream documents) throws IOException {
        ReadingState read = begin();
        if (read.stage() == ReadingState.Stage.UNDER_WAY) {
            read = read(documents, read);
        }
        RawCorpus corpus = new RawCorpus(folder, read.width());
        List<IndexManifest.Shard> shards = sort(parts(corpus, read), wanted(read));
        tokens.keepDefinition(folder.resolve(IndexBuilder.TOKENIZER));
        new IndexManifest(read.width(), IndexManifest.Direction.FORWARD, tokens.fingerprint(), shards).write(folder);
        if (notes == null) {
            corpus.delete();
        }
    }

    private ReadingState begin() throws IOException {
        ReadingState nothing = ReadingState.nothing(options.width());
        BuildNotes kept = notes;
        if (kept == null || !kept.exist()) {
            clear(folder);
            return nothing;
        }
        String difference = kept.difference();
        ReadingState state = kept.reading();
        if (difference == null && state != null && isThere(state)) {
            said.accept(String.format(
                    Locale.ROOT,
                    "going on with the build that was interrupted: %,d documents are read",
                    state.documents()));
            return state;
        }
        said.accept("an interrupted build is not gone on with: "
                + (difference == null ? "its files are incomplete" : difference) + "; starting over");
        clear(folder);
        return nothing;
    }

    /** Deletes all files, less the lock. */
    private static void clear(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                if (!file.endsWith(AtomicOutput.LOCK)) {
                    Files.delete(file);
                }
            }
        }
    }

    /** Whether what has been read is there; what was finished of it is taken apart again if need be. */
    private boolean isThere(ReadingState state) throws IOException {
        RawCorpus corpus = new RawCorpus(folder, state.width());
        if (state.stage() == ReadingState.Stage.UNDER_WAY) {
            return corpus.has(state);
        }
        corpus.takeBack(new ShardFiles(folder, 0), state);
        return corpus.isWhole(state);
    }

    private ReadingState read(DocumentStream documents, ReadingState from) throws IOException {
        ReadingState state = from;
        try (CorpusWriter writer = new CorpusWriter(folder, from, order);
                Progress.Task task = progress.begin("reading", -1, "documents")) {
            for (long document = 0; document < from.documents(); document++) {
                documents.read();
            }
            task.advance(from.documents());
            long noted = System.nanoTime();
            for (List<SourceDocument> batch = batch(documents); !batch.isEmpty(); batch = batch(documents)) {
                List<int[]> ids = tokens.of(batch);
                for (int i = 0; i < batch.size(); i++) {
                    writer.add(batch.get(i), ids.get(i));
                }
                task.advance(batch.size());
                if (notes != null && System.nanoTime() - noted >= noteEveryNanos) {
                    notes.write(writer.flush(ReadingState.Stage.UNDER_WAY));
                    noted = System.nanoTime();
                }
            }
            if (writer.documents() == 0) {
                throw nothingToIndex();
            }
            state = writer.flush(ReadingState.Stage.COMPLETE);
        }
        if (notes != null) {
            notes.write(state);
        }
        return state;
    }

    static IllegalArgumentException nothingToIndex() {
        return new IllegalArgumentException("there are no documents to index");
    }

    /** The next documents, none at the end. */
    static List<SourceDocument> batch(DocumentStream documents) throws IOException {
        List<SourceDocument> batch = new ArrayList<>();
        while (batch.size() < BATCH) {
            SourceDocument next = documents.read();
            if (next == null) {
                break;
            }
            batch.add(next);
        }
        return batch;
    }

    /** How many shards the options ask for. */
    private int wanted(ReadingState read) {
        return options.shardsFor(read.width(), read.tokens());
    }

    private List<ShardPart> parts(RawCorpus corpus, ReadingState read) throws IOException {
        ShardCut.Start end = new ShardCut.Start(read.documents(), read.tokens());
        ShardCut cut = ShardCut.choose(starts(corpus), end, wanted(read));
        List<ShardPart> parts = new ArrayList<>();
        for (int shard = 0; shard < cut.shards(); shard++) {
            parts.add(cut.part(corpus, shard));
        }
        if (parts.size() == 1) {
            corpus.giveTo(parts.get(0).files());
        }
        return parts;
    }

    private static ShardCut.Starts starts(RawCorpus corpus) throws IOException {
        PagedFile offsets = PagedFile.open(corpus.offsets());
        long count = offsets.size() / 8;
        long[] document = new long[1];
        return wanted -> {
            long position = Long.MAX_VALUE;
            for (; document[0] < count; document[0]++) {
                position = offsets.littleEndianLong(8 * document[0])
                        / corpus.width().bytes();
                if (position >= wanted) {
                    break;
                }
            }
            return new ShardCut.Start(document[0], position);
        };
    }

    private List<IndexManifest.Shard> sort(List<ShardPart> parts, int wanted) throws IOException {
        List<IndexManifest.Shard> shards = new ArrayList<>();
        dropShardsFrom(parts.size());
        ExecutorService pool = Executors.newFixedThreadPool(Math.min(parts.size(), options.threads()));
        try (Progress.Task task = progress.begin("sorting", parts.size(), "shards")) {
            List<Future<IndexManifest.Shard>> running = new ArrayList<>();
            for (ShardPart part : parts) {
                running.add(pool.submit((Callable<IndexManifest.Shard>) () -> shard(part, wanted)));
            }
            for (Future<IndexManifest.Shard> shard : running) {
                shards.add(result(shard));
                task.advance(1);
            }
        } finally {
            pool.shutdownNow();
        }
        return shards;
    }

    /** Deletes what an interrupted build for more shards has left. */
    private void dropShardsFrom(int first) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Matcher name = SHARD_FILE.matcher(String.valueOf(file.getFileName()));
                if (name.matches() && Integer.parseInt(name.group(1)) >= first) {
                    Files.delete(file);
                }
            }
        }
    }

    private IndexManifest.Shard shard(ShardPart part, int wanted) throws IOException {
        IndexManifest.Shard finished = notes == null ? null : notes.finished(part, wanted);
        if (finished != null) {
            said.accept("shard " + part.shard() + " is finished already");
            return finished;
        }
        IndexManifest.Shard built = new ShardBuilder(part, options).build();
        if (notes != null) {
            notes.write(part, wanted, built);
        }
        return built;
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
