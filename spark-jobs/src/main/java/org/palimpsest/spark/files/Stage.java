package org.palimpsest.spark.files;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.TaskContext;
import org.jspecify.annotations.Nullable;
import org.palimpsest.corpus.run.Fingerprint;

/**
 * The tasks of a stage, on the executors' side. An attempt writes into a folder named after Spark's id of the attempt, which no
 * other has. What it wrote is then renamed to names that hold its hash, so that whichever of several attempts comes first puts
 * there what every other would; a note of the task comes last.
 */
final class Stage<T> implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ClusterFiles files;
    private final String staging;
    private final String name;
    private final TaskBody<T> body;

    Stage(ClusterFiles files, String staging, String name, TaskBody<T> body) {
        this.files = files;
        this.staging = staging;
        this.name = name;
        this.body = body;
    }

    /** The note of a task that is done and whose files are there, or null. */
    @Nullable
    TaskNote done(int task) throws IOException {
        FileStore store = files.store(staging);
        String path = notePath(task);
        if (!store.exists(path)) {
            return null;
        }
        TaskNote note;
        try (InputStream in = store.open(path)) {
            note = JSON.readValue(in.readAllBytes(), TaskNote.class);
        }
        for (WrittenFile file :
                Stream.concat(note.files().stream(), note.parts().stream()).toList()) {
            if (store.length(staging + "/data/" + file.staged()) != file.bytes()
                    && store.length(staging + "/result/" + file.name()) != file.bytes()) {
                return null;
            }
        }
        return note;
    }

    /** Does a task and gives its note. */
    TaskNote run(int task, T item) throws IOException {
        FileStore store = files.store(staging);
        String attempt = staging + "/attempts/" + TaskContext.get().taskAttemptId();
        if (!store.exists(staging)) {
            throw new IOException(staging + ": is not there any more; the job has ended without this task");
        }
        Path there = store.onDisk(attempt);
        if (there != null) {
            return run(task, item, Files.createDirectories(there), attempt, store);
        }
        store.makeFolder(attempt); // so that one sees it is at work
        try (Scratch scratch = Scratch.make()) {
            return run(task, item, scratch.folder(), attempt, store);
        }
    }

    private TaskNote run(int task, T item, Path folder, String attempt, FileStore store) throws IOException {
        try {
            TaskFolder written = new TaskFolder(
                    Files.createDirectory(folder.resolve("files")), Files.createDirectory(folder.resolve("parts")));
            body.run(item, written);
            TaskNote note = new TaskNote(
                    task,
                    place(task, written.files(), attempt + "/files", store),
                    place(task, written.parts(), attempt + "/parts", store),
                    written.values());
            String draft = attempt + "/note.json";
            try (OutputStream out = store.create(draft)) {
                out.write(JSON.writeValueAsBytes(note));
            }
            give(store, draft, notePath(task));
            return note;
        } finally {
            store.delete(attempt);
        }
    }

    private String notePath(int task) {
        return staging + "/notes/" + name + "-" + task + ".json";
    }

    private List<WrittenFile> place(int task, Path folder, String attempt, FileStore store) throws IOException {
        List<Path> paths;
        try (Stream<Path> walk = Files.walk(folder)) {
            paths = walk.filter(Files::isRegularFile).sorted().toList();
        }
        List<WrittenFile> placed = new ArrayList<>();
        for (Path path : paths) {
            String own = slashed(folder.relativize(path));
            String hash = Fingerprint.sha256(path);
            String kind = attempt.substring(attempt.lastIndexOf('/') + 1);
            String label = Fingerprint.sha256((kind + "/" + own).getBytes(StandardCharsets.UTF_8));
            String staged = name + "-" + task + "-" + label.substring(0, 8) + "-" + hash.substring(0, 16);
            WrittenFile file = new WrittenFile(own, staged, Files.size(path), hash);
            String draft = attempt + "/" + own;
            if (store.onDisk(draft) == null) {
                try (OutputStream out = store.create(draft)) {
                    Files.copy(path, out);
                }
            }
            give(store, draft, staging + "/data/" + staged);
            placed.add(file);
        }
        return placed;
    }

    private static String slashed(Path relative) {
        List<String> names = new ArrayList<>();
        relative.forEach(part -> names.add(part.toString()));
        return String.join("/", names);
    }

    /** Puts a draft in its place; where another attempt was first, the same bytes are there already. */
    private static void give(FileStore store, String draft, String target) throws IOException {
        if (store.exists(target)) {
            return;
        }
        try {
            store.rename(draft, target);
        } catch (IOException e) {
            if (!store.exists(target)) {
                throw e;
            }
        }
    }
}
