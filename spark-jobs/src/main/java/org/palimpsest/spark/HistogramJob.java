package org.palimpsest.spark;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.spark.SparkUserAppException;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import org.palimpsest.corpus.Document;
import org.palimpsest.corpus.index.CopiedFile;
import org.palimpsest.corpus.index.Matches;
import org.palimpsest.corpus.index.PiecewiseIndex;
import org.palimpsest.corpus.index.SharedMatches;
import org.palimpsest.corpus.index.SourceDocument;
import org.palimpsest.corpus.index.SuffixArrayIndex;
import org.palimpsest.corpus.run.Existing;
import org.palimpsest.corpus.run.IOConsumer;
import org.palimpsest.inference.engine.DjlTokenizer;
import org.palimpsest.provenance.observational.DistinctTexts;
import org.palimpsest.provenance.observational.MatchOptions;
import org.palimpsest.provenance.observational.MatchWeight;
import org.palimpsest.provenance.observational.ShardMatching;
import org.palimpsest.provenance.observational.TextMatches;
import org.palimpsest.provenance.observational.TextMatching;
import org.palimpsest.spark.files.ClusterFiles;
import org.palimpsest.spark.files.JobOutput;
import org.palimpsest.spark.files.JobRequest;
import org.palimpsest.spark.files.ListedFile;
import org.palimpsest.spark.files.TaskFolder;
import org.palimpsest.spark.files.TaskNote;

/**
 * Weighs the documents of a sharded index by what texts of a suspect have in common with them, for the partition test: bit for bit
 * what {@link TextMatching} gives, so that tests and histograms over training steps are those of one machine. One task a shard
 * finds the longest phrase at every token of the texts; one task for some texts puts the shards together; one task a shard weighs its
 * documents.
 *
 * <p>Output: {@value #WEIGHTS}, a little-endian 64-bit float for each document in the order of the corpus, and {@value #MATCHES}.
 * Memory: the texts on the driver and in every executor, 4 bytes a token; 16 bytes a document of a shard in a task. Between
 * stages: 12 bytes for each token and shard, 28 where the shard has the longest phrase.
 */
public final class HistogramJob {
    private static final String NAME = "match-histogram";
    /** The file of weights. */
    public static final String WEIGHTS = "weights.f64";

    /** The file that says what was found. */
    public static final String MATCHES = "matches.json";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int TOKENS_TOGETHER = 1 << 18;

    private HistogramJob() {}

    /**
     * What to do.
     *
     * @param index folder of an index
     * @param inputs files and folders of texts or tokens; texts need an index that keeps its tokenizer
     * @param matches which phrases count
     * @param skipBad how many bad lines to pass over in all, at least 0
     * @param output folder of the output
     * @param existing what to do with one that is there
     */
    public record Options(
            String index, List<String> inputs, MatchOptions matches, int skipBad, String output, Existing existing) {
        /** Copies. */
        public Options {
            inputs = List.copyOf(inputs);
        }
    }

    /**
     * What was found.
     *
     * @param found of all texts
     * @param documents of the index
     */
    public record Summary(TextMatches found, long documents) {}

    /** Texts that a task puts together. */
    private record Block(int firstText, int endText, long firstToken) implements Serializable {}

    /** The texts, without repeats. */
    private record Texts(List<int[]> tokens, long duplicates) {}

    /**
     * Runs the job.
     *
     * @param spark the session
     * @param options what to do
     * @return how much was found
     * @throws IllegalArgumentException if there are no texts, or a text has no tokens and the index no tokenizer
     * @throws IOException if a file cannot be read or written or is damaged
     */
    public static Summary run(SparkSession spark, Options options) throws IOException {
        ClusterFiles files = ClusterFiles.of(spark);
        List<IndexInput> inputs = IndexInput.list(files, options.inputs());
        ListedFile description = files.list(List.of(options.index() + "/" + PiecewiseIndex.DESCRIPTION))
                .get(0);
        List<Long> shards =
                files.readFolder(options.index(), PiecewiseIndex.DESCRIPTION::equals, SuffixArrayIndex::shardTokens);
        long corpus = shards.stream().mapToLong(Long::longValue).sum();
        Texts texts = texts(files, options, inputs);
        List<ListedFile> read =
                new ArrayList<>(inputs.stream().map(IndexInput::file).toList());
        read.add(description);
        JobRequest request = new JobRequest(NAME, asked(options), read);
        JobOutput output = JobOutput.begin(spark, files, options.output(), options.existing(), request);
        Broadcast<List<int[]>> tokens =
                JavaSparkContext.fromSparkContext(spark.sparkContext()).broadcast(texts.tokens());
        List<TaskNote> alone = alone(output, files, options, shards.size(), tokens);
        List<TaskNote> shared = share(output, files, options, alone, texts.tokens(), tokens);
        List<TaskNote> weighed = weigh(output, files, options, shared, shards.size(), corpus, tokens);
        TextMatches found = found(texts, shared);
        output.join(WEIGHTS, weighed, WEIGHTS);
        output.write(MATCHES, out -> out.write(JSON.writeValueAsBytes(found)));
        output.commit();
        return new Summary(
                found,
                weighed.stream().mapToLong(note -> note.number("documents")).sum());
    }

    private static Map<String, String> asked(Options options) {
        Map<String, String> asked = new TreeMap<>();
        asked.put("matches", options.matches().toString());
        asked.put("skipBad", Integer.toString(options.skipBad()));
        return asked;
    }

    private static Texts texts(ClusterFiles files, Options options, List<IndexInput> inputs) throws IOException {
        List<Document> documents = new ArrayList<>();
        int left = options.skipBad();
        for (IndexInput input : inputs) {
            int allowed = left;
            left -= files.read(input.file().path(), local -> {
                try (CopiedFile file = new CopiedFile(local, input.original(), input.id(), allowed)) {
                    for (SourceDocument next = file.read(); next != null; next = file.read()) {
                        documents.add(next.document());
                    }
                    return file.skipped().size();
                }
            });
        }
        if (documents.isEmpty()) {
            throw new IllegalArgumentException("there are no texts in " + options.inputs());
        }
        boolean given = documents.stream().allMatch(document -> document.tokens() != null);
        List<int[]> tokens = given
                ? documents.stream().map(document -> ids(document, null)).toList()
                : encoded(files, options.index(), documents);
        DistinctTexts seen = new DistinctTexts();
        List<int[]> distinct = tokens.stream().filter(seen::add).toList();
        return new Texts(distinct, tokens.size() - distinct.size());
    }

    private static List<int[]> encoded(ClusterFiles files, String index, List<Document> documents) throws IOException {
        return files.readFolder(index, PiecewiseIndex.TOKENIZER::equals, folder -> {
            Path tokenizer = folder.resolve(PiecewiseIndex.TOKENIZER);
            if (!Files.exists(tokenizer)) {
                throw new IllegalArgumentException(
                        "the index was built from token ids; give rows with \"tokens\" instead of texts");
            }
            try (DjlTokenizer encoder = DjlTokenizer.load(tokenizer)) {
                return documents.stream()
                        .map(document -> ids(document, encoder))
                        .toList();
            }
        });
    }

    private static int[] ids(Document document, @Nullable DjlTokenizer encoder) {
        int[] tokens = document.tokens();
        if (tokens != null) {
            return tokens;
        }
        return encoder == null ? new int[0] : encoder.encode(document.text());
    }

    /** The matches of each shard alone. */
    private static List<TaskNote> alone(
            JobOutput output, ClusterFiles files, Options options, int shards, Broadcast<List<int[]>> tokens)
            throws IOException {
        String index = options.index();
        int longest = options.matches().longest();
        return output.stage("match", IntStream.range(0, shards).boxed().toList(), (shard, folder) -> {
            try (DataOutputStream out = create(folder, MATCHES)) {
                inShard(files, index, shard, opened -> {
                    for (int[] text : tokens.value()) {
                        SharedMatchFile.write(opened.match(text, longest), out);
                    }
                });
            }
        });
    }

    /** What each shard needs of the matches of all, a part for each. */
    private static List<TaskNote> share(
            JobOutput output,
            ClusterFiles files,
            Options options,
            List<TaskNote> alone,
            List<int[]> texts,
            Broadcast<List<int[]>> tokens)
            throws IOException {
        List<String> paths =
                alone.stream().map(note -> output.path(note.part(MATCHES))).toList();
        MatchOptions matches = options.matches();
        return output.stage("share", blocks(texts), (block, folder) -> {
            List<Closeable> open = new ArrayList<>();
            try {
                List<DataInputStream> in = new ArrayList<>();
                List<DataOutputStream> out = new ArrayList<>();
                for (int shard = 0; shard < paths.size(); shard++) {
                    InputStream bytes = new BufferedInputStream(files.open(paths.get(shard)));
                    open.add(bytes);
                    bytes.skipNBytes(SharedMatchFile.ALONE * block.firstToken());
                    in.add(new DataInputStream(bytes));
                    out.add(create(folder, "shard-" + shard));
                    open.add(out.get(shard));
                }
                share(block, in, out, matches, tokens.value(), folder);
            } finally {
                for (Closeable one : open) {
                    one.close();
                }
            }
        });
    }

    private static void share(
            Block block,
            List<DataInputStream> in,
            List<DataOutputStream> out,
            MatchOptions options,
            List<int[]> texts,
            TaskFolder folder)
            throws IOException {
        long matched = 0;
        long capped = 0;
        long places = 0;
        for (int text = block.firstText(); text < block.endText(); text++) {
            int length = texts.get(text).length;
            List<Matches> shards = new ArrayList<>();
            for (DataInputStream shard : in) {
                shards.add(SharedMatchFile.read(shard, length));
            }
            List<SharedMatches> shared = SharedMatches.of(shards, options.shortest());
            long[] counts = new long[length];
            for (int shard = 0; shard < shared.size(); shard++) {
                SharedMatchFile.write(text, shared.get(shard), out.get(shard));
                for (int at = 0; at < length; at++) {
                    counts[at] = Math.max(counts[at], shared.get(shard).counts()[at]);
                }
            }
            for (long count : counts) {
                matched += count > 0 ? 1 : 0;
                capped += count > options.cap() ? 1 : 0;
                places += count;
            }
        }
        folder.put("matched", matched);
        folder.put("capped", capped);
        folder.put("places", places);
    }

    private static List<Block> blocks(List<int[]> texts) {
        List<Block> blocks = new ArrayList<>();
        long token = 0;
        for (int first = 0; first < texts.size(); ) {
            long tokens = 0;
            int end = first;
            while (end < texts.size() && (end == first || tokens + texts.get(end).length <= TOKENS_TOGETHER)) {
                tokens += texts.get(end++).length;
            }
            blocks.add(new Block(first, end, token));
            token += tokens;
            first = end;
        }
        return blocks;
    }

    /** The weights of each shard's documents. */
    private static List<TaskNote> weigh(
            JobOutput output,
            ClusterFiles files,
            Options options,
            List<TaskNote> shared,
            int shards,
            long corpus,
            Broadcast<List<int[]>> tokens)
            throws IOException {
        List<List<String>> paths = IntStream.range(0, shards)
                .mapToObj(shard -> shared.stream()
                        .map(note -> output.path(note.part("shard-" + shard)))
                        .toList())
                .toList();
        String index = options.index();
        MatchOptions matches = options.matches();
        List<ShardTask> tasks = IntStream.range(0, shards)
                .mapToObj(shard -> new ShardTask(shard, new ArrayList<>(paths.get(shard))))
                .toList();
        return output.stage(
                "weigh",
                tasks,
                (task, folder) -> inShard(files, index, task.shard(), opened -> {
                    ShardMatching matching = new ShardMatching(opened, corpus, matches);
                    for (String path : task.paths()) {
                        try (SharedMatchFile file = SharedMatchFile.open(files.open(path))) {
                            while (file.text() >= 0) {
                                int[] text = tokens.value().get(file.text());
                                matching.add(text, file.read(text.length));
                            }
                        }
                    }
                    try (DataOutputStream out = create(folder, WEIGHTS)) {
                        for (double weight : matching.weights()) {
                            out.writeLong(Long.reverseBytes(Double.doubleToLongBits(weight)));
                        }
                    }
                    folder.put("documents", opened.documents());
                }));
    }

    /** A shard, and what it needs of all texts. */
    private record ShardTask(int shard, List<String> paths) implements Serializable {}

    private static TextMatches found(Texts texts, List<TaskNote> shared) {
        return new TextMatches(
                texts.tokens().size(),
                texts.duplicates(),
                texts.tokens().stream().mapToLong(text -> text.length).sum(),
                sum(shared, "matched"),
                sum(shared, "capped"),
                sum(shared, "places"));
    }

    private static long sum(List<TaskNote> notes, String name) {
        return notes.stream().mapToLong(note -> note.number(name)).sum();
    }

    private static void inShard(ClusterFiles files, String index, int shard, IOConsumer<SuffixArrayIndex> use)
            throws IOException {
        files.readFolder(
                index, name -> name.equals(PiecewiseIndex.DESCRIPTION) || name.endsWith("." + shard), folder -> {
                    use.accept(SuffixArrayIndex.openShard(folder, shard));
                    return shard;
                });
    }

    private static DataOutputStream create(TaskFolder folder, String part) throws IOException {
        return new DataOutputStream(
                new BufferedOutputStream(Files.newOutputStream(folder.parts().resolve(part))));
    }

    /**
     * Runs the job under {@code spark-submit}.
     *
     * @param arguments {@code --index DIR --input FILE... --out DIR}, and as {@code provenance partition} takes them
     *     {@code --min-length}, {@code --max-length}, {@code --cap}, {@code --weights}, {@code --per-text}, {@code --seed},
     *     {@code --skip-bad} {@code --force} and {@code --report}
     * @throws SparkUserAppException if it failed, with the exit code
     */
    public static void main(String[] arguments) throws SparkUserAppException {
        JobProcess.run(
                NAME,
                arguments,
                List.of(
                        "index",
                        "input",
                        "out",
                        "min-length",
                        "max-length",
                        "cap",
                        "weights",
                        "per-text",
                        "seed",
                        "skip-bad"),
                List.of("force"),
                HistogramJob::work);
    }

    private static JobProcess.Work work(JobArguments given) {
        MatchOptions matches = new MatchOptions(
                given.number("min-length", 2),
                given.number("max-length", 9),
                given.number("cap", 100),
                MatchWeight.of(given.one("weights", "share")),
                Double.parseDouble(given.one("per-text", "Infinity")),
                given.number("seed", 0));
        Options options = new Options(
                given.one("index"),
                given.all("input"),
                matches,
                given.number("skip-bad", 0),
                given.one("out"),
                given.has("force") ? Existing.REPLACE : Existing.REFUSE);
        return spark -> run(spark, options);
    }
}
