package org.palimpsest.spark;

import java.io.IOException;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.SparkUserAppException;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;
import org.palimpsest.corpus.run.Existing;
import org.palimpsest.spark.OfferedDocuments.Offers;
import org.palimpsest.spark.files.ClusterFiles;
import org.palimpsest.spark.files.JobOutput;
import org.palimpsest.spark.files.JobRequest;
import org.palimpsest.spark.files.ListedFile;
import org.palimpsest.spark.files.TaskNote;
import org.palimpsest.traps.insertion.Assignment;
import org.palimpsest.traps.insertion.ChosenDocument;
import org.palimpsest.traps.insertion.CorpusInsertion;
import org.palimpsest.traps.insertion.ExperimentFiles;
import org.palimpsest.traps.insertion.InsertionFiles;
import org.palimpsest.traps.insertion.InsertionPlan;
import org.palimpsest.traps.insertion.PlacementFile;
import org.palimpsest.traps.insertion.PositionPolicy;
import org.palimpsest.traps.insertion.RestorationFile;
import org.palimpsest.traps.insertion.format.Carrier;
import org.palimpsest.traps.registry.KeyOrigin;
import org.palimpsest.traps.registry.MasterKey;
import org.palimpsest.traps.registry.Trap;
import org.palimpsest.traps.registry.TrapFile;
import org.palimpsest.traps.survival.FilterBudget;

/**
 * Puts traps into the files of a corpus, one task a file. Files keep their names, and every byte of the output is that of {@link
 * CorpusInsertion#insert}, however many workers there are. Two passes over the input; the driver holds the chosen documents, 100
 * bytes each or so, and reads about as many offers.
 */
public final class InsertTrapsJob {
    private static final String NAME = "insert-traps";
    private static final String SCAN = "scan";

    private InsertTrapsJob() {}

    /**
     * What to do.
     *
     * @param plan what goes where
     * @param inputs files and folders, as for {@link InsertionFiles#ofTree}; not token files
     * @param output folder of the output
     * @param existing what to do with one that is there
     */
    public record Options(InsertionPlan plan, List<String> inputs, String output, Existing existing) {
        /** Copies. */
        public Options {
            inputs = List.copyOf(inputs);
        }
    }

    /**
     * What was done.
     *
     * @param placements copies that were put in
     * @param documents documents that got one or more
     */
    public record Summary(long placements, long documents) {}

    /** A file and the name under which it comes out. */
    private record Source(String name, String path) implements Serializable {}

    /**
     * Runs the job.
     *
     * @param spark the session
     * @param options what to do
     * @return how much was done
     * @throws IllegalArgumentException if inputs are unsuitable or have fewer suitable documents than the plan needs; nothing is
     *     written then
     * @throws IOException if a file cannot be read or written or is damaged
     */
    public static Summary run(SparkSession spark, Options options) throws IOException {
        InsertionPlan plan = options.plan();
        ClusterFiles files = ClusterFiles.of(spark);
        List<ListedFile> inputs = inputs(files, options);
        List<Source> sources = inputs.stream()
                .map(input -> new Source(input.name(), input.path()))
                .toList();
        JobRequest request = new JobRequest(NAME, Map.of("plan", plan.fingerprint()), inputs);
        JobOutput output = JobOutput.begin(spark, files, options.output(), options.existing(), request);
        List<TaskNote> scans = output.stage(
                SCAN,
                sources,
                (source, folder) -> OfferedDocuments.write(
                        folder.parts().resolve(SCAN),
                        files.read(
                                source.path(), file -> CorpusInsertion.of(plan).scan(source.name(), file))));
        Assignment assignment = choose(output, plan, sources, scans);
        Broadcast<Assignment> chosen =
                JavaSparkContext.fromSparkContext(spark.sparkContext()).broadcast(assignment);
        List<TaskNote> written = output.stage(
                "insert",
                sources,
                (source, folder) -> folder.put(
                        "placements",
                        files.read(
                                source.path(),
                                file -> CorpusInsertion.of(plan)
                                        .rewrite(
                                                source.name(), file, chosen.value(), folder.files(), folder.parts()))));
        output.join(PlacementFile.NAME, written, PlacementFile.NAME);
        output.join(RestorationFile.NAME, written, RestorationFile.NAME);
        output.commit();
        return new Summary(
                written.stream().mapToLong(note -> note.number("placements")).sum(), plan.documents());
    }

    /** Inputs in the order of their names, which is that of rows in the output. */
    private static List<ListedFile> inputs(ClusterFiles files, Options options) throws IOException {
        TreeMap<String, ListedFile> byName = new TreeMap<>();
        for (String root : options.inputs()) {
            for (ListedFile file : files.list(List.of(root))) {
                boolean own =
                        file.name().equals(PlacementFile.NAME) || file.name().equals(RestorationFile.NAME);
                boolean named = file.name().indexOf('/') < 0 && file.path().endsWith(root);
                if (file.name().endsWith(".bin") || (named && (own || !InsertionFiles.isDocuments(file.name())))) {
                    throw new IllegalArgumentException("inputs must be documents of a known format, got " + file.path()
                            + "; put traps into token files on one machine");
                }
                if (own || !InsertionFiles.isDocuments(file.name())) {
                    continue;
                }
                ListedFile other = byName.put(file.name(), file);
                if (other != null) {
                    throw new IllegalArgumentException("inputs must come out under different names, got " + other.path()
                            + " and " + file.path() + " for " + file.name());
                }
            }
        }
        if (byName.isEmpty()) {
            throw new IllegalArgumentException(
                    "inputs must hold 1 file of documents or more, got 0 in " + options.inputs());
        }
        return List.copyOf(byName.values());
    }

    private static Assignment choose(JobOutput output, InsertionPlan plan, List<Source> sources, List<TaskNote> scans)
            throws IOException {
        List<Offers> offers = new ArrayList<>();
        try {
            for (TaskNote scan : scans) {
                offers.add(Offers.open(sources.get(scan.task()).name(), output.open(scan.part(SCAN))));
            }
            List<ChosenDocument> smallest = OfferedDocuments.smallest(offers, plan.documents());
            return Assignment.of(plan, List.of(smallest));
        } catch (IllegalArgumentException tooFew) {
            output.discard();
            throw tooFew;
        } finally {
            for (Offers file : offers) {
                file.close();
            }
        }
    }

    /**
     * Runs the job under {@code spark-submit}.
     *
     * @param arguments {@code --traps FILE --key-file FILE --out DIR --input FILE...}, and as {@code traps insert} takes them
     *     {@code --documents}, {@code --per-document}, {@code --copies}, {@code --position}, {@code --as}, {@code --budget},
     *     {@code --plan} and {@code --force}; {@code --report FILE} as every job
     * @throws SparkUserAppException if it failed, with the exit code
     */
    public static void main(String[] arguments) throws SparkUserAppException {
        JobProcess.run(
                NAME,
                arguments,
                List.of(
                        "traps",
                        "key-file",
                        "out",
                        "input",
                        "documents",
                        "per-document",
                        "copies",
                        "position",
                        "as",
                        "budget",
                        "plan"),
                List.of("force"),
                InsertTrapsJob::work);
    }

    private static JobProcess.Work work(JobArguments given) throws IOException {
        Options options = new Options(
                plan(given),
                given.all("input"),
                given.one("out"),
                given.has("force") ? Existing.REPLACE : Existing.REFUSE);
        return spark -> run(spark, options);
    }

    private static InsertionPlan plan(JobArguments given) throws IOException {
        List<Trap> traps = TrapFile.read(Path.of(given.one("traps")));
        String hex = Files.readString(Path.of(given.one("key-file")), StandardCharsets.UTF_8);
        MasterKey key = MasterKey.ofHex(hex.strip(), KeyOrigin.DRAWN);
        InsertionPlan plan = given.has("plan")
                ? InsertionPlan.ofRows(traps, key, ExperimentFiles.readTreated(Path.of(given.one("plan"))))
                : InsertionPlan.ofDocuments(traps, key, given.number("documents", traps.size()))
                        .withPerDocument(given.number("per-document", 1))
                        .withRepeats(given.number("copies", 1));
        FilterBudget budget = FilterBudget.of(given.one("budget", "none"));
        InsertionPlan placed = plan.withPosition(PositionPolicy.of(given.one("position", "latter-half")))
                .withCarrier(Carrier.of(given.one("as", "text")));
        return budget == FilterBudget.NONE ? placed : placed.withBudget(budget);
    }
}
