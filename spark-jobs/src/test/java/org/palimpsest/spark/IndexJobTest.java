package org.palimpsest.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.palimpsest.corpus.BadLine;
import org.palimpsest.corpus.Compression;
import org.palimpsest.corpus.CorruptInputException;
import org.palimpsest.corpus.index.CorpusFiles;
import org.palimpsest.corpus.index.DocumentStream;
import org.palimpsest.corpus.index.IndexBuilder;
import org.palimpsest.corpus.index.SourceDocument;
import org.palimpsest.corpus.run.Existing;
import org.palimpsest.corpus.transcript.StepMap;
import org.palimpsest.corpus.transcript.TranscriptReader;
import org.palimpsest.inference.engine.DjlTokenizer;
import org.palimpsest.stats.RandomStream;

class IndexJobTest {
    private static SparkSession spark;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() {
        spark = LocalSpark.session();
    }

    @Test
    void indexOfTokensIsByteForByteThatOfOneMachine() throws Exception {
        Path corpus = tokens();
        Path transcript = transcript();
        for (int shards : new int[] {1, 5}) {
            IndexBuilder.Options build = IndexBuilder.Options.defaults()
                    .withShards(shards)
                    .with(shards == 1 ? IndexBuilder.Inverse.LEFT_OUT : IndexBuilder.Inverse.WRITTEN);
            for (String scheme : List.of("", "file://", "lake://")) {
                String prefix = scheme.equals("lake://") ? scheme : "";
                Path local = Files.createTempDirectory(folder, "local").resolve("index");
                local(corpus, prefix, IndexBuilder.withDefaults().with(build).with(steps(transcript)), local);
                Path cluster = Files.createTempDirectory(folder, "cluster").resolve("index");
                IndexJob.Summary summary = IndexJob.run(
                        spark,
                        new IndexJob.Options(
                                build,
                                List.of(scheme + corpus),
                                0,
                                null,
                                scheme + transcript,
                                scheme + cluster,
                                Existing.REFUSE));
                assertThat(summary.documents()).isEqualTo(702);
                assertThat(summary.shards()).isEqualTo(shards);
                Folders.assertSame(cluster, local);
            }
        }
    }

    @Test
    void numberAndOrderOfInputsArePreserved() throws Exception {
        Path corpus = tokens();
        List<Path> inputs = List.of(corpus.resolve("deep"), corpus.resolve("a.jsonl"), corpus.resolve("a.jsonl"));
        IndexBuilder.Options build = IndexBuilder.Options.defaults().withShards(3);
        Path local = folder.resolve("local");
        try (CorpusFiles documents = new CorpusFiles(inputs, 0)) {
            IndexBuilder.withDefaults().with(build).build(documents, local, Existing.REFUSE);
        }
        Path cluster = folder.resolve("cluster");
        IndexJob.run(
                spark,
                IndexJob.Options.ofTokens(
                        build, inputs.stream().map(Path::toString).toList(), cluster.toString()));
        Folders.assertSame(cluster, local);
    }

    @Test
    void indexOfTextsIsByteForByteThatOfOneMachine() throws Exception {
        Path corpus = Files.createDirectories(folder.resolve("corpus/deep"));
        Files.writeString(corpus.resolve("a.txt"), "the cat sat on the mat");
        Files.writeString(corpus.resolve("b.jsonl"), row(1, "\"text\":\"the mat sat\"") + "{\"id\":7}\n");
        Files.writeString(corpus.resolveSibling("c.md"), "on the cat");
        Files.writeString(corpus.resolveSibling("notes.pdf"), "no document");
        Path tokenizer = Files.writeString(folder.resolve("tokenizer.json"), """
                {"version":"1.0","added_tokens":[],"pre_tokenizer":{"type":"Whitespace"},
                 "model":{"type":"WordLevel","vocab":{"[UNK]":0,"the":1,"cat":2,"sat":3,"on":4},"unk_token":"[UNK]"}}
                """);
        Path root = folder.resolve("corpus");
        IndexBuilder.Options build = IndexBuilder.Options.defaults().withShards(2);
        Path local = folder.resolve("local");
        try (DjlTokenizer encoder = DjlTokenizer.load(tokenizer);
                CorpusFiles documents = new CorpusFiles(List.of(root), 1)) {
            IndexBuilder.withDefaults().with(build).with(encoder, tokenizer).build(documents, local, Existing.REFUSE);
        }
        Path cluster = folder.resolve("cluster");
        IndexJob.Summary summary = IndexJob.run(
                spark,
                new IndexJob.Options(
                        build,
                        List.of(root.toString()),
                        1,
                        tokenizer.toString(),
                        null,
                        cluster.toString(),
                        Existing.REFUSE));
        Folders.assertSame(cluster, local);
        assertThat(summary.tokens()).isEqualTo(12);
        assertThat(summary.skipped()).containsOnlyKeys(root + "/deep/b.jsonl");
        assertThat(summary.skipped().get(root + "/deep/b.jsonl"))
                .extracting(BadLine::line)
                .containsExactly(2L);
    }

    @Test
    void badLinesOfAnInputAreCountedOverItsFiles() throws Exception {
        Path corpus = Files.createDirectories(folder.resolve("corpus"));
        for (String name : List.of("a.jsonl", "b.jsonl")) {
            Files.writeString(corpus.resolve(name), row(1, "\"tokens\":[1,2]") + "{\"id\":7}\n");
        }
        assertThatThrownBy(() -> run(corpus, 1))
                .isInstanceOf(CorruptInputException.class)
                .hasMessageStartingWith(corpus + "/b.jsonl, line 2: ");
        assertThatThrownBy(() -> run(corpus, 0))
                .isInstanceOf(CorruptInputException.class)
                .hasMessageContaining(", line 2: ");
        assertOnlyCorpusIsLeft();
        assertThat(run(corpus, 2).skipped()).hasSize(2);
    }

    @Test
    void wrongInputIsNamedAndNothingIsLeft() throws Exception {
        Path corpus = Files.createDirectories(folder.resolve("corpus"));
        Files.writeString(corpus.resolve("a.jsonl"), "");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> run(corpus, 0))
                .withMessage("there are no documents to index");
        Files.writeString(corpus.resolve("b.jsonl"), row(1, "\"text\":\"no tokens\""));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> run(corpus, 0))
                .withMessageContaining("document \"d1\" has no token ids; give a tokenizer");
        Files.writeString(corpus.resolve("c.jsonl.gz"), "not compressed");
        Files.delete(corpus.resolve("b.jsonl"));
        assertThatThrownBy(() -> run(corpus, 0))
                .isInstanceOf(CorruptInputException.class)
                .hasMessageStartingWith(corpus + "/c.jsonl.gz: does not start with a .gz header");
        Path none = Files.createDirectories(corpus.resolve("none"));
        Files.writeString(none.resolve("x.pdf"), "x");
        assertThatThrownBy(() -> run(none, 0))
                .isInstanceOf(CorruptInputException.class)
                .hasMessageContaining("is a folder without files of documents");
        assertOnlyCorpusIsLeft();
    }

    private IndexJob.Summary run(Path corpus, int skipBad) throws IOException {
        return IndexJob.run(
                spark,
                new IndexJob.Options(
                        IndexBuilder.Options.defaults(),
                        List.of(corpus.toString()),
                        skipBad,
                        null,
                        null,
                        folder.resolve("out").toString(),
                        Existing.REFUSE));
    }

    private void assertOnlyCorpusIsLeft() throws IOException {
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).containsExactly(folder.resolve("corpus"));
        }
    }

    private static void local(Path corpus, String prefix, IndexBuilder builder, Path target) throws IOException {
        try (CorpusFiles documents = new CorpusFiles(List.of(corpus), 0)) {
            DocumentStream named = () -> {
                SourceDocument next = documents.read();
                return next == null ? null : new SourceDocument(prefix + next.path(), next.line(), next.document());
            };
            builder.build(named, target, Existing.REFUSE);
        }
    }

    private static StepMap steps(Path transcript) throws IOException {
        return StepMap.of(TranscriptReader.read(transcript));
    }

    private Path transcript() throws IOException {
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < 700; i += 2) {
            rows.append("{\"index\":").append(i).append(",\"id\":\"d").append(i * 3 % 700);
            rows.append("\",\"step\":").append(i / 10).append("}\n");
        }
        return Files.writeString(folder.resolve("order.jsonl"), rows);
    }

    /** Files of all kinds: one empty, one that needs wide tokens, one long document beside many short ones. */
    private Path tokens() throws IOException {
        Path corpus = folder.resolve("corpus");
        Files.createDirectories(corpus.resolve("deep"));
        RandomGenerator random = RandomStream.of(3, "index job");
        file(corpus.resolve("a.jsonl"), 0, 300, 500, random);
        file(corpus.resolve("b.jsonl"), 300, 300, 500, random);
        file(corpus.resolve("deep/c.jsonl.gz"), 300, 600, 90_000, random);
        file(corpus.resolve("deep/d.jsonl.zst"), 600, 700, 300, random);
        List<Integer> ids = random.ints(4000, 0, 50).boxed().toList();
        Files.writeString(
                corpus.resolve("e.jsonl"),
                row(700, "\"tokens\":" + ids) + row(701, "\"source\":\"web\",\"tokens\":[]"));
        return corpus;
    }

    private static void file(Path file, int from, int to, int largest, RandomGenerator random) throws IOException {
        try (OutputStream out = Compression.of(file.toString()).encode(Files.newOutputStream(file))) {
            for (int i = from; i < to; i++) {
                List<Integer> ids =
                        random.ints(random.nextInt(30), 0, largest).boxed().toList();
                out.write(row(i, "\"tokens\":" + ids).getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    private static String row(int id, String rest) {
        return "{\"id\":\"d" + id + "\"," + rest + "}\n";
    }
}
