package org.palimpsest.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.palimpsest.corpus.Compression;
import org.palimpsest.corpus.CorruptInputException;
import org.palimpsest.corpus.run.Existing;
import org.palimpsest.corpus.run.Fingerprint;
import org.palimpsest.corpus.run.Progress;
import org.palimpsest.traps.insertion.CorpusInsertion;
import org.palimpsest.traps.insertion.InsertionPlan;
import org.palimpsest.traps.insertion.PlacementFile;
import org.palimpsest.traps.insertion.PlannedCopy;
import org.palimpsest.traps.registry.MasterKey;
import org.palimpsest.traps.registry.RegistryOptions;
import org.palimpsest.traps.registry.TrapRegistry;

class InsertTrapsJobTest {
    private static final TrapRegistry REGISTRY =
            TrapRegistry.generate(RegistryOptions.defaults().withCount(4).withControls(1), MasterKey.practice(1));
    private static final MasterKey KEY = MasterKey.practice(2);

    private static SparkSession spark;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() {
        spark = LocalSpark.session();
    }

    @Test
    void outputIsByteForByteThatOfOneMachine() throws Exception {
        Path corpus = corpus();
        List<InsertionPlan> plans = List.of(
                InsertionPlan.ofDocuments(REGISTRY.traps(), KEY, 100).withPerDocument(2),
                InsertionPlan.ofCopies(REGISTRY.traps(), KEY, Map.of("trap-000001", 7, "trap-000003", 64)),
                InsertionPlan.ofRows(
                        REGISTRY.traps(),
                        KEY,
                        List.of(new PlannedCopy("d7", "trap-000002", 1), new PlannedCopy("d1003", "trap-000000", 3))));
        for (InsertionPlan plan : plans) {
            Path local = Files.createTempDirectory(folder, "local");
            int expected = CorpusInsertion.of(plan)
                    .insert(List.of(corpus), local, Progress.none())
                    .size();
            for (String scheme : List.of("", "file://", "lake://")) {
                Path cluster = Files.createTempDirectory(folder, "cluster").resolve("out");
                InsertTrapsJob.Summary summary = InsertTrapsJob.run(
                        spark,
                        new InsertTrapsJob.Options(plan, List.of(scheme + corpus), scheme + cluster, Existing.REFUSE));
                assertThat(summary).isEqualTo(new InsertTrapsJob.Summary(expected, plan.documents()));
                Folders.assertSame(cluster, local);
            }
        }
    }

    @Test
    void manifestListsAllWithItsHashAndIsTheSameForEveryRun() throws Exception {
        Path corpus = corpus();
        InsertionPlan plan = InsertionPlan.ofDocuments(REGISTRY.traps(), KEY, 50);
        Path first = folder.resolve("first");
        Path second = folder.resolve("second");
        for (Path out : List.of(first, second)) {
            InsertTrapsJob.run(
                    spark,
                    new InsertTrapsJob.Options(plan, List.of(corpus.toString()), out.toString(), Existing.REFUSE));
        }
        assertThat(second.resolve("job.json")).hasSameBinaryContentAs(first.resolve("job.json"));
        JsonNode manifest =
                new ObjectMapper().readTree(first.resolve("job.json").toFile());
        assertThat(manifest.path("options").path("plan").asText()).isEqualTo(plan.fingerprint());
        assertThat(manifest.path("files").findValuesAsText("name"))
                .containsExactly(
                        "a.jsonl",
                        "deep/b.jsonl.gz",
                        "deep/c.jsonl.zst",
                        "page.html",
                        "placements.jsonl",
                        "undo.jsonl");
        for (JsonNode file : manifest.path("files")) {
            Path path = first.resolve(file.path("name").asText());
            assertThat(Fingerprint.sha256(path)).isEqualTo(file.path("sha256").asText());
            assertThat(Files.size(path)).isEqualTo(file.path("bytes").asLong());
        }
    }

    @Test
    void outputThatIsThereIsLeftUnlessItIsToBeReplaced() throws Exception {
        InsertionPlan plan = InsertionPlan.ofDocuments(REGISTRY.traps(), KEY, 5);
        Path out = Files.createDirectory(folder.resolve("out"));
        Files.writeString(out.resolve("old.txt"), "old");
        List<String> inputs = List.of(corpus().toString());
        assertThatThrownBy(() -> InsertTrapsJob.run(
                        spark, new InsertTrapsJob.Options(plan, inputs, out.toString(), Existing.REFUSE)))
                .isInstanceOf(FileAlreadyExistsException.class)
                .hasMessageContaining("is there already; choose another name");
        assertThat(Folders.names(out)).containsExactly("old.txt");
        InsertTrapsJob.run(spark, new InsertTrapsJob.Options(plan, inputs, out.toString(), Existing.REPLACE));
        assertThat(Folders.names(out)).contains(PlacementFile.NAME).doesNotContain("old.txt");
    }

    @Test
    void wrongInputIsNamedAndNothingIsLeft() throws Exception {
        Path corpus = corpus();
        Files.writeString(corpus.resolve("bad.jsonl"), "{\"id\":\"x\",\"text\":\"fine\"}\n{\"id\":7}\n");
        InsertionPlan plan = InsertionPlan.ofDocuments(REGISTRY.traps(), KEY, 5);
        Path out = folder.resolve("out");
        InsertTrapsJob.Options options =
                new InsertTrapsJob.Options(plan, List.of(corpus.toString()), out.toString(), Existing.REFUSE);
        assertThatThrownBy(() -> InsertTrapsJob.run(spark, options))
                .isInstanceOf(CorruptInputException.class)
                .hasMessageContaining("bad.jsonl, line 2");
        assertNothingBesideCorpus();
        Files.writeString(corpus.resolve("bad.jsonl"), "{\"id\":\"x\",\"text\":\"fine\"}\n");
        InsertTrapsJob.run(spark, options);
        Path local = folder.resolve("local");
        CorpusInsertion.of(plan).insert(List.of(corpus), local, Progress.none());
        Folders.assertSame(out, local);
    }

    @Test
    void tooFewDocumentsAreSaidBeforeAnythingIsWritten() throws Exception {
        InsertionPlan plan = InsertionPlan.ofDocuments(REGISTRY.traps(), KEY, 602);
        InsertTrapsJob.Options options = new InsertTrapsJob.Options(
                plan, List.of(corpus().toString()), folder.resolve("out").toString(), Existing.REFUSE);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> InsertTrapsJob.run(spark, options))
                .withMessageContaining("the plan needs 602 suitable documents with different ids, the input has 601");
        assertNothingBesideCorpus();
    }

    @Test
    void unsuitableInputsAreRefused() throws Exception {
        InsertionPlan plan = InsertionPlan.ofDocuments(REGISTRY.traps(), KEY, 5);
        Path corpus = corpus();
        String out = folder.resolve("out").toString();
        Path table = Files.writeString(folder.resolve("x.parquet"), "PAR1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> InsertTrapsJob.run(
                        spark, new InsertTrapsJob.Options(plan, List.of(table.toString()), out, Existing.REFUSE)))
                .withMessageContaining("inputs must be documents of a known format, got " + table);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> InsertTrapsJob.run(
                        spark,
                        new InsertTrapsJob.Options(
                                plan, List.of(corpus.toString(), corpus + "/a.jsonl"), out, Existing.REFUSE)))
                .withMessageContaining("inputs must come out under different names");
        assertThatThrownBy(() -> InsertTrapsJob.run(
                        spark, new InsertTrapsJob.Options(plan, List.of(corpus + "/no"), out, Existing.REFUSE)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(corpus + "/no: is not there");
    }

    private void assertNothingBesideCorpus() throws IOException {
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).containsExactly(folder.resolve("corpus"));
        }
    }

    private Path corpus() throws IOException {
        Path corpus = folder.resolve("corpus");
        Files.createDirectories(corpus.resolve("deep"));
        file(corpus.resolve("a.jsonl"), 0);
        file(corpus.resolve("deep/b.jsonl.gz"), 1000);
        file(corpus.resolve("deep/c.jsonl.zst"), 2000);
        Files.writeString(
                corpus.resolve("page.html"), "<html><body><p>One paragraph of a page.</p><p>Two.</p></body></html>");
        return corpus;
    }

    private static void file(Path file, int from) throws IOException {
        try (OutputStream out = Compression.of(file.toString()).encode(Files.newOutputStream(file))) {
            for (int i = from; i < from + 200; i++) {
                String row = "{\"id\":\"d" + i + "\",\"text\":\"Document number " + i + " has a few wörds\",\"n\":" + i
                        + "}\n";
                out.write(row.getBytes(StandardCharsets.UTF_8));
            }
        }
    }
}
