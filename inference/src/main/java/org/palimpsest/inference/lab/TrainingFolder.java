package org.palimpsest.inference.lab;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.palimpsest.corpus.run.AtomicOutput;

/**
 * The folder of one run, held by one process at a time. {@code run.json} says whose it is; a tokenizer may stand there
 * before.
 */
final class TrainingFolder implements AutoCloseable {
    private static final String PREFIX = "step-";

    private final Path root;
    private final FileChannel lock;

    private TrainingFolder(Path root, FileChannel lock) {
        this.root = root;
        this.lock = lock;
    }

    /**
     * Opens a new folder, or that of the same run.
     *
     * @throws FileAlreadyExistsException if it holds something else, or another process is at work in it
     */
    static TrainingFolder open(Path root, String identity) throws IOException {
        Files.createDirectories(root);
        FileChannel channel =
                FileChannel.open(root.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        TrainingFolder folder = new TrainingFolder(root, channel);
        boolean opened = false;
        try {
            folder.takeLock();
            folder.claim(identity);
            folder.deleteLeftovers();
            opened = true;
            return folder;
        } finally {
            if (!opened) {
                channel.close();
            }
        }
    }

    private void takeLock() throws IOException {
        boolean taken;
        try {
            taken = lock.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            taken = false;
        }
        if (!taken) {
            throw new FileAlreadyExistsException(root.toString(), null, "another run is at work in this folder");
        }
    }

    private void claim(String identity) throws IOException {
        Path file = root.resolve("run.json");
        if (!Files.exists(file)) {
            try (Stream<Path> inside = Files.list(root)) {
                if (inside.map(path -> path.getFileName().toString())
                        .anyMatch(name -> !name.startsWith(".") && !name.equals("tokenizer.json"))) {
                    throw new FileAlreadyExistsException(
                            root.toString(), null, "holds other files; give --out a new or empty folder");
                }
            }
            AtomicOutput.write(file, identity.getBytes(StandardCharsets.UTF_8));
        } else if (!Files.readString(file).equals(identity)) {
            throw new FileAlreadyExistsException(
                    root.toString(),
                    null,
                    "holds a run of other options or another input; choose another folder, or --force to begin anew");
        }
    }

    Path file(String name) {
        return root.resolve(name);
    }

    Path model() {
        return root.resolve("model");
    }

    Path kept(long step) throws IOException {
        return point("checkpoints", step);
    }

    Path resumePoint(long step) throws IOException {
        return point("resume", step);
    }

    private Path point(String kind, long step) throws IOException {
        return Files.createDirectories(root.resolve(kind)).resolve(PREFIX + step);
    }

    /** The furthest point from which the run can go on, or null. */
    @Nullable
    Path furthest() throws IOException {
        List<Path> points = new ArrayList<>(points("checkpoints"));
        points.addAll(points("resume"));
        return points.stream()
                .max(Comparator.comparingLong(TrainingFolder::step))
                .orElse(null);
    }

    /** Deletes all resume points but the one of this step. */
    void dropResumePoints(long except) throws IOException {
        for (Path point : points("resume")) {
            if (step(point) != except) {
                delete(point);
            }
        }
        if (points("resume").isEmpty()) {
            Files.deleteIfExists(root.resolve("resume"));
        }
    }

    private List<Path> points(String kind) throws IOException {
        Path parent = root.resolve(kind);
        if (!Files.isDirectory(parent)) {
            return List.of();
        }
        try (Stream<Path> inside = Files.list(parent)) {
            return inside.filter(path -> step(path) >= 0).toList();
        }
    }

    private static long step(Path point) {
        String name = String.valueOf(point.getFileName());
        return name.matches(PREFIX + "\\d{1,18}") ? Long.parseLong(name.substring(PREFIX.length())) : -1;
    }

    /** Deletes what a killed process left half-written. */
    private void deleteLeftovers() throws IOException {
        List<Path> left;
        try (Stream<Path> walk = Files.walk(root, 2)) {
            left = walk.filter(path -> {
                        String name = path.getFileName().toString();
                        return name.startsWith(".palimpsest-") && name.endsWith(".tmp");
                    })
                    .toList();
        }
        for (Path path : left) {
            delete(path);
        }
    }

    static void delete(Path tree) throws IOException {
        try (Stream<Path> walk = Files.walk(tree)) {
            for (Path path : walk.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }
}
