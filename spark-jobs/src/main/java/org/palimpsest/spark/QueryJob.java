package org.palimpsest.spark;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.SparkUserAppException;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;
import org.palimpsest.corpus.CorruptInputException;
import org.palimpsest.corpus.run.Existing;
import org.palimpsest.provenance.query.BlockedQueryTest;
import org.palimpsest.provenance.query.QueryBlocks;
import org.palimpsest.provenance.query.SamePosition;
import org.palimpsest.spark.QueryColumns.Kind;
import org.palimpsest.spark.files.ClusterFiles;
import org.palimpsest.spark.files.JobFailure;
import org.palimpsest.spark.files.JobOutput;
import org.palimpsest.spark.files.JobRequest;
import org.palimpsest.spark.files.ListedFile;
import org.palimpsest.stats.Alternative;
import org.palimpsest.stats.RankSums;

/**
 * The query test over rows that never meet in one place. Positions and losses are columns of one table in many files, or scores of
 * models lie in files of their own and are joined by id. Rows are sorted twice for their ranks among all rows, sums of ranks are
 * added, permutations and bets stay within blocks of places: see {@link BlockedQueryTest}. Every number is the same for every number
 * of files, partitions and workers, and with one block that of {@code provenance query}.
 *
 * <p>A task holds the columns of one file, the rows that share one position or one score, or one block, about 100 bytes a row; the
 * driver {@code 16 B} bytes for B permutations and two numbers a block. The rows are shuffled three times, four if joined, at 40 bytes
 * or so.
 */
public final class QueryJob {
    private static final String NAME = "query";
    /** The file with the result. */
    public static final String RESULT = "query.json";

    private static final long BYTES_A_PARTITION = 64L << 20;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final StructType ROW = new StructType()
            .add("position", DataTypes.DoubleType, false)
            .add("score", DataTypes.DoubleType, false)
            .add("state", DataTypes.IntegerType, false);

    private QueryJob() {}

    /** What happens to rows that lack a number, and to ids that are missing on one side. */
    public enum Missing {
        /** The first one is an error. */
        REFUSE,
        /** They are left out and counted. */
        DROP
    }

    /**
     * Where the numbers are.
     *
     * @param transcript files and folders with positions: JSONL or Parquet, a row a document
     * @param position column with the place in training
     * @param loss column of the transcript with the suspect's loss; empty if {@code scores} has it
     * @param references columns of the transcript with losses of references; several count as their mean
     * @param scores files and folders that {@link ScoreTranscriptJob} writes under the suspect, joined by id
     * @param referenceScores the same under a reference
     */
    public record Input(
            List<String> transcript,
            String position,
            String loss,
            List<String> references,
            List<String> scores,
            List<String> referenceScores) {
        /**
         * Copies and checks.
         *
         * @throws IllegalArgumentException unless the suspect is given once and the reference at most once
         */
        public Input {
            transcript = List.copyOf(transcript);
            references = List.copyOf(references);
            scores = List.copyOf(scores);
            referenceScores = List.copyOf(referenceScores);
            if (loss.isEmpty() == scores.isEmpty()) {
                throw new IllegalArgumentException(
                        "give the suspect once: --loss or --scores, got loss \"" + loss + "\" and scores " + scores);
            }
            if (!references.isEmpty() && !referenceScores.isEmpty()) {
                throw new IllegalArgumentException(
                        "give the reference once: --reference-loss or --reference-scores, got " + references + " and "
                                + referenceScores);
            }
        }

        private boolean joined() {
            return !scores.isEmpty() || !referenceScores.isEmpty();
        }

        private boolean referenced() {
            return !references.isEmpty() || !referenceScores.isEmpty();
        }
    }

    /**
     * What to do.
     *
     * @param input where the numbers are
     * @param test the test
     * @param rowsABlock how many rows or so are permuted together, at least 2
     * @param samePosition what rows that share a position are; the mean of packed sequences is taken on one machine only
     * @param missing what happens to incomplete rows
     * @param output folder of the result
     * @param existing what to do with one that is there
     */
    public record Options(
            Input input,
            BlockedQueryTest test,
            int rowsABlock,
            SamePosition samePosition,
            Missing missing,
            String output,
            Existing existing) {
        /**
         * Checks.
         *
         * @throws IllegalArgumentException if rows of a block are below 2 or the mean of packed sequences is asked for
         */
        public Options {
            QueryBlocks.of(0, rowsABlock, 0);
            if (samePosition == SamePosition.MEAN) {
                throw new IllegalArgumentException(
                        "--same-position must be refuse or each on a cluster, got mean; give one row a sequence");
            }
        }
    }

    /**
     * What came out.
     *
     * @param result of the test
     * @param dropped rows left out because they lack a number
     * @param placesAlone ids of the transcript without a score, left out
     * @param scoresAlone ids with a score that the transcript lacks, left out
     */
    public record Summary(BlockedQueryTest.Result result, long dropped, long placesAlone, long scoresAlone) {}

    /**
     * Runs the job.
     *
     * @param spark the session
     * @param options what to do
     * @return what came out
     * @throws IllegalArgumentException if rows share a position and are not allowed to, are fewer than 3 or more than 2^31 - 1, or
     *     positions or scores are all equal; nothing is written then
     * @throws IOException if a file cannot be read or written or is damaged, a row lacks a number, or an id occurs twice or on one
     *     side alone and that is not allowed
     */
    public static Summary run(SparkSession spark, Options options) throws IOException {
        Input input = options.input();
        ClusterFiles files = ClusterFiles.of(spark);
        List<Source> sources = new ArrayList<>();
        List<ListedFile> listed = new ArrayList<>();
        add(files, input.transcript(), Kind.PLACE, sources, listed);
        add(files, input.scores(), Kind.SUSPECT, sources, listed);
        add(files, input.referenceScores(), Kind.REFERENCE, sources, listed);
        JobRequest request = new JobRequest(NAME, named(options), listed);
        JobOutput output = JobOutput.begin(spark, files, options.output(), options.existing(), request);
        try {
            Summary summary =
                    JobFailure.unwrapped(() -> test(spark, files, options, sources, partitions(spark, listed)));
            output.write(
                    RESULT,
                    out -> out.write(JSON.writerWithDefaultPrettyPrinter()
                            .writeValueAsBytes(json(summary, input.referenced()))));
            output.commit();
            return summary;
        } catch (CorruptInputException | IllegalArgumentException wrong) {
            output.discard();
            throw wrong;
        }
    }

    /** A file and what it holds. */
    private record Source(String path, int number, Kind kind) implements Serializable {}

    private static void add(
            ClusterFiles files, List<String> roots, Kind kind, List<Source> sources, List<ListedFile> listed)
            throws IOException {
        int before = sources.size();
        for (String root : roots) {
            for (ListedFile file : files.list(List.of(root))) {
                boolean named = file.name().indexOf('/') < 0 && file.path().endsWith(root);
                if (named || file.name().matches(".*\\.(jsonl|json|parquet)(\\.gz|\\.zst)?")) {
                    sources.add(new Source(file.path(), sources.size(), kind));
                    listed.add(file);
                }
            }
        }
        if (!roots.isEmpty() && sources.size() == before) {
            throw new IllegalArgumentException(
                    "inputs must hold 1 file of JSONL or Parquet or more, got 0 in " + roots);
        }
    }

    private static int partitions(SparkSession spark, List<ListedFile> listed) {
        long bytes = listed.stream().mapToLong(ListedFile::bytes).sum();
        int cores = spark.sparkContext().defaultParallelism();
        return (int) Math.max(cores, Math.min(1 << 15, bytes / BYTES_A_PARTITION));
    }

    private static Summary test(
            SparkSession spark, ClusterFiles files, Options options, List<Source> sources, int partitions)
            throws IOException {
        Dataset<Row> rows = rows(spark, files, options, sources, partitions).persist(StorageLevel.DISK_ONLY());
        try {
            Map<QueryState, Long> states = states(rows, options.missing());
            Dataset<Row> whole = rows.filter(rows.col("state").equalTo(QueryState.WHOLE.code()))
                    .select("position", "score");
            BlockedQueryTest.Result result = ranked(spark, options, whole, partitions);
            return new Summary(
                    result,
                    states.getOrDefault(QueryState.DROPPED, 0L),
                    states.getOrDefault(QueryState.PLACE_ALONE, 0L),
                    states.getOrDefault(QueryState.SCORE_ALONE, 0L));
        } finally {
            rows.unpersist();
        }
    }

    private static Dataset<Row> rows(
            SparkSession spark, ClusterFiles files, Options options, List<Source> sources, int partitions) {
        Input input = options.input();
        QueryColumns columns = new QueryColumns(
                input.position(), input.loss(), input.references(), input.joined(), options.missing() == Missing.DROP);
        JavaRDD<Row> read = JavaSparkContext.fromSparkContext(spark.sparkContext())
                .parallelize(sources, sources.size())
                .flatMap(source -> read(files, columns, source).iterator());
        if (!input.joined()) {
            return spark.createDataFrame(read.map(JoinedRows::alone), ROW);
        }
        List<String> paths = sources.stream().map(Source::path).toList();
        boolean suspect = !input.scores().isEmpty();
        boolean reference = !input.referenceScores().isEmpty();
        Dataset<Row> table = spark.createDataFrame(read, QueryColumns.SCHEMA);
        JavaRDD<Row> joined = table.repartition(partitions, table.col("id"))
                .sortWithinPartitions("id", "kind", "file", "row")
                .toJavaRDD()
                .mapPartitions(part -> new JoinedRows(part, paths, suspect, reference));
        return spark.createDataFrame(joined, ROW);
    }

    private static List<Row> read(ClusterFiles files, QueryColumns columns, Source source) throws IOException {
        return files.read(
                source.path(),
                local -> source.kind() == Kind.PLACE
                        ? columns.places(local, source.path(), source.number())
                        : columns.scores(local, source.path(), source.number(), source.kind()));
    }

    private static Map<QueryState, Long> states(Dataset<Row> rows, Missing missing) {
        Map<QueryState, Long> states = new EnumMap<>(QueryState.class);
        rows.toJavaRDD()
                .map(row -> row.getInt(2))
                .countByValue()
                .forEach((state, count) -> states.put(QueryState.of(state), count));
        long places = states.getOrDefault(QueryState.PLACE_ALONE, 0L);
        long scores = states.getOrDefault(QueryState.SCORE_ALONE, 0L);
        if (missing == Missing.REFUSE && places + scores > 0) {
            throw new IllegalArgumentException(places + " ids of the transcript have no score, and " + scores
                    + " ids with a score are not in the transcript; mend the files, or leave such rows out with"
                    + " --allow-missing");
        }
        return states;
    }

    private static BlockedQueryTest.Result ranked(
            SparkSession spark, Options options, Dataset<Row> rows, int partitions) {
        GlobalRanks places = GlobalRanks.of(spark, rows, "position", partitions, "x");
        if (places.n() < 3 || places.n() > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "the query test takes 3 to " + Integer.MAX_VALUE + " rows with finite numbers, got " + places.n());
        }
        requireVaried(places, "positions");
        if (options.samePosition() == SamePosition.REFUSE && places.repeated() > 0) {
            throw new IllegalArgumentException(SamePosition.refusal(places.repeated(), places.n()));
        }
        GlobalRanks both = GlobalRanks.of(spark, places.rows(), "score", partitions, "y");
        requireVaried(both, "scores");
        Dataset<Row> ranked = both.rows().persist(StorageLevel.DISK_ONLY());
        try {
            RankSums sums = ranked.toJavaRDD()
                    .mapPartitions(part -> List.of(sums(part)).iterator())
                    .treeReduce(RankSums::plus);
            QueryBlocks blocks = QueryBlocks.of(
                    both.n(), options.rowsABlock(), options.test().seed());
            return options.test()
                    .result(
                            sums,
                            evidence(spark, options.test(), ranked, blocks),
                            options.input().referenced());
        } finally {
            ranked.unpersist();
        }
    }

    private static void requireVaried(GlobalRanks ranks, String name) {
        if (ranks.repeated() == ranks.n() - 1) {
            throw new IllegalArgumentException(name + " must not all be equal, got " + ranks.n() + " equal ones");
        }
    }

    private static RankSums sums(Iterator<Row> part) {
        RankSums.Builder sums = new RankSums.Builder();
        while (part.hasNext()) {
            Row row = part.next();
            sums.add(row.getLong(2), row.getLong(3));
        }
        return sums.build();
    }

    private static BlockedQueryTest.Evidence evidence(
            SparkSession spark, BlockedQueryTest test, Dataset<Row> ranked, QueryBlocks blocks) {
        JavaRDD<Row> dealt = ranked.toJavaRDD()
                .map(row -> RowFactory.create(
                        row.getDouble(0), row.getDouble(1), row.getLong(2), row.getLong(3), blocks.of(row.getLong(2))));
        Dataset<Row> table = spark.createDataFrame(dealt, ranked.schema().add("block", DataTypes.IntegerType, false));
        return table.repartitionById(blocks.count(), table.col("block"))
                .toJavaRDD()
                .mapPartitionsWithIndex(
                        (block, part) -> List.of(evidence(test, block, part)).iterator(), true)
                .treeReduce(BlockedQueryTest.Evidence::plus);
    }

    private static BlockedQueryTest.Evidence evidence(BlockedQueryTest test, int block, Iterator<Row> part) {
        int size = 0;
        double[] positions = new double[1 << 10];
        double[] scores = new double[1 << 10];
        int[] x = new int[1 << 10];
        int[] y = new int[1 << 10];
        while (part.hasNext()) {
            Row row = part.next();
            if (row.getInt(4) != block) {
                throw new IllegalStateException("block " + row.getInt(4) + " came to partition " + block);
            }
            if (size == x.length) {
                positions = Arrays.copyOf(positions, 2 * size);
                scores = Arrays.copyOf(scores, 2 * size);
                x = Arrays.copyOf(x, 2 * size);
                y = Arrays.copyOf(y, 2 * size);
            }
            positions[size] = row.getDouble(0);
            scores[size] = row.getDouble(1);
            x[size] = (int) row.getLong(2);
            y[size++] = (int) row.getLong(3);
        }
        return test.evidence(
                block,
                Arrays.copyOf(positions, size),
                Arrays.copyOf(scores, size),
                Arrays.copyOf(x, size),
                Arrays.copyOf(y, size));
    }

    private static Map<String, String> named(Options options) {
        Input input = options.input();
        BlockedQueryTest test = options.test();
        Map<String, String> named = new TreeMap<>();
        named.put("position", input.position());
        named.put("loss", input.loss());
        named.put("reference-loss", String.join(",", input.references()));
        named.put("alternative", test.alternative().label());
        named.put("permutations", Integer.toString(test.permutations()));
        named.put("seed", Long.toString(test.seed()));
        named.put("alpha", Double.toString(test.alpha()));
        named.put("randomisation", test.randomisation().label());
        named.put("block-rows", Integer.toString(options.rowsABlock()));
        named.put("same-position", options.samePosition().name().toLowerCase(Locale.ROOT));
        named.put("allow-missing", Boolean.toString(options.missing() == Missing.DROP));
        return named;
    }

    private static ObjectNode json(Summary summary, boolean referenced) {
        BlockedQueryTest.Result result = summary.result();
        ObjectNode json = JSON.createObjectNode();
        json.put(
                "h0", "the suspect is independent of the training order" + (referenced ? ", given the reference" : ""));
        json.put("n", result.n());
        json.put("dropped", summary.dropped());
        json.put("transcriptAlone", summary.placesAlone());
        json.put("scoresAlone", summary.scoresAlone());
        json.put("statistic", result.statistic());
        json.put("alternative", result.alternative().label());
        json.put("p", result.p());
        json.put("log10P", result.log10P());
        json.put("twoSidedLog10P", result.twoSidedLog10P());
        json.put("saddlePointLog10P", Double.isNaN(result.saddlePointLog10P()) ? null : result.saddlePointLog10P());
        json.put(
                "method",
                "asymptotic (p, log10P, twoSidedLog10P, saddlePointLog10P); exact if the order was drawn at random"
                        + " (permutationP: orders within blocks of places; log10E: product over blocks)");
        json.put("permutationP", result.permutationP());
        json.put("oppositeP", result.oppositeP());
        json.put("permutations", result.permutations());
        json.put("blocks", result.blocks());
        json.put("log10E", result.log10E());
        json.put("verdict", result.verdict().label());
        json.put("detectableCorrelation", result.detectable());
        return json;
    }

    /**
     * Runs the job under {@code spark-submit}.
     *
     * @param arguments {@code --transcript FILE... --out DIR}, {@code --loss COLUMN} or {@code --scores FILE...}, and {@code
     *     --position}, {@code --reference-loss COLUMN...} or {@code --reference-scores FILE...}, {@code --alternative}, {@code
     *     --permutations}, {@code --seed}, {@code --same-position}, {@code --block-rows}, {@code --allow-missing} {@code --force} and {@code --report}
     * @throws SparkUserAppException if it failed, with the exit code
     */
    public static void main(String[] arguments) throws SparkUserAppException {
        JobProcess.run(
                NAME,
                arguments,
                List.of(
                        "transcript",
                        "out",
                        "loss",
                        "scores",
                        "position",
                        "reference-loss",
                        "reference-scores",
                        "alternative",
                        "permutations",
                        "seed",
                        "same-position",
                        "block-rows"),
                List.of("allow-missing", "force"),
                QueryJob::work);
    }

    private static JobProcess.Work work(JobArguments given) {
        Options options = options(given);
        return spark -> run(spark, options);
    }

    static Options options(JobArguments given) {
        Input input = new Input(
                given.all("transcript"),
                given.one("position", "index"),
                given.one("loss", ""),
                some(given, "reference-loss"),
                some(given, "scores"),
                some(given, "reference-scores"));
        String side = given.one("alternative", Alternative.GREATER.label());
        Alternative alternative = Arrays.stream(Alternative.values())
                .filter(a -> a.label().equals(side))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException("--alternative must be greater, less or two-sided, got " + side));
        return new Options(
                input,
                BlockedQueryTest.withDefaults()
                        .with(alternative)
                        .withPermutations(given.number("permutations", 9_999))
                        .withSeed(given.number("seed", 0)),
                given.number("block-rows", BlockedQueryTest.ROWS_A_BLOCK),
                SamePosition.valueOf(given.one("same-position", "refuse").toUpperCase(Locale.ROOT)),
                given.has("allow-missing") ? Missing.DROP : Missing.REFUSE,
                given.one("out"),
                given.has("force") ? Existing.REPLACE : Existing.REFUSE);
    }

    private static List<String> some(JobArguments given, String name) {
        return given.has(name) ? given.all(name) : List.of();
    }
}
