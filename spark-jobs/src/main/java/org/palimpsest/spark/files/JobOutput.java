package org.palimpsest.spark.files;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import org.palimpsest.corpus.CorruptInputException;
import org.palimpsest.corpus.run.Existing;
import org.palimpsest.corpus.run.IOConsumer;
import scala.Tuple2;

/**
 * The output folder of a job, which appears whole or not at all. All is made in a hidden folder beside it:
 *
 * <pre>
 * _NAME.unfinished/job.json            what was asked, and which application is at it
 * _NAME.unfinished/attempts/ID/...     what an attempt of a task is writing; deleted when it ends
 * _NAME.unfinished/data/...            what tasks have written, under names that hold the beginning of its SHA-256
 * _NAME.unfinished/notes/STAGE-N.json  what task N of a stage has written; tasks with a note are not done again
 * _NAME.unfinished/result/...          the output as the commit puts it together, {@code job.json} last
 * </pre>
 *
 * <p>The commit renames {@code result} to the output. Where the file system cannot rename a folder in one step, files are put into
 * the output one by one, {@code job.json} last: a folder without it is not complete. A job that failed goes on where it was when
 * it is run again for the same request; for another one it starts over.
 */
public final class JobOutput {
    /** The file that lists all others of an output, with their hashes; it comes last. */
    public static final String MANIFEST = "job.json";

    private static final long LAST_TASKS_NANOS = 10_000_000_000L;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final JavaSparkContext context;
    private final ClusterFiles files;
    private final FileStore store;
    private final String target;
    private final String staging;
    private final Existing existing;
    private final JobRequest request;
    private final List<WrittenFile> output = new ArrayList<>();

    private JobOutput(
            JavaSparkContext context, ClusterFiles files, String target, Existing existing, JobRequest request)
            throws IOException {
        this.context = context;
        this.files = files;
        this.target = ClusterFiles.absolute(target);
        this.store = files.store(this.target);
        int slash = this.target.lastIndexOf('/');
        this.staging = this.target.substring(0, slash + 1) + "_" + this.target.substring(slash + 1) + ".unfinished";
        this.existing = existing;
        this.request = request;
    }

    /**
     * Begins an output, or goes on with one for the same request.
     *
     * @param spark the session
     * @param files where files lie
     * @param target the output folder, a path or URI
     * @param existing what to do with one that is there
     * @param request what is asked; tasks of a broken run are kept if it had the same
     * @return the output
     * @throws IOException if the folder is there and is to be left, or the one beside it cannot be made
     */
    public static JobOutput begin(
            SparkSession spark, ClusterFiles files, String target, Existing existing, JobRequest request)
            throws IOException {
        JobOutput output = new JobOutput(
                JavaSparkContext.fromSparkContext(spark.sparkContext()), files, target, existing, request);
        output.checkTarget();
        output.open();
        return output;
    }

    private void checkTarget() throws IOException {
        boolean begun = !store.renamesFolders() && store.exists(staging) && !store.exists(target + "/" + MANIFEST);
        if (existing == Existing.REFUSE && store.exists(target) && !begun) {
            throw new FileAlreadyExistsException(
                    target, null, "is there already; choose another name or allow it to be replaced");
        }
    }

    private void open() throws IOException {
        String note = staging + "/" + MANIFEST;
        boolean same = false;
        if (store.exists(note)) {
            try (InputStream in = store.open(note)) {
                same = request.fingerprint()
                        .equals(JSON.readTree(in).path("request").asText());
            }
        }
        if (!same) {
            store.delete(staging);
        }
        store.delete(staging + "/attempts");
        store.delete(note);
        for (String folder : List.of("attempts", "data", "notes")) {
            store.makeFolder(staging + "/" + folder);
        }
        ObjectNode owner = JSON.createObjectNode();
        owner.put("request", request.fingerprint());
        owner.put("application", context.sc().applicationId());
        try (OutputStream out = store.create(note)) {
            out.write(JSON.writeValueAsBytes(owner));
        }
    }

    /**
     * Does the tasks of a stage, each a Spark task of its own; those that an earlier run of the same request has done are not
     * done again. Their files are in the output from then on.
     *
     * @param <T> what a task is given
     * @param name of the stage, unique in the job: small letters
     * @param items one for each task
     * @param body what a task does
     * @return notes in the order of the items
     * @throws IllegalArgumentException if that is what a task failed with, as often as Spark repeats it
     * @throws IOException if notes cannot be read, or that is what a task failed with
     */
    public <T extends Serializable> List<TaskNote> stage(String name, List<T> items, TaskBody<T> body)
            throws IOException {
        Stage<T> stage = new Stage<>(files, staging, name, body);
        List<@Nullable TaskNote> notes = new ArrayList<>();
        List<Tuple2<Integer, T>> open = new ArrayList<>();
        for (int task = 0; task < items.size(); task++) {
            TaskNote done = stage.done(task);
            notes.add(done);
            if (done == null) {
                open.add(new Tuple2<>(task, items.get(task)));
            }
        }
        if (!open.isEmpty()) {
            context.sc().setJobDescription("palimpsest " + request.job() + ": " + name);
            run(stage, open).forEach(note -> notes.set(note.task(), note));
        }
        List<TaskNote> all = notes.stream().map(Objects::requireNonNull).toList();
        all.forEach(note -> output.addAll(note.files()));
        return all;
    }

    /**
     * Does the tasks of a stage on rows that tasks have exchanged: task i takes partition i.
     *
     * @param <R> a row
     * @param name of the stage, unique in the job
     * @param rows as many partitions as tasks, equal whenever they are made again
     * @param body what a task does
     * @return notes in the order of the partitions
     * @throws IllegalArgumentException if that is what a task failed with, as often as Spark repeats it
     * @throws IOException if notes cannot be read, or that is what a task failed with
     */
    public <R> List<TaskNote> stageOfRows(String name, JavaRDD<R> rows, TaskBody<Iterator<R>> body) throws IOException {
        Stage<Iterator<R>> stage = new Stage<>(files, staging, name, body);
        List<TaskNote> all = new ArrayList<>();
        Set<Integer> done = new HashSet<>();
        for (int task = 0; task < rows.getNumPartitions(); task++) {
            TaskNote note = stage.done(task);
            if (note != null) {
                all.add(note);
                done.add(task);
            }
        }
        if (done.size() < rows.getNumPartitions()) {
            context.sc().setJobDescription("palimpsest " + request.job() + ": " + name);
            all.addAll(guarded(() -> rows.mapPartitionsWithIndex(
                            (task, part) -> done.contains(task)
                                    ? List.<TaskNote>of().iterator()
                                    : List.of(stage.run(task, part)).iterator(),
                            false)
                    .collect()));
        }
        all.sort(Comparator.comparingInt(TaskNote::task));
        all.forEach(note -> output.addAll(note.files()));
        return all;
    }

    /** Runs tasks; where the input is wrong, nothing that was made of it is of use. */
    private <T extends Serializable> List<TaskNote> run(Stage<T> stage, List<Tuple2<Integer, T>> open)
            throws IOException {
        return guarded(() -> context.parallelize(open, open.size())
                .map(task -> stage.run(task._1(), task._2()))
                .collect());
    }

    private List<TaskNote> guarded(Callable<List<TaskNote>> tasks) throws IOException {
        try {
            return JobFailure.unwrapped(tasks);
        } catch (CorruptInputException | IllegalArgumentException wrong) {
            discard();
            throw wrong;
        }
    }

    /**
     * Where a part lies, for tasks of later stages.
     *
     * @param part what a task wrote
     * @return its path or URI
     */
    public String path(WrittenFile part) {
        return staging + "/data/" + part.staged();
    }

    /**
     * Opens a part.
     *
     * @param part what a task wrote
     * @return its bytes
     * @throws IOException if it cannot be opened
     */
    public InputStream open(WrittenFile part) throws IOException {
        return store.open(path(part));
    }

    /**
     * Writes a file of the output on the driver.
     *
     * @param name of the file
     * @param fill writes its bytes
     * @throws IOException if it cannot be written
     */
    public void write(String name, IOConsumer<OutputStream> fill) throws IOException {
        String staged = "driver-" + name.replace('/', '-');
        String path = staging + "/data/" + staged;
        HashedOutput hashed;
        try (OutputStream out = store.create(path)) {
            hashed = new HashedOutput(out);
            fill.accept(hashed);
            hashed.flush();
        }
        output.add(new WrittenFile(name, staged, hashed.bytes(), hashed.sha256()));
    }

    /**
     * Writes a file of the output that is all parts of one name, one after the other.
     *
     * @param name of the file
     * @param notes tasks, in the order of their parts
     * @param part name of the part that each of them wrote
     * @throws IOException if one cannot be read or the file not be written
     */
    public void join(String name, List<TaskNote> notes, String part) throws IOException {
        write(name, out -> {
            for (TaskNote note : notes) {
                try (InputStream in = open(note.part(part))) {
                    in.transferTo(out);
                }
            }
        });
    }

    /**
     * Puts the output in its place.
     *
     * @return what it consists of, by name, without the manifest
     * @throws IOException if another application has taken the output over, or something cannot be renamed
     */
    public List<WrittenFile> commit() throws IOException {
        requireOwn();
        checkTarget();
        List<WrittenFile> all =
                output.stream().sorted(Comparator.comparing(WrittenFile::name)).toList();
        requireDistinct(all);
        byte[] manifest = JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(manifest(all));
        boolean inOneStep = store.renamesFolders();
        String place = inOneStep ? staging + "/result" : target;
        if (!inOneStep) {
            store.delete(target);
        }
        for (WrittenFile file : all) {
            if (store.exists(path(file))) {
                store.delete(place + "/" + file.name()); // of a commit that was cut off
                store.rename(path(file), place + "/" + file.name());
            }
        }
        store.makeFolder(place);
        String draft = staging + "/draft"; // so that a manifest which was cut off never stands in an output
        store.delete(draft);
        try (OutputStream out = store.create(draft)) {
            out.write(manifest);
        }
        store.delete(place + "/" + MANIFEST);
        store.rename(draft, place + "/" + MANIFEST);
        if (inOneStep) {
            if (store.exists(target)) {
                store.rename(target, staging + "/replaced");
            }
            store.rename(place, target);
        }
        store.delete(staging);
        return all;
    }

    private static void requireDistinct(List<WrittenFile> sorted) {
        IntStream.range(1, sorted.size())
                .filter(i -> sorted.get(i).name().equals(sorted.get(i - 1).name()))
                .findFirst()
                .ifPresent(i -> {
                    throw new IllegalStateException("files of an output must have different names, got "
                            + sorted.get(i).name() + " twice");
                });
    }

    private ObjectNode manifest(List<WrittenFile> all) {
        ObjectNode manifest = request.toJson();
        ArrayNode listed = manifest.putArray("files");
        for (WrittenFile file : all) {
            listed.addObject()
                    .put("name", file.name())
                    .put("bytes", file.bytes())
                    .put("sha256", file.sha256());
        }
        return manifest;
    }

    private void requireOwn() throws IOException {
        String note = staging + "/" + MANIFEST;
        String owner = "";
        if (store.exists(note)) {
            try (InputStream in = store.open(note)) {
                owner = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            }
        }
        if (!owner.contains("\"" + context.sc().applicationId() + "\"")) {
            throw new IOException(target + ": another job writes to it; run one at a time for each output");
        }
    }

    /**
     * Deletes all that is unfinished, for input that must change before the job can be run again.
     *
     * @throws IOException if it cannot be deleted
     */
    public void discard() throws IOException {
        awaitTasks();
        store.delete(staging);
    }

    /** Waits a while for attempts that go on after another of their stage failed, since they write too. */
    private void awaitTasks() throws IOException {
        long end = System.nanoTime() + LAST_TASKS_NANOS;
        while (System.nanoTime() < end && !store.children(staging + "/attempts").isEmpty()) {
            try {
                Thread.sleep(20);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
