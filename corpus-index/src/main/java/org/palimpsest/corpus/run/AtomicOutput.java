package org.palimpsest.corpus.run;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * Writes files and folders that appear whole or not at all: they are made under a temporary name in the same folder, forced
 * to disk, and renamed. On any failure the temporary one is deleted and the target is as it was.
 */
public final class AtomicOutput {
    /** The folder of notes in what {@link #resumable} has under construction. */
    public static final String NOTES = "unfinished";

    /** The file there by which a process keeps others out. */
    public static final String LOCK = "lock";

    private AtomicOutput() {}

    /**
     * Writes a file; one that exists is replaced.
     *
     * @param target the file
     * @param content its bytes
     * @throws IOException if it cannot be written; the message names the file
     */
    public static void write(Path target, byte[] content) throws IOException {
        write(target, out -> out.write(content));
    }

    /**
     * Writes a file; one that exists is replaced.
     *
     * @param target the file
     * @param fill writes its bytes; whatever it throws is passed on, and no file appears
     * @throws IOException if it cannot be written; the message names the file
     */
    public static void write(Path target, IOConsumer<OutputStream> fill) throws IOException {
        try (AtomicFile file = AtomicFile.open(target)) {
            fill.accept(file.stream());
            file.commit();
        }
    }

    /**
     * Writes a folder; one that exists is refused.
     *
     * @param target the folder
     * @param fill writes files and folders into the empty folder that it is given; whatever it throws is passed on, and no
     *     folder appears
     * @throws IOException if it cannot be written; the message names the folder
     */
    public static void directory(Path target, IOConsumer<Path> fill) throws IOException {
        directory(target, Existing.REFUSE, fill);
    }

    /**
     * Writes a folder.
     *
     * @param target the folder
     * @param existing what to do with a folder that is there already; a file there is always refused
     * @param fill writes files and folders into the empty folder that it is given; whatever it throws is passed on, and no
     *     folder appears
     * @throws IOException if it cannot be written; the message names the folder
     */
    public static void directory(Path target, Existing existing, IOConsumer<Path> fill) throws IOException {
        checkTarget(target, existing);
        Path temporary = TemporarySibling.create(target, Files::createDirectory);
        boolean placed = false;
        try {
            fill.accept(temporary);
            syncTree(temporary);
            checkTarget(target, existing);
            place(temporary, target);
            placed = true;
        } finally {
            if (!placed) {
                TemporarySibling.deleteTree(temporary);
            }
            TemporarySibling.settled(temporary);
        }
        TemporarySibling.syncFolder(TemporarySibling.folder(target));
    }

    /**
     * Writes a folder as {@link #directory(Path, Existing, IOConsumer)} does, but what is under construction has a fixed
     * name beside the target and outlives a failure or the end of the process, if there are notes in it: files
     * directly in its folder {@link #NOTES}. The next call for the same target goes on in it. The notes are not part of the result.
     *
     * @param target the folder
     * @param existing what to do with a folder that is there already; a file there is always refused
     * @param fill writes what is missing into the folder that it is given, which has a folder for notes; whatever it throws
     *     is passed on, and no target appears
     * @throws IOException if it cannot be written, or if another process is writing it; the message names the folder
     */
    public static void resumable(Path target, Existing existing, IOConsumer<Path> fill) throws IOException {
        checkTarget(target, existing);
        Path work = TemporarySibling.unfinished(target);
        try (UnfinishedFolder unfinished = UnfinishedFolder.open(target, work)) {
            fill.accept(work);
            unfinished.finish();
            syncTree(work);
            checkTarget(target, existing);
            Path notes = unfinished.removeNotes();
            place(work, target);
            TemporarySibling.deleteTree(notes);
        }
        TemporarySibling.syncFolder(TemporarySibling.folder(target));
    }

    /**
     * Deletes what {@link #resumable} has kept of a target.
     *
     * @param target the folder
     * @throws IOException if it cannot be deleted
     */
    public static void discard(Path target) throws IOException {
        Path work = TemporarySibling.unfinished(target);
        if (Files.exists(work, LinkOption.NOFOLLOW_LINKS)) {
            TemporarySibling.deleteTree(work);
        }
    }

    /**
     * Deletes all that this process has under construction, less what {@link #resumable} keeps: for a process that is being stopped, when nothing writes any
     * more.
     *
     * @throws IOException if something cannot be deleted
     */
    public static void abandon() throws IOException {
        TemporarySibling.deleteAll();
    }

    private static void checkTarget(Path target, Existing existing) throws IOException {
        if (!Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        if (!Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS)) {
            throw new FileAlreadyExistsException(
                    target.toString(), null, "is not a folder and is never replaced by one; choose another name");
        }
        if (existing == Existing.REFUSE) {
            throw new FileAlreadyExistsException(
                    target.toString(), null, "is there already; choose another name or allow it to be replaced");
        }
    }

    private static void place(Path temporary, Path target) throws IOException {
        if (!Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            rename(temporary, target, target);
            return;
        }
        Path old = TemporarySibling.fresh(TemporarySibling.folder(target));
        rename(target, old, target);
        try {
            rename(temporary, target, target);
        } catch (IOException e) {
            rename(old, target, target);
            throw e;
        }
        TemporarySibling.deleteTree(old);
    }

    private static void rename(Path from, Path to, Path target) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new IOException(target + ": cannot be put in place: " + e.getMessage(), e);
        }
    }

    private static void syncTree(Path root) throws IOException {
        List<Path> paths;
        try (Stream<Path> walk = Files.walk(root)) {
            paths = walk.toList();
        }
        for (Path path : paths) {
            if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
                TemporarySibling.syncFile(path);
            } else if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
                TemporarySibling.syncFolder(path);
            }
        }
    }
}
