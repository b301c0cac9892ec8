package org.palimpsest.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.palimpsest.spark.files.JobOutput;

/** Looks into output folders. */
public final class Folders {
    private Folders() {}

    /**
     * Names of all files of a folder.
     *
     * @param folder the folder
     * @return paths from there, sorted
     * @throws IOException if it cannot be listed
     */
    public static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    /**
     * Asserts that a job wrote the files of another folder and its manifest beside them, and left nothing else.
     *
     * @param job what a job wrote
     * @param local what it must be
     * @throws IOException if a folder cannot be listed
     */
    public static void assertSame(Path job, Path local) throws IOException {
        assertThat(names(job).stream().filter(name -> !name.equals(JobOutput.MANIFEST)))
                .containsExactlyElementsOf(names(local));
        assertThat(job.resolve(JobOutput.MANIFEST)).exists();
        for (String name : names(local)) {
            assertThat(job.resolve(name)).hasSameBinaryContentAs(local.resolve(name));
        }
        assertThat(job.resolveSibling("_" + job.getFileName() + ".unfinished")).doesNotExist();
    }
}
