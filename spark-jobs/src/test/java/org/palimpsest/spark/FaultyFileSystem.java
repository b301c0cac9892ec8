package org.palimpsest.spark;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.security.AccessControlException;
import org.apache.hadoop.util.Progressable;

/** A store that runs full after so many bytes, or may not be written at all; what was written of a file stays, as on a disk. */
public final class FaultyFileSystem extends RawLocalFileSystem {
    private static final AtomicLong ROOM = new AtomicLong(Long.MAX_VALUE);
    private static final AtomicBoolean DENIED = new AtomicBoolean();

    /**
     * Sets how much may be written from now on.
     *
     * @param bytes in all files together
     */
    public static void setRoom(long bytes) {
        ROOM.set(bytes);
    }

    /**
     * How much may still be written.
     *
     * @return bytes
     */
    public static long room() {
        return ROOM.get();
    }

    /**
     * Sets whether nobody may write.
     *
     * @param denied whether it is so
     */
    public static void setDenied(boolean denied) {
        DENIED.set(denied);
    }

    @Override
    public URI getUri() {
        return URI.create("faulty:///");
    }

    @Override
    public String getScheme() {
        return "faulty";
    }

    private static void check(Path path) throws IOException {
        if (DENIED.get()) {
            throw new AccessControlException("Permission denied: user=nobody, access=WRITE, inode=\"" + path + "\"");
        }
    }

    @Override
    public boolean mkdirs(Path path) throws IOException {
        check(path);
        return super.mkdirs(path);
    }

    @Override
    public FSDataOutputStream create(
            Path path, boolean overwrite, int buffer, short copies, long block, Progressable progress)
            throws IOException {
        check(path);
        return new FSDataOutputStream(
                new Limited(super.create(path, overwrite, buffer, copies, block, progress)), null);
    }

    @Override
    public FSDataOutputStream create(
            Path path,
            FsPermission permission,
            boolean overwrite,
            int buffer,
            short copies,
            long block,
            Progressable progress)
            throws IOException {
        return create(path, overwrite, buffer, copies, block, progress);
    }

    /** Writes what there is room for, and then fails. */
    private static final class Limited extends FilterOutputStream {
        Limited(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            long before = ROOM.getAndAdd(-length);
            out.write(bytes, from, (int) Math.max(0, Math.min(before, length)));
            if (before < length) {
                throw new IOException("No space left on device");
            }
        }
    }
}
