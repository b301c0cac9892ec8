package org.palimpsest.spark;

import java.io.IOException;
import java.net.URI;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;

/** A disk that is reached as an object store is: only by Hadoop, under a scheme whose folders cannot be renamed in one step. */
public final class LakeFileSystem extends RawLocalFileSystem {
    @Override
    public URI getUri() {
        return URI.create("lake:///");
    }

    @Override
    public String getScheme() {
        return "lake";
    }

    @Override
    public FileStatus getFileStatus(Path path) throws IOException {
        return plain(super.getFileStatus(path));
    }

    @Override
    public FileStatus[] listStatus(Path path) throws IOException {
        FileStatus[] all = super.listStatus(path);
        for (int i = 0; i < all.length; i++) {
            all[i] = plain(all[i]);
        }
        return all;
    }

    /** A status without the permissions, which are those of files on disk. */
    private static FileStatus plain(FileStatus status) {
        return new FileStatus(
                status.getLen(),
                status.isDirectory(),
                1,
                status.getBlockSize(),
                status.getModificationTime(),
                status.getPath());
    }
}
