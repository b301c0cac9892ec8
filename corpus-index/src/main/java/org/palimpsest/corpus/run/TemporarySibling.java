package org.palimpsest.corpus.run;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Names, syncs and deletes what stands beside a target until it is whole. */
final class TemporarySibling {
    private static final AtomicLong COUNTER = new AtomicLong();
    private static final Set<Path> LIVE = ConcurrentHashMap.newKeySet();

    private TemporarySibling() {}

    /** Makes a file or folder with a fresh name in the target's folder; permissions are those of any new file. */
    static <T> T create(Path target, Maker<T> maker) throws IOException {
        Path folder = folder(target);
        if (!Files.isDirectory(folder)) {
            throw new NoSuchFileException(
                    target.toString(), null, "cannot be written, there is no folder " + folder + "; create it first");
        }
        Path name = fresh(folder);
        while (Files.exists(name, LinkOption.NOFOLLOW_LINKS)) {
            name = fresh(folder); // left by a process that had the same number
        }
        LIVE.add(name);
        try {
            return maker.make(name);
        } catch (IOException e) {
            LIVE.remove(name);
            throw new IOException(target + ": cannot be written: " + e.getMessage(), e);
        }
    }

    /** A name in the folder that this process has not used. */
    static Path fresh(Path folder) {
        return folder.resolve(
                ".palimpsest-" + ProcessHandle.current().pid() + "-" + COUNTER.incrementAndGet() + ".tmp");
    }

    /** Where a target is under construction that may be gone on with. */
    static Path unfinished(Path target) {
        return folder(target).resolve(".palimpsest-" + target.getFileName() + ".unfinished");
    }

    /** Is deleted with all that is under construction, unless it is settled before. */
    static void begun(Path temporary) {
        LIVE.add(temporary);
    }

    /** What has been made is in its place, or deleted. */
    static void settled(Path temporary) {
        LIVE.remove(temporary);
    }

    /** Deletes all that is still under construction. */
    static void deleteAll() throws IOException {
        for (Path temporary : LIVE) {
            if (Files.exists(temporary, LinkOption.NOFOLLOW_LINKS) && !UnfinishedFolder.hasNotes(temporary)) {
                deleteTree(temporary);
            }
            settled(temporary);
        }
    }

    static Path folder(Path target) {
        Path parent = target.toAbsolutePath().getParent();
        if (parent == null) {
            throw new IllegalArgumentException("the root folder cannot be replaced, got " + target);
        }
        return parent;
    }

    /** Forces a folder's entries to disk where the file system can; not all can, and the data itself is safe already. */
    @SuppressWarnings("EmptyCatch") // best effort: Windows refuses to open folders
    static void syncFolder(Path folder) {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException unsupported) {
            // the rename has happened; only its survival of a power cut is not forced
        }
    }

    static void syncFile(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    /** Deletes a folder with all that it holds; links are deleted, not followed. */
    static void deleteTree(Path root) throws IOException {
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException error) throws IOException {
                if (error != null) {
                    throw error;
                }
                Files.delete(folder);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** Makes something under a name, and fails if the name is taken. */
    interface Maker<T> {
        T make(Path name) throws IOException;
    }
}
