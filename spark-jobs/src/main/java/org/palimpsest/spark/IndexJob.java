package org.palimpsest.spark;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.SparkUserAppException;
import org.apache.spark.network.util.JavaUtils;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import org.palimpsest.corpus.BadLine;
import org.palimpsest.corpus.CorruptInputException;
import org.palimpsest.corpus.index.CopiedFile;
import org.palimpsest.corpus.index.CorpusPiece;
import org.palimpsest.corpus.index.IndexBuilder;
import org.palimpsest.corpus.index.PieceShard;
import org.palimpsest.corpus.index.PiecewiseIndex;
import org.palimpsest.corpus.index.ShardSeal;
import org.palimpsest.corpus.index.TokenWidth;
import org.palimpsest.corpus.run.Existing;
import org.palimpsest.corpus.run.Fingerprint;
import org.palimpsest.corpus.transcript.StepMap;
import org.palimpsest.inference.engine.DjlTokenizer;
import org.palimpsest.spark.files.ClusterFiles;
import org.palimpsest.spark.files.JobOutput;
import org.palimpsest.spark.files.JobRequest;
import org.palimpsest.spark.files.ListedFile;
import org.palimpsest.spark.files.TaskNote;

/**
 * Builds an index of a corpus: one task a file reads documents and makes tokens of them, one task a shard gathers its range of
 * the training order and sorts its suffixes. Files are, byte for byte, those of {@link IndexBuilder} for the same inputs and
 * options, however many workers there are.
 *
 * <p>Memory: reading is streamed, beside the trainer's order if one is given, of which every executor holds the whole, as one machine does: 100 bytes a
 * document, three times that while it is read. A shard takes {@link IndexBuilder#bytesPerToken} times its tokens, out of four
 * fifths of an executor's heap; tasks wait for each other where not all fit. The driver holds a few numbers for each file and
 * shard. Disk: until the commit, tokens and lines of metadata are stored twice.
 */
public final class IndexJob {
    private static final String NAME = "index-build";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SKIPPED = "skipped.json";

    private IndexJob() {}

    /**
     * What to do.
     *
     * @param build shards and tables; memory and threads bound the tokens of a shard as they do on one machine
     * @param inputs files and folders in training order, as for {@code index build}; in folders, names that begin with {@code .}
     *     or {@code _} are left out
     * @param skipBad how many bad lines of each input to pass over, at least 0
     * @param tokenizer its {@code tokenizer.json}, a path or URI; null where rows carry token ids
     * @param transcript the trainer's order, a path or URI, or null
     * @param output folder of the index
     * @param existing what to do with one that is there
     */
    public record Options(
            IndexBuilder.Options build,
            List<String> inputs,
            int skipBad,
            @Nullable String tokenizer,
            @Nullable String transcript,
            String output,
            Existing existing) {
        /**
         * Copies and checks.
         *
         * @throws IllegalArgumentException if there are no inputs, or {@code skipBad} is negative
         */
        public Options {
            inputs = List.copyOf(inputs);
            if (inputs.isEmpty() || skipBad < 0) {
                throw new IllegalArgumentException(
                        "inputs must be 1 or more and skipBad at least 0, got " + inputs.size() + " and " + skipBad);
            }
        }

        /**
         * Rows with token ids, no order, no bad lines; an output that is there is left.
         *
         * @param build shards and tables
         * @param inputs files and folders
         * @param output folder of the index
         * @return the options
         */
        public static Options ofTokens(IndexBuilder.Options build, List<String> inputs, String output) {
            return new Options(build, inputs, 0, null, null, output, Existing.REFUSE);
        }
    }

    /**
     * What was done.
     *
     * @param documents in the index
     * @param tokens in it, without separators
     * @param shards of it
     * @param skipped bad lines, by file
     */
    public record Summary(long documents, long tokens, int shards, Map<String, List<BadLine>> skipped) {}

    /** A shard, and where the files of its pieces lie. */
    private record ShardTask(PieceShard shard, int shards, long tokens, Map<String, String> paths)
            implements Serializable {
        String path(int piece, CorpusPiece.Part part) {
            String path = paths.get(piece + part.fileName());
            if (path == null) {
                throw new IllegalStateException("piece " + piece + " has no " + part.fileName());
            }
            return path;
        }
    }

    /**
     * Runs the job.
     *
     * @param spark the session
     * @param options what to do
     * @return how much was done
     * @throws IllegalArgumentException if inputs have no documents or no tokens, or a shard needs more memory than an executor
     *     has; nothing is written then
     * @throws IOException if a file cannot be read or written or is damaged
     */
    public static Summary run(SparkSession spark, Options options) throws IOException {
        ClusterFiles files = ClusterFiles.of(spark);
        List<IndexInput> inputs = IndexInput.list(files, options.inputs());
        ListedFile tokenizer = listed(files, options.tokenizer());
        ListedFile transcript = listed(files, options.transcript());
        JobRequest request = request(options, inputs, tokenizer, transcript);
        JobOutput output = JobOutput.begin(spark, files, options.output(), options.existing(), request);
        PiecewiseIndex index = PiecewiseIndex.with(options.build());
        List<TaskNote> read = read(output, files, index, inputs, options.skipBad(), tokenizer, transcript);
        List<CorpusPiece> pieces = read.stream().map(IndexJob::piece).toList();
        Map<String, List<BadLine>> skipped;
        List<ShardTask> tasks;
        try {
            skipped = skipped(output, options, inputs, read);
            tasks = tasks(output, index, read, pieces);
            SortingHeap heap = SortingHeap.ofExecutor(spark.sparkContext().getConf());
            tasks.forEach(task -> heap.requireRoom(task.shard(), task.shards(), task.tokens()));
        } catch (IllegalArgumentException | CorruptInputException wrong) {
            output.discard();
            throw wrong;
        }
        List<TaskNote> sorted = output.stage("shard", tasks, (task, folder) -> {
            SortingHeap.own().requireRoom(task.shard(), task.shards(), task.tokens());
            try (SortingHeap.Share memory = SortingHeap.own().take(task.shard().sortingBytes())) {
                ShardSeal seal =
                        index.build(task.shard(), (piece, part) -> files.open(task.path(piece, part)), folder.files());
                folder.put("tokens", seal.tokens());
                folder.put("documents", seal.documents());
                folder.put("id", seal.id());
                folder.put("check", seal.check());
            }
        });
        List<ShardSeal> seals = sorted.stream().map(IndexJob::seal).toList();
        String fingerprint = tokenizer == null ? "" : keep(output, files, tokenizer);
        byte[] description = index.description(pieces, fingerprint, seals);
        output.write(PiecewiseIndex.DESCRIPTION, out -> out.write(description));
        output.commit();
        long documents = seals.stream().mapToLong(ShardSeal::documents).sum();
        long tokens = seals.stream().mapToLong(ShardSeal::tokens).sum();
        return new Summary(documents, tokens - documents, seals.size(), skipped);
    }

    private static @Nullable ListedFile listed(ClusterFiles files, @Nullable String path) throws IOException {
        return path == null ? null : files.list(List.of(path)).get(0);
    }

    private static JobRequest request(
            Options options, List<IndexInput> inputs, @Nullable ListedFile tokenizer, @Nullable ListedFile transcript) {
        IndexBuilder.Options build = options.build();
        Map<String, String> asked = new TreeMap<>();
        asked.put("shards", Integer.toString(build.shards()));
        asked.put("memoryOfAShard", Long.toString(build.memoryBytes() / build.threads()));
        asked.put("inverse", build.inverse().toString());
        asked.put("width", build.width().toString());
        asked.put("startShift", Integer.toString(build.startShift()));
        asked.put("blockShift", Integer.toString(build.blockShift()));
        asked.put("skipBad", Integer.toString(options.skipBad()));
        asked.put("tokens", tokenizer == null ? "given" : "of a tokenizer");
        asked.put("order", transcript == null ? "unknown" : "of a transcript");
        List<ListedFile> all =
                new ArrayList<>(inputs.stream().map(IndexInput::file).toList());
        Stream.of(tokenizer, transcript).filter(file -> file != null).forEach(all::add);
        return new JobRequest(NAME, asked, all);
    }

    private static List<TaskNote> read(
            JobOutput output,
            ClusterFiles files,
            PiecewiseIndex index,
            List<IndexInput> inputs,
            int skipBad,
            @Nullable ListedFile tokenizer,
            @Nullable ListedFile transcript)
            throws IOException {
        return output.stage("read", inputs, (input, folder) -> {
            StepMap order = HeldOrder.of(files, transcript);
            try (DjlTokenizer encoder = tokenizer == null ? null : files.read(tokenizer.path(), DjlTokenizer::load)) {
                CorpusPiece piece = files.read(input.file().path(), local -> {
                    try (CopiedFile documents = new CopiedFile(local, input.original(), input.id(), skipBad)) {
                        CorpusPiece written = index.read(documents, encoder, order, folder.parts());
                        JSON.writeValue(folder.parts().resolve(SKIPPED).toFile(), documents.skipped());
                        return written;
                    }
                });
                folder.put("width", piece.width());
                folder.put("documents", piece.documents());
                folder.put("tokens", piece.tokens());
                folder.put("lineBytes", piece.lineBytes());
                folder.put("steps", piece.steps());
            }
        });
    }

    private static CorpusPiece piece(TaskNote note) {
        return new CorpusPiece(
                TokenWidth.valueOf(note.text("width")),
                note.number("documents"),
                note.number("tokens"),
                note.number("lineBytes"),
                CorpusPiece.Steps.valueOf(note.text("steps")));
    }

    private static ShardSeal seal(TaskNote note) {
        return new ShardSeal(
                note.number("tokens"),
                note.number("documents"),
                note.number("id"),
                note.values().getOrDefault("check", ""));
    }

    /** The lines that were passed over; the bound holds for all files of an input together. */
    private static Map<String, List<BadLine>> skipped(
            JobOutput output, Options options, List<IndexInput> inputs, List<TaskNote> read) throws IOException {
        Map<String, List<BadLine>> skipped = new LinkedHashMap<>();
        int root = -1;
        int left = 0;
        for (TaskNote note : read) {
            IndexInput input = inputs.get(note.task());
            left = input.root() == root ? left : options.skipBad();
            root = input.root();
            List<BadLine> lines;
            try (InputStream in = output.open(note.part(SKIPPED))) {
                lines = JSON.readValue(in, new TypeReference<>() {});
            }
            if (lines.size() > left) {
                BadLine first = lines.get(left);
                throw new CorruptInputException(input.original(), first.line(), first.reason(), null);
            }
            left -= lines.size();
            if (!lines.isEmpty()) {
                skipped.put(input.original(), lines);
            }
        }
        return skipped;
    }

    private static List<ShardTask> tasks(
            JobOutput output, PiecewiseIndex index, List<TaskNote> read, List<CorpusPiece> pieces) throws IOException {
        List<PieceShard> shards =
                index.cut(pieces, (piece, part) -> output.open(read.get(piece).part(part.fileName())));
        long tokens = shards.stream().mapToLong(PieceShard::tokens).sum();
        List<ShardTask> tasks = new ArrayList<>();
        for (PieceShard shard : shards) {
            Map<String, String> paths = new TreeMap<>();
            for (PieceShard.Range range : shard.ranges()) {
                for (CorpusPiece.Part part : CorpusPiece.Part.values()) {
                    if (range.piece().has(part)) {
                        String path = output.path(read.get(range.number()).part(part.fileName()));
                        paths.put(range.number() + part.fileName(), path);
                    }
                }
            }
            tasks.add(new ShardTask(shard, shards.size(), tokens, paths));
        }
        return tasks;
    }

    /** Copies the tokenizer into the index. */
    private static String keep(JobOutput output, ClusterFiles files, ListedFile tokenizer) throws IOException {
        return files.read(tokenizer.path(), local -> {
            output.write(PiecewiseIndex.TOKENIZER, out -> Files.copy(local, out));
            return Fingerprint.sha256(local);
        });
    }

    /**
     * Runs the job under {@code spark-submit}.
     *
     * @param arguments {@code --input FILE... --out DIR}, {@code --tokenizer FILE} or {@code --tokens}, and as {@code index build}
     *     takes them {@code --transcript}, {@code --shards}, {@code --memory} (of one task), {@code --inverse}, {@code --skip-bad}
     *     {@code --force} and {@code --report}
     * @throws SparkUserAppException if it failed, with the exit code
     */
    public static void main(String[] arguments) throws SparkUserAppException {
        JobProcess.run(
                NAME,
                arguments,
                List.of("input", "out", "tokenizer", "transcript", "shards", "memory", "skip-bad"),
                List.of("tokens", "inverse", "force"),
                IndexJob::work);
    }

    private static JobProcess.Work work(JobArguments given) {
        if (given.has("tokenizer") == given.has("tokens")) {
            throw new IllegalArgumentException(
                    "say what the tokens are: --tokenizer FILE for texts, or --tokens where rows carry ids");
        }
        Options options = new Options(
                build(given),
                given.all("input"),
                given.number("skip-bad", 0),
                given.has("tokenizer") ? given.one("tokenizer") : null,
                given.has("transcript") ? given.one("transcript") : null,
                given.one("out"),
                given.has("force") ? Existing.REPLACE : Existing.REFUSE);
        return spark -> run(spark, options);
    }

    private static IndexBuilder.Options build(JobArguments given) {
        IndexBuilder.Inverse inverse =
                given.has("inverse") ? IndexBuilder.Inverse.WRITTEN : IndexBuilder.Inverse.LEFT_OUT;
        long memory = given.has("memory") ? JavaUtils.byteStringAsBytes(given.one("memory")) : Long.MAX_VALUE;
        return IndexBuilder.Options.defaults()
                .withShards(given.number("shards", 1))
                .withMemory(memory)
                .withThreads(1)
                .with(inverse);
    }
}
