package org.palimpsest.corpus.run;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * A file under construction. Bytes go to a temporary file in the target's folder; {@link #commit} forces them to disk and
 * renames it, so that the target is either the old file or the whole new one. Closing without a commit deletes the
 * temporary file.
 */
public final class AtomicFile implements Closeable {
    private static final int BUFFER = 1 << 16;

    private final Path target;
    private final Path temporary;
    private final FileChannel channel;
    private final OutputStream out;
    private boolean committed;

    private AtomicFile(Path target, Path temporary, FileChannel channel) {
        this.target = target;
        this.temporary = temporary;
        this.channel = channel;
        this.out = new BufferedOutputStream(new NamedOutput(Channels.newOutputStream(channel), target), BUFFER);
    }

    /**
     * Begins a file.
     *
     * @param target where it will appear; a file that is there stays until the commit
     * @return the file under construction
     * @throws IOException if the folder is missing or cannot be written
     */
    public static AtomicFile open(Path target) throws IOException {
        if (Files.isDirectory(target)) {
            throw new IOException(target + ": cannot be written, it is a folder; name a file");
        }
        return TemporarySibling.create(
                target,
                name -> new AtomicFile(
                        target, name, FileChannel.open(name, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)));
    }

    /** Returns where the bytes go; buffered. Closing it ends the bytes, but neither commits the file nor deletes it. */
    public OutputStream stream() {
        return out;
    }

    /**
     * Forces the bytes to disk and puts the file in its place. Nothing can be written after it.
     *
     * @throws IOException if that fails; the target is then as it was
     */
    public void commit() throws IOException {
        if (channel.isOpen()) {
            out.flush();
        }
        try {
            if (channel.isOpen()) {
                channel.force(true);
                channel.close();
            } else {
                TemporarySibling.syncFile(temporary);
            }
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            committed = true;
        } catch (IOException e) {
            throw NamedOutput.failed(target, e);
        }
        TemporarySibling.syncFolder(TemporarySibling.folder(target));
    }

    /**
     * Ends the file; deletes the temporary one if there was no commit.
     *
     * @throws IOException if it cannot be deleted
     */
    @Override
    public void close() throws IOException {
        channel.close();
        if (!committed) {
            Files.deleteIfExists(temporary);
        }
        TemporarySibling.settled(temporary);
    }
}
