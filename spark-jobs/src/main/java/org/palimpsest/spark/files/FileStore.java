package org.palimpsest.spark.files;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where files lie: a disk that all machines see under the same paths, or one of Hadoop's file systems. Paths are absolute. */
interface FileStore {
    /** The file on this machine's disk, or null if it must be copied there to be read as one. */
    @Nullable
    Path onDisk(String path);

    /** Whether a folder is renamed in one step, whatever is in it. */
    boolean renamesFolders();

    boolean exists(String path) throws IOException;

    /** The files of a folder and its folders, without hidden ones ({@code .} and {@code _}), by path; or the one file. */
    List<ListedFile> list(String path) throws IOException;

    /** The direct children of a folder by name, hidden ones too; none if it is missing. */
    List<String> children(String folder) throws IOException;

    /** Bytes of a file; -1 if there is none. */
    long length(String path) throws IOException;

    InputStream open(String path) throws IOException;

    /** A new file, visible at the latest when the stream is closed; its folder is made if missing. */
    OutputStream create(String path) throws IOException;

    void makeFolder(String path) throws IOException;

    /** Moves a file or folder to a name that is free; the folder of the target is made if missing. */
    void rename(String from, String to) throws IOException;

    /** Deletes a file or folder with all in it; nothing happens if it is missing. */
    void delete(String path) throws IOException;
}
