package org.palimpsest.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.palimpsest.corpus.Compression;
import org.palimpsest.corpus.CorruptInputException;
import org.palimpsest.corpus.Document;
import org.palimpsest.corpus.DocumentReader;
import org.palimpsest.corpus.duplicates.BenchmarkItem;
import org.palimpsest.corpus.duplicates.ContaminationFindings;
import org.palimpsest.corpus.duplicates.DocumentUnits;
import org.palimpsest.corpus.duplicates.ItemText;
import org.palimpsest.corpus.duplicates.OverlapRule;
import org.palimpsest.corpus.duplicates.PhrasePlaces;
import org.palimpsest.corpus.duplicates.ScannedText;
import org.palimpsest.corpus.duplicates.Sighting;
import org.palimpsest.corpus.duplicates.SpanBoundaries;
import org.palimpsest.corpus.duplicates.TokenSpool;
import org.palimpsest.corpus.index.CorpusFiles;
import org.palimpsest.corpus.run.Existing;
import org.palimpsest.corpus.run.Progress;
import org.palimpsest.stats.RandomStream;

class ContaminationJobTest {
    private static final List<OverlapRule> RULES = List.of(OverlapRule.values());

    private static SparkSession spark;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() {
        spark = LocalSpark.session();
    }

    @Test
    void rowsAreByteForByteThoseOfOneMachine() throws Exception {
        for (int files : List.of(1, 4)) {
            for (String kind : List.of("text", "tokens")) {
                Path corpus = corpus(files, kind);
                Path items = rows("items.jsonl", kind, 20, 30);
                Path local = Files.createTempDirectory(folder, "local");
                contamination(corpus, items, local, kind);
                Path out = Files.createTempDirectory(folder, "cluster").resolve("out");
                String scheme = files == 4 ? "lake://" : "";
                ContaminationJob.Summary summary = ContaminationJob.run(
                        spark,
                        new ContaminationJob.Options(
                                scheme + items, List.of(scheme + corpus), "", RULES, 2, scheme + out, Existing.REFUSE));
                Folders.assertSame(out, local);
                assertThat(Files.readString(out.resolve("overlap.jsonl"))).contains("dirty", "\"places\":");
                assertThat(summary.reports().keySet()).containsExactlyElementsOf(RULES);
                assertThat(summary.tokens()).isPositive();
            }
        }
    }

    @Test
    void phrasesAreCountedAsOnOneMachine() throws Exception {
        Path corpus = corpus(3, "text");
        Path phrases = rows("phrases.jsonl", "text", 40, 3);
        Path local = Files.createTempDirectory(folder, "local");
        DocumentUnits units = DocumentUnits.words();
        List<ItemText> items = units.items(read(phrases));
        StringBuilder expected = new StringBuilder();
        try (CorpusFiles documents = new CorpusFiles(List.of(corpus), 0);
                TokenSpool spool =
                        units.spool(documents, folder, Progress.none().begin("", -1, ""))) {
            List<Sighting> found = ScannedText.of(spool)
                    .sightings(items.stream().map(item -> item.item().tokens()).toList(), 3);
            for (int i = 0; i < found.size(); i++) {
                BenchmarkItem item = items.get(i).item();
                expected.append(PhrasePlaces.json(item, "words", found.get(i))).append('\n');
            }
            assertThat(found.stream().mapToLong(Sighting::places).sum()).isGreaterThan(40);
        }
        Files.writeString(local.resolve("counts.jsonl"), expected);
        for (String scheme : List.of("", "lake://")) {
            Path out = Files.createTempDirectory(folder, "cluster").resolve("out");
            PhraseCountsJob.run(
                    spark,
                    new PhraseCountsJob.Options(
                            phrases.toString(), List.of(scheme + corpus), "", 3, scheme + out, Existing.REFUSE));
            Folders.assertSame(out, local);
        }
    }

    @Test
    void wrongInputIsNamedAndNothingIsLeft() throws Exception {
        Path corpus = corpus(2, "text");
        Files.writeString(corpus.resolve("f1.jsonl"), "{\"id\":\"x\",\"text\":\"fine\"}\n{\"id\":7}\n");
        Path items = rows("items.jsonl", "text", 5, 30);
        Path out = folder.resolve("out");
        ContaminationJob.Options options = new ContaminationJob.Options(
                items.toString(), List.of(corpus.toString()), "", RULES, 2, out.toString(), Existing.REFUSE);
        assertThatThrownBy(() -> ContaminationJob.run(spark, options))
                .isInstanceOf(CorruptInputException.class)
                .hasMessageContaining("f1.jsonl, line 2");
        Files.writeString(corpus.resolve("f1.jsonl"), "{\"id\":\"x\",\"tokens\":[1,2]}\n");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ContaminationJob.run(spark, options))
                .withMessageContaining("x: has tokens where others have text");
        assertThat(out).doesNotExist();
        assertThat(folder.resolve("_out.unfinished")).doesNotExist();
        Files.writeString(corpus.resolve("f1.jsonl"), "");
        ContaminationJob.run(spark, options);
        assertThat(out.resolve("overlap.jsonl")).exists();
    }

    private void contamination(Path corpus, Path benchmark, Path local, String kind) throws IOException {
        DocumentUnits units = kind.equals("text") ? DocumentUnits.words() : DocumentUnits.tokens(null);
        List<ItemText> items = units.items(read(benchmark));
        try (CorpusFiles documents = new CorpusFiles(List.of(corpus), 0);
                TokenSpool spool =
                        units.spool(documents, folder, Progress.none().begin("", -1, ""))) {
            ContaminationFindings findings = ContaminationFindings.of(
                    new ContaminationFindings.Question(items, units.unit(), SpanBoundaries.NONE, RULES, 2),
                    ScannedText.of(spool),
                    Progress.none());
            StringBuilder rows = new StringBuilder();
            for (int i = 0; i < items.size(); i++) {
                rows.append(findings.json(i)).append('\n');
            }
            Files.writeString(local.resolve("overlap.jsonl"), rows);
        }
    }

    private static List<Document> read(Path file) throws IOException {
        List<Document> items = new ArrayList<>();
        try (DocumentReader reader = DocumentReader.open(file)) {
            reader.forEachRemaining(items::add);
        }
        return items;
    }

    /** Texts of 12 sentences, so that items share some of them with documents. */
    private static String row(String id, String kind, RandomGenerator random, int length) {
        StringBuilder body = new StringBuilder();
        int at = random.nextInt(400);
        for (int i = 0; i < length; i++) {
            at = random.nextInt(12) == 0 ? random.nextInt(400) : at + 1;
            String word = Integer.toString(at % 400 * 31 % 397);
            body.append(i == 0 ? "" : kind.equals("text") ? " w" : ",").append(word);
        }
        return kind.equals("text")
                ? "{\"id\":\"" + id + "\",\"text\":\"w" + body + "\"}\n"
                : "{\"id\":\"" + id + "\",\"tokens\":[" + body + "]}\n";
    }

    private Path rows(String name, String kind, int count, int length) throws IOException {
        RandomGenerator random = RandomStream.of(5, name);
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < count; i++) {
            rows.append(row("i" + i, kind, random, length));
        }
        return Files.writeString(folder.resolve(kind + name), rows);
    }

    private Path corpus(int files, String kind) throws IOException {
        RandomGenerator random = RandomStream.of(6, "corpus");
        Path corpus = Files.createTempDirectory(folder, "corpus");
        Files.createDirectories(corpus.resolve("deep"));
        for (int f = 0; f < files; f++) {
            Path file = corpus.resolve(f == 2 ? "deep/f2.jsonl.gz" : "f" + f + ".jsonl");
            try (OutputStream out = Compression.of(file.toString()).encode(Files.newOutputStream(file))) {
                for (int i = 0; i < 60 / files; i++) {
                    out.write(row("d" + f + "-" + i, kind, random, random.nextInt(80))
                            .getBytes(StandardCharsets.UTF_8));
                }
            }
        }
        if (kind.equals("text")) {
            Files.writeString(corpus.resolve("deep/page.txt"), "w31 w62 w93 w124 w155 w186 w217 w248 w279 w310 w341");
        }
        return corpus;
    }
}
