package org.palimpsest.spark.files;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.jspecify.annotations.Nullable;

/** One of Hadoop's file systems, such as HDFS or an object store. */
final class HadoopStore implements FileStore {
    /** Schemes whose rename of a folder is one step; with others it is a copy of every object in it. */
    private static final Set<String> RENAMING =
            Set.of("hdfs", "viewfs", "webhdfs", "swebhdfs", "abfs", "abfss", "file");

    private final FileSystem system;

    HadoopStore(FileSystem system) {
        this.system = system;
    }

    @Override
    public java.nio.file.@Nullable Path onDisk(String path) {
        return null;
    }

    @Override
    public boolean renamesFolders() {
        return RENAMING.contains(system.getScheme());
    }

    @Override
    public boolean exists(String path) throws IOException {
        return system.exists(new Path(path));
    }

    @Override
    public List<ListedFile> list(String path) throws IOException {
        FileStatus root = system.getFileStatus(new Path(path));
        if (!root.isDirectory()) {
            return List.of(listed(root, root.getPath().getName()));
        }
        String base = root.getPath().toUri().getPath();
        List<ListedFile> files = new ArrayList<>();
        RemoteIterator<LocatedFileStatus> all = system.listFiles(root.getPath(), true);
        while (all.hasNext()) {
            LocatedFileStatus file = all.next();
            String name =
                    file.getPath().toUri().getPath().substring(base.length()).replaceFirst("^/", "");
            if (file.isFile() && Arrays.stream(name.split("/", -1)).noneMatch(HadoopStore::isHidden)) {
                files.add(listed(file, name));
            }
        }
        files.sort(Comparator.comparing(ListedFile::name));
        return files;
    }

    private static boolean isHidden(String name) {
        return name.startsWith(".") || name.startsWith("_");
    }

    private static ListedFile listed(FileStatus file, String name) {
        return new ListedFile(file.getPath().toString(), name, file.getLen(), file.getModificationTime());
    }

    @Override
    public List<String> children(String folder) throws IOException {
        try {
            return Arrays.stream(system.listStatus(new Path(folder)))
                    .map(child -> child.getPath().getName())
                    .sorted()
                    .toList();
        } catch (FileNotFoundException missing) {
            return List.of();
        }
    }

    @Override
    public long length(String path) throws IOException {
        try {
            return system.getFileStatus(new Path(path)).getLen();
        } catch (FileNotFoundException missing) {
            return -1;
        }
    }

    @Override
    public InputStream open(String path) throws IOException {
        return system.open(new Path(path), 1 << 16);
    }

    @Override
    public OutputStream create(String path) throws IOException {
        return system.create(new Path(path), true);
    }

    @Override
    public void makeFolder(String path) throws IOException {
        if (!system.mkdirs(new Path(path))) {
            throw new IOException(path + ": the folder cannot be made");
        }
    }

    @Override
    public void rename(String from, String to) throws IOException {
        Path target = new Path(to);
        Path parent = target.getParent();
        if (parent != null) {
            makeFolder(parent.toString());
        }
        if (system.exists(target) || !system.rename(new Path(from), target)) {
            throw new IOException(from + ": cannot be renamed to " + to);
        }
    }

    @Override
    public void delete(String path) throws IOException {
        system.delete(new Path(path), true);
    }
}
