package org.palimpsest.spark.files;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Files by path or URI, for the driver and for tasks. A path without scheme, or of scheme {@code file}, is one on disk, which all
 * machines must see alike; it is read in place. Any other goes through Hadoop's file system of its scheme, under the session's
 * Hadoop configuration; where a function wants a file on disk it is copied to the machine first and deleted afterwards.
 */
public final class ClusterFiles implements Serializable {
    private static final long serialVersionUID = 1L;

    private final Broadcast<SerializableConfiguration> configuration;

    private ClusterFiles(Broadcast<SerializableConfiguration> configuration) {
        this.configuration = configuration;
    }

    /**
     * The files that a session reaches.
     *
     * @param spark the session, for its Hadoop configuration
     * @return the files; can be used in tasks
     */
    public static ClusterFiles of(SparkSession spark) {
        JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
        Configuration hadoop = context.hadoopConfiguration();
        return new ClusterFiles(context.broadcast(new SerializableConfiguration(hadoop)));
    }

    /**
     * Uses a file that lies on this machine's disk.
     *
     * @param <T> what comes of it
     */
    @FunctionalInterface
    public interface Reader<T> {
        /**
         * Reads the file.
         *
         * @param file a path on disk, with the file's own name
         * @return the result, which must not need the file any more
         * @throws IOException if it cannot be read
         */
        T read(Path file) throws IOException;
    }

    /**
     * Lists the files of folders, and files.
     *
     * @param roots files and folders
     * @return in the order given, those of a folder by name; hidden ones ({@code .} and {@code _}) are left out
     * @throws IOException if one is missing or cannot be listed; the message names it
     */
    public List<ListedFile> list(List<String> roots) throws IOException {
        List<ListedFile> files = new ArrayList<>();
        for (String root : roots) {
            try {
                files.addAll(store(root).list(absolute(root)));
            } catch (NoSuchFileException | FileNotFoundException e) {
                throw new NoSuchFileException(root, null, "is not there; name files and folders that all machines see");
            }
        }
        return files;
    }

    /**
     * Reads a file on disk: in place if it is there, else a copy.
     *
     * @param <T> what comes of it
     * @param file its path or URI
     * @param reader what to do with it
     * @return what the reader gave
     * @throws IOException if it cannot be read or copied, or as the reader
     */
    public <T> T read(String file, Reader<T> reader) throws IOException {
        Path there = store(file).onDisk(absolute(file));
        if (there != null) {
            return reader.read(there);
        }
        try (Scratch scratch = Scratch.make()) {
            return reader.read(copy(file, scratch));
        }
    }

    /**
     * Reads files of a folder on disk: in place if they are there, else copies.
     *
     * @param <T> what comes of it
     * @param folder its path or URI
     * @param names which files are needed
     * @param reader what to do with the folder that has them
     * @return what the reader gave
     * @throws IOException if one cannot be read or copied, or as the reader
     */
    public <T> T readFolder(String folder, Predicate<String> names, Reader<T> reader) throws IOException {
        FileStore store = store(folder);
        Path there = store.onDisk(absolute(folder));
        if (there != null) {
            return reader.read(there);
        }
        try (Scratch scratch = Scratch.make()) {
            for (String name : store.children(absolute(folder))) {
                if (names.test(name)) {
                    copy(absolute(folder) + "/" + name, scratch);
                }
            }
            return reader.read(scratch.folder());
        }
    }

    /**
     * A folder on disk: in place if it is there, else a copy among Spark's scratch space, which stays until the process ends.
     *
     * @param folder its path or URI
     * @return the folder on this machine's disk
     * @throws IOException if it is missing or cannot be copied
     */
    public Path keep(String folder) throws IOException {
        Path there = store(folder).onDisk(absolute(folder));
        if (there != null) {
            return there;
        }
        Path copy = Scratch.make().folder();
        for (ListedFile file : list(List.of(folder))) {
            Path target = copy.resolve(file.name());
            Path parent = target.getParent();
            Files.createDirectories(parent == null ? copy : parent);
            try (InputStream in = open(file.path())) {
                Files.copy(in, target);
            }
        }
        return copy;
    }

    /** Copies a file into a scratch folder under its own name. */
    Path copy(String file, Scratch scratch) throws IOException {
        String name = absolute(file);
        Path target = scratch.folder().resolve(name.substring(name.lastIndexOf('/') + 1));
        try (InputStream in = open(file)) {
            Files.copy(in, target);
        }
        return target;
    }

    /**
     * Opens a file.
     *
     * @param file its path or URI
     * @return its bytes
     * @throws IOException if it cannot be opened
     */
    public InputStream open(String file) throws IOException {
        return store(file).open(absolute(file));
    }

    /** The store of a path. */
    FileStore store(String path) throws IOException {
        String scheme = scheme(path);
        if (scheme.isEmpty() || scheme.equals("file")) {
            return new LocalStore();
        }
        return new HadoopStore(FileSystem.get(uri(path), configuration.value().value()));
    }

    /**
     * A path as {@link ListedFile} has it.
     *
     * @param path or URI
     * @return absolute, without trailing slash; of a file on disk without scheme
     */
    public static String absolute(String path) {
        String scheme = scheme(path);
        if (!scheme.isEmpty() && !scheme.equals("file")) {
            return path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        }
        Path local = scheme.isEmpty() ? Path.of(path) : Path.of(uri(path).getPath());
        return local.toAbsolutePath().normalize().toString();
    }

    private static URI uri(String path) {
        return new org.apache.hadoop.fs.Path(path).toUri();
    }

    private static String scheme(String path) {
        int colon = path.indexOf(':');
        boolean named = colon > 1 && path.substring(0, colon).matches("[A-Za-z][A-Za-z0-9+.-]*");
        return named ? path.substring(0, colon) : "";
    }
}
