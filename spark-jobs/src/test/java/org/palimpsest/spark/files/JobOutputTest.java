package org.palimpsest.spark.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.TaskContext;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.palimpsest.corpus.run.Existing;
import org.palimpsest.spark.Folders;
import org.palimpsest.spark.LocalSpark;

class JobOutputTest {
    private static final JobRequest REQUEST = new JobRequest("test", Map.of("n", "3"), List.of());
    private static final List<String> ITEMS = List.of("a", "b", "c");

    private static SparkSession spark;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() {
        spark = LocalSpark.session();
    }

    private JobOutput begin(String scheme, JobRequest request) throws IOException {
        return JobOutput.begin(spark, ClusterFiles.of(spark), scheme + folder.resolve("out"), Existing.REFUSE, request);
    }

    /** Notes in a file that a task of an item was done. */
    private static TaskBody<String> noting(Path runs, String failing) {
        String log = runs.toString();
        return (item, into) -> {
            Files.writeString(Path.of(log, item + "-" + TaskContext.get().taskAttemptId()), item);
            Files.createDirectories(into.files().resolve("deep"));
            Files.writeString(into.files().resolve("deep/" + item), item.repeat(3));
            Files.writeString(into.parts().resolve("row"), item + "\n");
            if (item.equals(failing)) {
                throw new IOException("the disk of " + item + " is full");
            }
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "lake://"})
    void aBrokenRunIsGoneOnWithAndLeavesNothing(String scheme) throws Exception {
        Path runs = Files.createDirectory(folder.resolve("runs"));
        JobOutput broken = begin(scheme, REQUEST);
        broken.stage("one", ITEMS, noting(runs, ""));
        assertThatThrownBy(() -> broken.stage("two", List.of("d"), noting(runs, "d")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("the disk of d is full");
        assertThat(folder.resolve("out")).doesNotExist();
        Files.createDirectories(folder.resolve("_out.unfinished/attempts/999/files"));
        JobOutput again = begin(scheme, REQUEST);
        List<TaskNote> notes = new ArrayList<>(again.stage("one", ITEMS, noting(runs, "")));
        notes.addAll(again.stage("two", List.of("d"), noting(runs, "")));
        assertThat(Folders.names(runs))
                .as("tasks with a note are not done again")
                .hasSize(3 + 2);
        again.join("rows", notes, "row");
        again.commit();
        assertThat(Folders.names(folder.resolve("out")))
                .containsExactly("deep/a", "deep/b", "deep/c", "deep/d", "job.json", "rows");
        assertThat(folder.resolve("out/rows")).hasContent("a\nb\nc\nd\n");
        assertThat(folder.resolve("out/deep/b")).hasContent("bbb");
        assertThat(folder.resolve("_out.unfinished")).doesNotExist();
    }

    @Test
    void anotherRequestStartsOver() throws Exception {
        Path runs = Files.createDirectory(folder.resolve("runs"));
        begin("", REQUEST).stage("one", ITEMS, noting(runs, ""));
        assertThat(Folders.names(runs)).hasSize(3);
        begin("", REQUEST).stage("one", ITEMS, noting(runs, ""));
        assertThat(Folders.names(runs)).hasSize(3);
        JobRequest other = new JobRequest("test", Map.of("n", "4"), List.of());
        begin("", other).stage("one", ITEMS, noting(runs, ""));
        assertThat(Folders.names(runs)).hasSize(6);
    }

    @Test
    void aDamagedPartIsMadeAgain() throws Exception {
        Path runs = Files.createDirectory(folder.resolve("runs"));
        List<TaskNote> notes = begin("", REQUEST).stage("one", ITEMS, noting(runs, ""));
        Path part = folder.resolve(
                "_out.unfinished/data/" + notes.get(1).part("row").staged());
        Files.write(part, "b".getBytes(StandardCharsets.UTF_8));
        JobOutput again = begin("", REQUEST);
        again.stage("one", ITEMS, noting(runs, ""));
        assertThat(Folders.names(runs)).hasSize(4);
    }

    @Test
    void aCommitThatWasCutOffIsFinished() throws Exception {
        Path runs = Files.createDirectory(folder.resolve("runs"));
        JobOutput cut = begin("", REQUEST);
        List<TaskNote> notes = cut.stage("one", ITEMS, noting(runs, ""));
        Path staging = folder.resolve("_out.unfinished");
        Files.createDirectories(staging.resolve("result/deep"));
        Files.move(staging.resolve("data/" + notes.get(0).files().get(0).staged()), staging.resolve("result/deep/a"));
        JobOutput again = begin("", REQUEST);
        again.stage("one", ITEMS, noting(runs, ""));
        again.commit();
        assertThat(Folders.names(runs)).hasSize(3);
        assertThat(folder.resolve("out/deep/a")).hasContent("aaa");
    }

    @Test
    void twoJobsForOneOutputAreTold() throws Exception {
        JobOutput one = begin("", REQUEST);
        Files.writeString(folder.resolve("_out.unfinished/job.json"), "{\"request\":\"x\",\"application\":\"other\"}");
        assertThatThrownBy(one::commit)
                .isInstanceOf(IOException.class)
                .hasMessageEndingWith("another job writes to it; run one at a time for each output");
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @Test
    void namesMustDiffer() throws Exception {
        JobOutput output = begin("", REQUEST);
        output.stage("one", List.of("a"), noting(Files.createDirectory(folder.resolve("runs")), ""));
        output.write("deep/a", out -> out.write('x'));
        assertThatIllegalStateException()
                .isThrownBy(output::commit)
                .withMessage("files of an output must have different names, got deep/a twice");
    }
}
