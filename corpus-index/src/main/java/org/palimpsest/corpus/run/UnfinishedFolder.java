package org.palimpsest.corpus.run;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A folder under construction that a later process may go on with; one process at a time. */
final class UnfinishedFolder implements Closeable {
    private final Path work;
    private final FileChannel lock;

    private UnfinishedFolder(Path work, FileChannel lock) {
        this.work = work;
        this.lock = lock;
    }

    /** Makes the folder, or takes the one that is there, and locks it. */
    static UnfinishedFolder open(Path target, Path work) throws IOException {
        Path parent = TemporarySibling.folder(target);
        if (!Files.isDirectory(parent)) {
            throw new NoSuchFileException(
                    target.toString(), null, "cannot be written, there is no folder " + parent + "; create it first");
        }
        FileChannel lock;
        try {
            Files.createDirectories(work.resolve(AtomicOutput.NOTES));
            lock = FileChannel.open(
                    work.resolve(AtomicOutput.LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new IOException(target + ": cannot be written: " + e.getMessage(), e);
        }
        if (tryLock(lock) == null) {
            lock.close();
            throw new IOException(target + ": another process is writing it; wait for it, or choose another name");
        }
        TemporarySibling.begun(work);
        return new UnfinishedFolder(work, lock);
    }

    @SuppressWarnings("EmptyCatch") // locked by this process, which is what null says
    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException held) {
            return null;
        }
    }

    /** Whether there is anything to go on from. */
    static boolean hasNotes(Path work) throws IOException {
        Path notes = work.resolve(AtomicOutput.NOTES);
        if (!Files.isDirectory(notes, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        try (Stream<Path> files = Files.list(notes)) {
            return files.anyMatch(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS));
        }
    }

    /** The folder is whole: takes away the file that is locked, but not the lock. */
    void finish() throws IOException {
        Files.deleteIfExists(work.resolve(AtomicOutput.LOCK));
    }

    /** Moves what is not part of the result out of the folder, to a place that it returns. */
    Path removeNotes() throws IOException {
        Path removed = TemporarySibling.fresh(TemporarySibling.folder(work));
        return Files.move(work.resolve(AtomicOutput.NOTES), removed, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Lets go of the folder, and deletes it if nothing can go on from it. */
    @Override
    public void close() throws IOException {
        try (lock) {
            if (Files.exists(work, LinkOption.NOFOLLOW_LINKS) && !hasNotes(work)) {
                TemporarySibling.deleteTree(work);
            }
        } finally {
            TemporarySibling.settled(work);
        }
    }
}
