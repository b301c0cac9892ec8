package org.palimpsest.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.palimpsest.corpus.Compression;
import org.palimpsest.corpus.run.Progress;
import org.palimpsest.traps.insertion.InsertionPlan;
import org.palimpsest.traps.insertion.JsonlInsertion;
import org.palimpsest.traps.insertion.Placement;
import org.palimpsest.traps.registry.MasterKey;
import org.palimpsest.traps.registry.RegistryOptions;
import org.palimpsest.traps.registry.TrapRegistry;

class InsertTrapsJobTest {
    private static SparkSession spark;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() {
        spark = SparkSession.builder()
                .master("local[2]")
                .appName("insert-traps-test")
                .config("spark.ui.enabled", "false")
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .getOrCreate();
    }

    @AfterAll
    static void stop() {
        spark.stop();
    }

    @Test
    void outputIsByteForByteThatOfTheLocalFunction() throws Exception {
        List<Path> inputs = List.of(file("a.jsonl", 0), file("b.jsonl.gz", 1000), file("c.jsonl.zst", 2000));
        TrapRegistry registry =
                TrapRegistry.generate(RegistryOptions.defaults().withCount(4).withControls(1), MasterKey.practice(1));
        List<InsertionPlan> plans = List.of(
                InsertionPlan.ofDocuments(registry.traps(), MasterKey.practice(2), 100)
                        .withPerDocument(2),
                InsertionPlan.ofCopies(
                        registry.traps(), MasterKey.practice(2), Map.of("trap-000001", 7, "trap-000003", 64)));
        for (InsertionPlan plan : plans) {
            Path local = Files.createTempDirectory(folder, "local");
            Path cluster = Files.createTempDirectory(folder, "cluster");
            List<Placement> expected = JsonlInsertion.of(plan).insert(inputs, local, Progress.none());
            List<Placement> found = InsertTrapsJob.run(
                    spark,
                    new InsertTrapsJob.Options(
                            plan, inputs.stream().map(Path::toString).toList(), cluster.toString()));
            assertThat(found).isEqualTo(expected).isNotEmpty();
            assertThat(names(cluster)).isEqualTo(names(local)).hasSize(4);
            for (String name : names(local)) {
                assertThat(cluster.resolve(name)).hasSameBinaryContentAs(local.resolve(name));
            }
        }
    }

    @Test
    void tooFewDocumentsAreSaidBeforeAnythingIsWritten() throws Exception {
        TrapRegistry registry =
                TrapRegistry.generate(RegistryOptions.defaults().withCount(4).withControls(1), MasterKey.practice(1));
        InsertionPlan plan = InsertionPlan.ofDocuments(registry.traps(), MasterKey.practice(2), 201);
        InsertTrapsJob.Options options = new InsertTrapsJob.Options(
                plan,
                List.of(file("a.jsonl", 0).toString()),
                folder.resolve("out").toString());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> InsertTrapsJob.run(spark, options))
                .withMessageContaining("the plan needs 201 suitable documents with different ids, the input has 200");
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @Test
    void mainSaysWhatItWants() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> InsertTrapsJob.main(new String[] {"traps.jsonl"}))
                .withMessage("arguments must be TRAPS KEYFILE DOCUMENTS OUTPUT INPUT..., got 1");
    }

    private Path file(String name, int from) throws IOException {
        Path file = folder.resolve(name);
        try (OutputStream out = Compression.of(name).encode(Files.newOutputStream(file))) {
            for (int i = from; i < from + 200; i++) {
                String row = "{\"id\":\"d" + i + "\",\"text\":\"Document number " + i + " has a few wörds\",\"n\":" + i
                        + "}\n";
                out.write(row.getBytes(StandardCharsets.UTF_8));
            }
        }
        return file;
    }

    private static List<String> names(Path folder) throws IOException {
        List<String> names = new ArrayList<>();
        try (var files = Files.list(folder)) {
            files.forEach(file -> names.add(String.valueOf(file.getFileName())));
        }
        names.sort(null);
        return names;
    }
}
