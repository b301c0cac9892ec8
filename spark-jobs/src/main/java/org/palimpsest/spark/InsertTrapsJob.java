package org.palimpsest.spark;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.palimpsest.traps.insertion.Assignment;
import org.palimpsest.traps.insertion.ChosenDocument;
import org.palimpsest.traps.insertion.InsertionFiles;
import org.palimpsest.traps.insertion.InsertionPlan;
import org.palimpsest.traps.insertion.JsonlInsertion;
import org.palimpsest.traps.insertion.Placement;
import org.palimpsest.traps.insertion.PlacementFile;
import org.palimpsest.traps.registry.KeyOrigin;
import org.palimpsest.traps.registry.MasterKey;
import org.palimpsest.traps.registry.TrapFile;

/**
 * Puts traps into the files of a corpus, one task a file. Files keep their names, and every byte of the output is that of
 * {@link JsonlInsertion#insert}, however many workers there are. All workers must see the same folders. {@code
 * placements.jsonl} is written last: output without it is not complete.
 */
public final class InsertTrapsJob {
    private InsertTrapsJob() {}

    /**
     * What to do.
     *
     * @param plan what goes where
     * @param inputs JSONL files with different names
     * @param output folder of the output; is made if missing
     */
    public record Options(InsertionPlan plan, List<String> inputs, String output) {
        /** Copies. */
        public Options {
            inputs = List.copyOf(inputs);
        }
    }

    /**
     * Runs the job.
     *
     * @param spark the session
     * @param options what to do
     * @return all placements, by file name and line
     * @throws IllegalArgumentException if names repeat or are not of JSONL files, the output folder holds an input, or there
     *     are fewer suitable documents than the plan needs
     * @throws IOException if a folder cannot be made or the placements cannot be written; what goes wrong in a task comes as
     *     Spark's own exception with the cause in its message
     */
    public static List<Placement> run(SparkSession spark, Options options) throws IOException {
        InsertionPlan plan = options.plan();
        Path folder = Path.of(options.output()).toAbsolutePath();
        SortedMap<String, Path> files =
                InsertionFiles.byName(options.inputs().stream().map(Path::of).toList(), folder);
        List<String> inputs = new ArrayList<>();
        files.values().forEach(file -> inputs.add(file.toAbsolutePath().toString()));
        JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());

        List<List<ChosenDocument>> offers = context.parallelize(inputs, inputs.size())
                .map(input -> JsonlInsertion.of(plan).scan(Path.of(input)))
                .collect();
        Assignment assignment = Assignment.of(plan, offers);
        Files.createDirectories(folder);
        String target = folder.toString();
        List<List<Placement>> placed = context.parallelize(inputs, inputs.size())
                .map(input -> rewrite(plan, Path.of(input), Path.of(target), assignment))
                .collect();
        List<Placement> placements = placed.stream().flatMap(List::stream).toList();
        PlacementFile.write(folder.resolve(PlacementFile.NAME), placements);
        return placements;
    }

    private static List<Placement> rewrite(InsertionPlan plan, Path input, Path folder, Assignment assignment)
            throws IOException {
        Path name = input.getFileName();
        return JsonlInsertion.of(plan).rewrite(input, folder.resolve(String.valueOf(name)), assignment);
    }

    /**
     * Runs the job under {@code spark-submit}.
     *
     * @param arguments traps.jsonl, a file with the key in 64 hexadecimal digits, number of documents, output folder, inputs
     * @throws IOException if a file cannot be read or written
     */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length < 5) {
            throw new IllegalArgumentException(
                    "arguments must be TRAPS KEYFILE DOCUMENTS OUTPUT INPUT..., got " + arguments.length);
        }
        String key =
                Files.readString(Path.of(arguments[1]), StandardCharsets.UTF_8).strip();
        InsertionPlan plan = InsertionPlan.ofDocuments(
                TrapFile.read(Path.of(arguments[0])),
                MasterKey.ofHex(key, KeyOrigin.DRAWN),
                Integer.parseInt(arguments[2]));
        List<String> inputs = Arrays.asList(arguments).subList(4, arguments.length);
        try (SparkSession spark =
                SparkSession.builder().appName("palimpsest-insert-traps").getOrCreate()) {
            run(spark, new Options(plan, inputs, arguments[3]));
        }
    }
}
