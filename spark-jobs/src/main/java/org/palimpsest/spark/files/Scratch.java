package org.palimpsest.spark.files;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.SparkEnv;
import org.apache.spark.util.Utils;

/**
 * A folder on this machine's disk, among Spark's own scratch space ({@code spark.local.dir}); closing deletes it.
 *
 * @param folder the folder
 */
public record Scratch(Path folder) implements Closeable {
    /**
     * Makes an empty folder.
     *
     * @return the folder, to be closed
     * @throws IOException if it cannot be made
     */
    public static Scratch make() throws IOException {
        SparkEnv environment = SparkEnv.get();
        if (environment == null) {
            return new Scratch(Files.createTempDirectory("palimpsest-"));
        }
        Path root = Path.of(Utils.getLocalDir(environment.conf()));
        return new Scratch(Files.createTempDirectory(root, "palimpsest-"));
    }

    @Override
    public void close() throws IOException {
        new LocalStore().delete(folder.toString());
    }
}
