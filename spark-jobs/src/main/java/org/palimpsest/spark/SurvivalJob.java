package org.palimpsest.spark;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.SparkUserAppException;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;
import org.palimpsest.corpus.Document;
import org.palimpsest.corpus.DocumentReader;
import org.palimpsest.corpus.run.Existing;
import org.palimpsest.corpus.run.Fingerprint;
import org.palimpsest.spark.files.ClusterFiles;
import org.palimpsest.spark.files.JobOutput;
import org.palimpsest.spark.files.JobRequest;
import org.palimpsest.spark.files.ListedFile;
import org.palimpsest.spark.files.TaskFolder;
import org.palimpsest.spark.files.TaskNote;
import org.palimpsest.traps.insertion.Placement;
import org.palimpsest.traps.insertion.PlacementFile;
import org.palimpsest.traps.registry.Trap;
import org.palimpsest.traps.registry.TrapFile;
import org.palimpsest.traps.survival.CopyFate;
import org.palimpsest.traps.survival.DecontaminationRule;
import org.palimpsest.traps.survival.KeyQuestion;
import org.palimpsest.traps.survival.MarkedCorpus;
import org.palimpsest.traps.survival.PartedSurvival;
import org.palimpsest.traps.survival.SurvivalReport;
import org.palimpsest.traps.survival.SurvivalRule;
import org.palimpsest.traps.survival.SurvivalRules;
import org.palimpsest.traps.survival.SurvivalSimulator;
import org.palimpsest.traps.survival.SurvivalTally;

/**
 * Simulates what training pipelines leave of published traps, one task a file and stretch of rules. The report, and the fate of
 * every copy, are those of {@link SurvivalSimulator} over the same files in the same order. The output holds {@value #REPORT} and
 * {@value #COPIES}, whose rows are those of one machine; they stand stretch by stretch, in each file by file, which is another order
 * where a rule that leaves the first of repeated paragraphs or spans stands between others.
 *
 * <p>Rules that look at one document run in the task of its file. Rules that look at others (MinHash, exact substrings, paragraphs,
 * spans of sentences) get the keys that other files have too, exactly: see {@link PartedSurvival}. One step is not spread out: which
 * documents of MinHash chains of pairs join is found in one task, see {@link KeyExchange}. Perplexity is not among the rules.
 *
 * <p>The corpus is read twice, and written once for each rule that looks at other documents (2 bytes a character, beside the output
 * until it is committed). A task holds one document, 8 MiB of keys, 24 bytes for each key of its file that other files have too, and
 * all traps; the driver the placements.
 */
public final class SurvivalJob {
    private static final String NAME = "survival";
    /** The file of the report in the output. */
    public static final String REPORT = "survival.json";

    /** The file of the fates of all copies in the output. */
    public static final String COPIES = "copies.jsonl";

    private static final String FOUND = "found";
    private static final String WAITING = "waiting";
    private static final String KEYS = "keys";
    private static final String KNOWN = "known";
    private static final String TALLY = "tally";

    private SurvivalJob() {}

    /**
     * What to do.
     *
     * @param traps traps.jsonl that was published
     * @param placements placements.jsonl of the insertion
     * @param inputs files and folders with the traps in them, in the order in which a pipeline sees them
     * @param rules names of rules and pipelines, as {@link SurvivalRules#of} takes them
     * @param benchmarks documents of benchmarks whose 13 words drop a document at the end, or empty for none
     * @param output folder of the output
     * @param existing what to do with one that is there
     */
    public record Options(
            String traps,
            String placements,
            List<String> inputs,
            List<String> rules,
            String benchmarks,
            String output,
            Existing existing) {
        /** Copies. */
        public Options {
            inputs = List.copyOf(inputs);
            rules = List.copyOf(rules);
        }
    }

    /** The pipeline, made anew in every task. */
    private record Pipeline(List<String> names, List<String> benchmarks) implements Serializable {
        List<SurvivalRule> rules() {
            List<SurvivalRule> rules = new ArrayList<>(SurvivalRules.of(names));
            if (!benchmarks.isEmpty()) {
                rules.add(new DecontaminationRule(DecontaminationRule.GPT3_WORDS, benchmarks));
            }
            return List.copyOf(rules);
        }
    }

    /** A file with the placements in it. */
    private record MarkedPart(CorpusSource source, List<Placement> placements) implements Serializable {}

    /** A part that waits before a rule, with what is known for it. */
    private record WaitingPart(int rule, String documents, List<String> known) implements Serializable {}

    /** What all tasks have. */
    private record Shared(ClusterFiles files, Broadcast<Pipeline> pipeline) implements Serializable {}

    /**
     * Runs the job.
     *
     * @param spark the session
     * @param options what to do
     * @return what the pipeline left
     * @throws IllegalArgumentException if a rule is unknown or placements name other traps; nothing is written then
     * @throws IOException if a file cannot be read or written or is damaged
     */
    public static SurvivalReport run(SparkSession spark, Options options) throws IOException {
        ClusterFiles files = ClusterFiles.of(spark);
        List<ListedFile> listed = CorpusSource.list(files, options.inputs());
        List<Trap> traps = files.read(options.traps(), TrapFile::read);
        List<Placement> placements = files.read(options.placements(), PlacementFile::read);
        MarkedCorpus.open(List.of(), traps, placements).close(); // refuses what it must
        Pipeline pipeline = new Pipeline(new ArrayList<>(options.rules()), benchmarks(files, options.benchmarks()));
        List<SurvivalRule> rules = pipeline.rules();
        PartedSurvival survival = PartedSurvival.of(rules);
        JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
        Shared shared = new Shared(files, context.broadcast(pipeline));
        JobOutput output = JobOutput.begin(
                spark, files, options.output(), options.existing(), request(options, pipeline, files, listed));
        List<MarkedPart> parts = place(context, shared, output, CorpusSource.of(listed), placements);
        Broadcast<ArrayList<Trap>> published = context.broadcast(new ArrayList<>(traps));
        List<TaskNote> notes =
                output.stage("start", parts, (part, folder) -> start(shared, published.value(), part, folder));
        List<TaskNote> all = new ArrayList<>(notes);
        for (int rule : survival.keyed()) {
            notes = behind(new KeyExchange(spark, files), shared, output, rule, survival.questions(rule), notes);
            all.addAll(notes);
        }
        output.join(COPIES, all, COPIES);
        SurvivalReport report = report(output, rules, all);
        output.write(REPORT, out -> out.write((report.json(rules) + "\n").getBytes(StandardCharsets.UTF_8)));
        output.commit();
        return report;
    }

    private static List<String> benchmarks(ClusterFiles files, String path) throws IOException {
        ArrayList<String> texts = new ArrayList<>();
        if (!path.isEmpty()) {
            CorpusText.read(files, path).forEach(item -> texts.add(item.text()));
        }
        return texts;
    }

    private static JobRequest request(Options options, Pipeline pipeline, ClusterFiles files, List<ListedFile> listed)
            throws IOException {
        Map<String, String> asking = new LinkedHashMap<>();
        asking.put("rules", String.join(",", options.rules()));
        asking.put("traps", files.read(options.traps(), Fingerprint::sha256));
        asking.put("placements", files.read(options.placements(), Fingerprint::sha256));
        asking.put(
                "benchmarks",
                Fingerprint.sha256(pipeline.benchmarks().toString().getBytes(StandardCharsets.UTF_8)));
        return new JobRequest(NAME, asking, listed);
    }

    /** Which placements stand in which file: the first document of an id is the one that was marked. */
    private static List<MarkedPart> place(
            JavaSparkContext context,
            Shared shared,
            JobOutput output,
            List<CorpusSource> sources,
            List<Placement> placements)
            throws IOException {
        Map<String, List<Placement>> left = new HashMap<>();
        placements.forEach(placement -> left.computeIfAbsent(placement.document(), id -> new ArrayList<>())
                .add(placement));
        Broadcast<HashSet<String>> wanted = context.broadcast(new HashSet<>(left.keySet()));
        List<TaskNote> notes =
                output.stage(FOUND, sources, (source, folder) -> find(shared.files(), source, wanted.value(), folder));
        List<MarkedPart> parts = new ArrayList<>();
        for (TaskNote note : notes) {
            ArrayList<Placement> own = new ArrayList<>();
            try (DataInputStream in = new DataInputStream(new BufferedInputStream(output.open(note.part(FOUND))))) {
                for (int count = in.readInt(); count > 0; count--) {
                    String id = new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
                    List<Placement> found = left.remove(id);
                    own.addAll(found == null ? List.of() : found);
                }
            }
            parts.add(new MarkedPart(sources.get(note.task()), own));
        }
        if (!left.isEmpty()) {
            output.discard();
            MarkedCorpus.requireNone(left.keySet());
        }
        return parts;
    }

    private static void find(ClusterFiles files, CorpusSource source, Set<String> wanted, TaskFolder folder)
            throws IOException {
        TreeSet<String> found = new TreeSet<>();
        files.read(source.path(), local -> {
            try (DocumentReader reader = DocumentReader.open(local)) {
                for (Document next = reader.read(); next != null; next = reader.read()) {
                    if (wanted.contains(next.id())) {
                        found.add(next.id());
                    }
                }
            }
            return found;
        });
        try (DataOutputStream out = data(folder.parts().resolve(FOUND))) {
            out.writeInt(found.size());
            for (String id : found) {
                byte[] bytes = id.getBytes(StandardCharsets.UTF_8);
                out.writeInt(bytes.length);
                out.write(bytes);
            }
        }
    }

    private static DataOutputStream data(Path file) throws IOException {
        return new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)));
    }

    /** A stretch of a part. */
    @FunctionalInterface
    private interface Stretch {
        void run(PartedSurvival survival, PartedSurvival.Sink sink) throws IOException;
    }

    private static void start(Shared shared, List<Trap> traps, MarkedPart part, TaskFolder folder) throws IOException {
        shared.files().read(part.source().path(), local -> {
            try (MarkedCorpus corpus = MarkedCorpus.open(List.of(local), traps, part.placements())) {
                stretch(shared, -1, folder, (survival, sink) -> survival.start(corpus, sink));
            }
            return local;
        });
    }

    /** Runs a stretch and leaves all that later ones need. */
    private static void stretch(Shared shared, int rule, TaskFolder folder, Stretch stretch) throws IOException {
        List<SurvivalRule> rules = shared.pipeline().value().rules();
        PartedSurvival survival = PartedSurvival.of(rules);
        KeyQuestion question = survival.keyed().stream()
                .filter(place -> place > rule)
                .findFirst()
                .map(place -> survival.questions(place).get(0))
                .orElse(KeyQuestion.REPEATED);
        SurvivalTally tally = new SurvivalTally(rules.size());
        try (OutputStream waiting = Files.newOutputStream(folder.parts().resolve(WAITING));
                OutputStream copies = new BufferedOutputStream(
                        Files.newOutputStream(folder.parts().resolve(COPIES)));
                KeyRows keys = KeyRows.create(folder.parts().resolve(KEYS), question)) {
            stretch.run(survival, new PartedSurvival.Sink(waiting, keys, tally, fate -> write(fate, copies)));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        try (DataOutputStream out = data(folder.parts().resolve(TALLY))) {
            tally.write(out);
        }
    }

    private static void write(CopyFate fate, OutputStream out) {
        try {
            out.write((fate.json() + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends all parts past a rule that looks at other documents. */
    private static List<TaskNote> behind(
            KeyExchange exchange,
            Shared shared,
            JobOutput output,
            int rule,
            List<KeyQuestion> questions,
            List<TaskNote> waiting)
            throws IOException {
        List<WaitingPart> parts = new ArrayList<>();
        waiting.forEach(note -> parts.add(new WaitingPart(rule, output.path(note.part(WAITING)), new ArrayList<>())));
        List<TaskNote> keys = waiting;
        for (int pass = 0; pass < questions.size(); pass++) {
            if (pass > 0) {
                int asked = pass;
                KeyQuestion question = questions.get(pass);
                keys = output.stage(
                        KEYS + rule + "x" + pass, parts, (part, folder) -> keys(shared, part, asked, question, folder));
            }
            List<String> paths =
                    keys.stream().map(note -> output.path(note.part(KEYS))).toList();
            List<TaskNote> answers = output.stageOfRows(
                    KNOWN + rule + "x" + pass,
                    exchange.answers(questions.get(pass), paths),
                    (rows, folder) ->
                            KeyRows.writeAnswers(folder.parts().resolve(KNOWN), TaskContext.getPartitionId(), rows));
            for (int i = 0; i < parts.size(); i++) {
                parts.get(i).known().add(output.path(answers.get(i).part(KNOWN)));
            }
        }
        return output.stage(
                "behind" + rule,
                parts,
                (part, folder) -> stretch(shared, rule, folder, (survival, sink) -> {
                    try (InputStream in = shared.files().open(part.documents())) {
                        survival.pass(rule, in, known(shared, part), sink);
                    }
                }));
    }

    private static void keys(Shared shared, WaitingPart part, int pass, KeyQuestion question, TaskFolder folder)
            throws IOException {
        PartedSurvival survival = PartedSurvival.of(shared.pipeline().value().rules());
        try (InputStream in = shared.files().open(part.documents());
                KeyRows keys = KeyRows.create(folder.parts().resolve(KEYS), question)) {
            survival.observe(part.rule(), pass, in, known(shared, part), keys);
        }
    }

    private static PartedSurvival.Known known(Shared shared, WaitingPart part) {
        return (pass, answers) -> {
            try (InputStream in = shared.files().open(part.known().get(pass))) {
                KeyRows.readAnswers(in, answers);
            }
        };
    }

    private static SurvivalReport report(JobOutput output, List<SurvivalRule> rules, List<TaskNote> notes)
            throws IOException {
        SurvivalTally all = new SurvivalTally(rules.size());
        for (TaskNote note : notes) {
            try (DataInputStream in = new DataInputStream(new BufferedInputStream(output.open(note.part(TALLY))))) {
                all.add(in);
            }
        }
        return all.report(rules);
    }

    /**
     * Runs the job under {@code spark-submit}.
     *
     * @param arguments {@code --traps FILE --placements FILE --input FILE... --out DIR}, and as {@code traps survive} takes them
     *     {@code --rules}, {@code --benchmarks} {@code --force} and {@code --report}
     * @throws SparkUserAppException if it failed, with the exit code
     */
    public static void main(String[] arguments) throws SparkUserAppException {
        JobProcess.run(
                NAME,
                arguments,
                List.of("traps", "placements", "input", "out", "rules", "benchmarks"),
                List.of("force"),
                SurvivalJob::work);
    }

    private static JobProcess.Work work(JobArguments given) {
        Options options = new Options(
                given.one("traps"),
                given.one("placements"),
                given.all("input"),
                List.of(given.one("rules", "fineweb").split(",")),
                given.one("benchmarks", ""),
                given.one("out"),
                given.has("force") ? Existing.REPLACE : Existing.REFUSE);
        return spark -> run(spark, options);
    }
}
