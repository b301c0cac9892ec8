package org.palimpsest.spark.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.SparkUserAppException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.palimpsest.spark.Bm25Job;
import org.palimpsest.spark.FaultyFileSystem;
import org.palimpsest.spark.Folders;
import org.palimpsest.spark.LocalSpark;

/** Every job on a store that runs full, that may not be written, or that holds an output already, and with a file that was cut off. */
class EveryJobIT {
    private static final int FILES = 4;
    private static final int SHRINK = 4;
    private static final int BAD_INPUT = 3;
    private static final int FAILED = 4;

    private static final List<String> TORN = List.of("part-001.jsonl.zst", "suspect.jsonl");

    @TempDir
    static Path folder;

    private static List<ClusterJob> jobs = List.of();

    static List<ClusterJob> jobs() {
        return jobs;
    }

    @BeforeAll
    static void write() throws IOException {
        jobs = new ClusterJobs(folder.resolve("inputs"), FILES, SHRINK).all();
    }

    @AfterEach
    void mend() {
        FaultyFileSystem.setRoom(Long.MAX_VALUE);
        FaultyFileSystem.setDenied(false);
    }

    @ParameterizedTest
    @MethodSource("jobs")
    void aJobOnAFaultyStoreIsWholeOrNotThere(ClusterJob job) throws Exception {
        Path home = Files.createDirectories(folder.resolve(job.toString()));
        Path local = Files.createDirectories(home.resolve("local"));
        job.local().run(local);
        Path whole = home.resolve("whole");

        FaultyFileSystem.setDenied(true);
        assertThat(codeOf(job, whole)).as("code where nobody may write").isEqualTo(BAD_INPUT);
        assertThat(said(whole)).contains("\"exitCode\":3").contains("Permission denied");
        FaultyFileSystem.setDenied(false);

        assertThat(codeOf(job, whole)).isZero();
        job.same().check(whole, local);
        long bytes = Long.MAX_VALUE - FaultyFileSystem.room();
        assertThat(bytes).isPositive();

        assertThat(codeOf(job, whole)).as("code where the output is there").isEqualTo(BAD_INPUT);
        assertThat(said(whole)).contains("whole");
        job.same().check(whole, local);

        for (long room : List.of(bytes / 3, bytes - 1)) {
            Path out = home.resolve("full" + room);
            FaultyFileSystem.setRoom(room);
            assertThat(codeOf(job, out))
                    .as("code with room for %s of %s bytes", room, bytes)
                    .isEqualTo(FAILED);
            assertThat(said(out)).contains("\"exitCode\":4").contains("No space left");
            assertThat(out.resolve("job.json")).doesNotExist();
            FaultyFileSystem.setRoom(Long.MAX_VALUE);
            assertThat(codeOf(job, out)).as("code of the second run").isZero();
            job.same().check(out, local);
            if (job.job() != Bm25Job.class) { // names Lucene's files, whose bytes differ from run to run
                assertThat(out.resolve("job.json")).hasSameBinaryContentAs(whole.resolve("job.json"));
            }
        }
        try (Stream<Path> left = Files.list(home)) {
            assertThat(left.filter(path -> String.valueOf(path.getFileName()).startsWith("_")))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("jobs")
    void aTornInputIsNamedAndNothingIsLeft(ClusterJob job) throws Exception {
        Map<Path, byte[]> whole = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder.resolve("inputs"))) {
            for (Path file : files.filter(path -> TORN.contains(String.valueOf(path.getFileName())))
                    .toList()) {
                byte[] bytes = Files.readAllBytes(file);
                whole.put(file, bytes);
                Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
            }
        }
        Path home = Files.createDirectories(folder.resolve("torn-" + job));
        try {
            assertThat(codeOf(job, home.resolve("out"))).isEqualTo(BAD_INPUT);
        } finally {
            for (Map.Entry<Path, byte[]> file : whole.entrySet()) {
                Files.write(file.getKey(), file.getValue());
            }
        }
        assertThat(said(home.resolve("out"))).contains("\"exitCode\":3").containsAnyOf(TORN.toArray(String[]::new));
        assertThat(Folders.names(home)).containsExactly("out.json");
    }

    private static String said(Path out) throws IOException {
        return Files.readString(Path.of(out + ".json"));
    }

    /** Runs a job by its {@code main} as spark-submit does, in this process. */
    private static int codeOf(ClusterJob job, Path out) throws Exception {
        LocalSpark.session();
        List<String> arguments = new ArrayList<>(job.arguments());
        arguments.addAll(List.of("--out", "faulty://" + out, "--report", out + ".json"));
        InvocationTargetException failure = catchThrowableOfType(
                InvocationTargetException.class,
                () -> job.job().getMethod("main", String[].class).invoke(null, (Object)
                        arguments.toArray(String[]::new)));
        if (failure == null) {
            return 0;
        }
        if (failure.getCause() instanceof SparkUserAppException end) {
            return end.exitCode();
        }
        throw new AssertionError("the job must end with an exit code", failure.getCause());
    }
}
