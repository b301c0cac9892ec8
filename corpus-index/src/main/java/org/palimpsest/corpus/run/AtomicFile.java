package org.palimpsest.corpus.run;

import java.io.BufferedOutputStream;
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
public final class AtomicFile extends OutputStream {
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
        this.out = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER);
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

    @Override
    public void write(int value) throws IOException {
        out.write(value);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        try {
            out.write(bytes, offset, length);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    @Override
    public void flush() throws IOException {
        out.flush();
    }

    /**
     * Forces the bytes to disk and puts the file in its place. Nothing can be written after it.
     *
     * @throws IOException if that fails; the target is then as it was
     */
    public void commit() throws IOException {
        try {
            if (channel.isOpen()) {
                out.flush();
                channel.force(true);
                channel.close();
            } else {
                TemporarySibling.syncFile(temporary);
            }
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            committed = true;
        } catch (IOException e) {
            throw failed(e);
        }
        TemporarySibling.syncFolder(TemporarySibling.folder(target));
    }

    private IOException failed(IOException cause) {
        return new IOException(target + ": cannot be written: " + cause.getMessage(), cause);
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
    }
}
