package org.palimpsest.spark;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.spark.SparkUserAppException;
import org.apache.spark.sql.SparkSession;
import org.palimpsest.corpus.Document;
import org.palimpsest.corpus.DocumentReader;
import org.palimpsest.corpus.run.Existing;
import org.palimpsest.inference.engine.ComputeDevice;
import org.palimpsest.inference.engine.DjlTokenScorer.BeginToken;
import org.palimpsest.inference.engine.Precision;
import org.palimpsest.inference.engine.ScoringDetail;
import org.palimpsest.inference.likelihood.ScoreWriter;
import org.palimpsest.inference.likelihood.ScoringWindow;
import org.palimpsest.inference.likelihood.TokenScores;
import org.palimpsest.spark.files.ClusterFiles;
import org.palimpsest.spark.files.JobOutput;
import org.palimpsest.spark.files.JobRequest;
import org.palimpsest.spark.files.ListedFile;
import org.palimpsest.spark.files.TaskFolder;
import org.palimpsest.spark.files.TaskNote;

/**
 * Scores the documents of a transcript under a model, one task a file: {@code NAME.scores.jsonl} holds the rows that {@code palimpsest
 * score} writes for the file NAME. All files are read once before the first is scored, so that a bad line costs nothing. Batches follow
 * from a file alone ({@link ScoringWindow}): neither the number of workers nor what other tasks do bears on a row. On processors of one
 * kind with as many threads the rows are equal to the last digit; elsewhere within 1e-5 nats a token.
 *
 * <p>An executor holds one model for each GPU, or one, and scores for one task at a time; weights and batches lie outside the Java heap
 * ({@code spark.executor.memoryOverhead}: weights, what a batch may take, and 1 GB for libtorch). A job that broke goes on with the
 * files that have no scores yet.
 */
public final class ScoreTranscriptJob {
    private static final String NAME = "score";
    /** What the name of a file with scores ends in. */
    public static final String SUFFIX = ".scores.jsonl";

    /** The file that says which model it was. */
    public static final String MODEL = "model.txt";

    private static final String READABLE = ".*\\.(jsonl|json|parquet|txt|md)(\\.gz|\\.zst)?";

    private ScoreTranscriptJob() {}

    /**
     * What to do.
     *
     * @param model under which documents are scored
     * @param inputs files and folders of documents
     * @param output folder of the scores
     * @param existing what to do with one that is there
     */
    public record Options(ScoringModel model, List<String> inputs, String output, Existing existing) {
        /** Copies. */
        public Options {
            inputs = List.copyOf(inputs);
        }
    }

    /**
     * What was done.
     *
     * @param files that were scored
     * @param documents in them
     * @param tokens with a score
     * @param withoutScore documents too short to have one
     * @param notFinite scores that are not finite
     */
    public record Summary(long files, long documents, long tokens, long withoutScore, long notFinite) {}

    /** A file and the name under which its scores come out. */
    private record Source(String name, String path) implements Serializable {}

    /**
     * Runs the job.
     *
     * @param spark the session
     * @param options what to do
     * @return how much was done
     * @throws IllegalArgumentException if there is no input, two come out under one name, or a document has tokens that the model lacks
     * @throws IOException if a file cannot be read or written or is damaged, the model cannot be loaded, or executors hold different
     *     models
     */
    public static Summary run(SparkSession spark, Options options) throws IOException {
        ClusterFiles files = ClusterFiles.of(spark);
        ScoringModel model = options.model();
        List<ListedFile> inputs = inputs(files, options.inputs());
        List<Source> sources = inputs.stream()
                .map(input -> new Source(input.name(), input.path()))
                .toList();
        List<ListedFile> read = new ArrayList<>(inputs);
        if (!model.isEndpoint()) {
            read.addAll(files.list(List.of(model.reference())));
        }
        JobRequest request = new JobRequest(NAME, named(model), read);
        JobOutput output = JobOutput.begin(spark, files, options.output(), options.existing(), request);
        output.stage("check", sources, (source, folder) -> files.read(source.path(), file -> check(file, folder)));
        List<TaskNote> notes = output.stage(
                "score",
                sources,
                (source, folder) -> files.read(source.path(), file -> score(model, files, source, file, folder)));
        TreeSet<String> models = new TreeSet<>();
        notes.forEach(note -> models.add(note.values().getOrDefault("model", "")));
        if (models.size() > 1) {
            output.discard();
            throw new IOException("executors hold different models under " + model.reference() + ", fingerprints "
                    + models + "; give all machines the same files");
        }
        output.write(MODEL, out -> out.write((models.first() + "\n").getBytes(StandardCharsets.UTF_8)));
        output.commit();
        return new Summary(
                notes.size(),
                sum(notes, "documents"),
                sum(notes, "tokens"),
                sum(notes, "withoutScore"),
                sum(notes, "notFinite"));
    }

    private static long sum(List<TaskNote> notes, String name) {
        return notes.stream().mapToLong(note -> note.number(name)).sum();
    }

    private static List<ListedFile> inputs(ClusterFiles files, List<String> roots) throws IOException {
        TreeMap<String, ListedFile> byName = new TreeMap<>();
        for (String root : roots) {
            for (ListedFile file : files.list(List.of(root))) {
                boolean named = file.name().indexOf('/') < 0 && file.path().endsWith(root);
                ListedFile other = named || file.name().matches(READABLE) ? byName.put(file.name(), file) : null;
                if (other != null) {
                    throw new IllegalArgumentException("inputs must come out under different names, got " + other.path()
                            + " and " + file.path() + " for " + file.name());
                }
            }
        }
        if (byName.isEmpty()) {
            throw new IllegalArgumentException("inputs must hold 1 file of documents or more, got 0 in " + roots);
        }
        return List.copyOf(byName.values());
    }

    /** Finds bad lines before any work. */
    private static boolean check(Path file, TaskFolder folder) throws IOException {
        long documents = 0;
        try (DocumentReader reader = DocumentReader.open(file, new DocumentReader.Options(0))) {
            while (reader.hasNext()) {
                reader.next();
                documents++;
            }
        }
        folder.put("documents", documents);
        return true;
    }

    private static boolean score(ScoringModel model, ClusterFiles files, Source source, Path file, TaskFolder folder)
            throws IOException {
        ScoringModel.Loaded loaded = model.loaded(files);
        Path target = folder.files().resolve(source.name() + SUFFIX);
        Files.createDirectories(target.resolveSibling("."));
        long documents = 0;
        long tokens = 0;
        long withoutScore = 0;
        long notFinite = 0;
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(target), 1 << 16);
                ScoreWriter writer = new ScoreWriter(out);
                DocumentReader reader = DocumentReader.open(file, new DocumentReader.Options(0))) {
            for (List<Document> window = ScoringWindow.next(reader);
                    !window.isEmpty();
                    window = ScoringWindow.next(reader)) {
                List<TokenScores> scores = loaded.score(window);
                for (int i = 0; i < scores.size(); i++) {
                    writer.write(window.get(i), scores.get(i));
                    double[] nats = scores.get(i).logProbsNats();
                    tokens += nats.length;
                    withoutScore += nats.length == 0 ? 1 : 0;
                    notFinite +=
                            Arrays.stream(nats).filter(v -> !Double.isFinite(v)).count();
                }
                documents += window.size();
            }
        }
        folder.put("documents", documents);
        folder.put("tokens", tokens);
        folder.put("withoutScore", withoutScore);
        folder.put("notFinite", notFinite);
        folder.put("model", loaded.fingerprint());
        return true;
    }

    /** All that bears on the rows; threads do to the last digits. */
    private static Map<String, String> named(ScoringModel model) {
        Map<String, String> named = new TreeMap<>();
        named.put("model", model.reference());
        named.put("begin", word(model.begin()));
        named.put("detail", word(model.detail()));
        named.put("top-k", Integer.toString(model.topK()));
        named.put("dtype", word(model.precision()));
        named.put("device", word(model.device()));
        named.put("threads", Integer.toString(model.threads()));
        named.put("window", Integer.toString(model.window()));
        named.put("context", Integer.toString(model.context()));
        named.put("memory", Long.toString(model.memoryBytes()));
        return named;
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    /**
     * Runs the job under {@code spark-submit}.
     *
     * @param arguments {@code --model MODEL --input FILE... --out DIR}, and as {@code score} takes them {@code --bos}, {@code --moments},
     *     {@code --top-k}, {@code --dtype}, {@code --device}, {@code --window}, {@code --context}, {@code --memory BYTES}, {@code
     *     --threads} (by default {@code spark.executor.cores}) {@code --force} and {@code --report}
     * @throws SparkUserAppException if it failed, with the exit code
     */
    public static void main(String[] arguments) throws SparkUserAppException {
        JobProcess.run(
                NAME,
                arguments,
                List.of("model", "input", "out", "top-k", "dtype", "device", "window", "context", "memory", "threads"),
                List.of("bos", "moments", "force"),
                ScoreTranscriptJob::work);
    }

    private static JobProcess.Work work(JobArguments given) {
        options(given, 1); // refuses what it must before a session is started
        return spark -> run(spark, options(given, spark.sparkContext().getConf().getInt("spark.executor.cores", 1)));
    }

    static Options options(JobArguments given, int cores) {
        ScoringModel model = new ScoringModel(
                given.one("model"),
                given.has("bos") ? BeginToken.PREPEND : BeginToken.NONE,
                given.has("moments") ? ScoringDetail.MOMENTS : ScoringDetail.LIKELIHOODS,
                given.number("top-k", 0),
                one(given, "dtype", Precision.FP32, Precision.values()),
                one(given, "device", ComputeDevice.CPU, ComputeDevice.values()),
                given.number("threads", cores),
                given.number("window", 0),
                given.number("context", 0),
                Long.parseLong(given.one("memory", "0")));
        return new Options(
                model, given.all("input"), given.one("out"), given.has("force") ? Existing.REPLACE : Existing.REFUSE);
    }

    private static <T extends Enum<T>> T one(JobArguments given, String name, T missing, T[] values) {
        String word = given.one(name, word(missing));
        return Stream.of(values)
                .filter(value -> word(value).equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("--" + name + " must be one of "
                        + Stream.of(values).map(ScoreTranscriptJob::word).toList() + ", got " + word));
    }
}
