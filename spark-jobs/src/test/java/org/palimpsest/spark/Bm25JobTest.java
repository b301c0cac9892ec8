package org.palimpsest.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.palimpsest.corpus.CorruptInputException;
import org.palimpsest.corpus.index.CorpusFiles;
import org.palimpsest.corpus.run.Existing;
import org.palimpsest.corpus.run.Fingerprint;
import org.palimpsest.corpus.search.EntityCatalogue;
import org.palimpsest.corpus.search.SearchIndex;
import org.palimpsest.corpus.search.SearchIndexBuilder;
import org.palimpsest.stats.RandomStream;

class Bm25JobTest {
    private static SparkSession spark;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() {
        spark = LocalSpark.session();
    }

    @Test
    void answersAreThoseOfOneMachine() throws Exception {
        Path entities = Files.writeString(
                folder.resolve("entities.jsonl"),
                "{\"id\":\"Q1\",\"name\":\"Word three\",\"aliases\":[\"w3 w4\"]}\n{\"id\":\"Q2\",\"name\":\"w5\"}\n");
        for (int files : List.of(1, 5)) {
            Path corpus = corpus(files);
            List<Path> inputs =
                    Folders.names(corpus).stream().map(corpus::resolve).toList();
            List<String> sources = new ArrayList<>();
            for (Path input : inputs) {
                sources.add("corpus " + Fingerprint.sha256(input));
            }
            sources.add("entities " + Fingerprint.sha256(entities));
            Path local = folder.resolve("local" + files);
            try (CorpusFiles documents = new CorpusFiles(List.of(corpus), 0)) {
                SearchIndexBuilder.withDefaults()
                        .with(EntityCatalogue.read(entities))
                        .withSources(sources)
                        .build(documents, local, Existing.REFUSE);
            }
            for (String scheme : List.of("", "lake://")) {
                Path out = Files.createTempDirectory(folder, "cluster").resolve("out");
                assertThat(Bm25Job.run(
                                spark,
                                new Bm25Job.Options(
                                        List.of(scheme + corpus),
                                        entities.toString(),
                                        "",
                                        scheme + out,
                                        Existing.REFUSE)))
                        .isEqualTo(200);
                assertSameAnswers(out, local);
            }
        }
    }

    private static void assertSameAnswers(Path job, Path local) throws IOException {
        for (String name : List.of("search.json", "entities.jsonl")) {
            assertThat(job.resolve(name)).hasSameBinaryContentAs(local.resolve(name));
        }
        try (SearchIndex found = SearchIndex.open(job);
                SearchIndex expected = SearchIndex.open(local)) {
            found.verify();
            RandomGenerator random = RandomStream.of(3, "questions");
            for (int q = 0; q < 40; q++) {
                String question = text(random, 1 + random.nextInt(6));
                assertThat(found.bm25(question, 200)).isEqualTo(expected.bm25(question, 200));
                assertThat(found.bm25(question, 3)).isEqualTo(expected.bm25(question, 3));
            }
            assertThat(expected.postings("Q1", 0)).isNotEmpty();
            for (String entity : List.of("Q1", "Q2")) {
                assertThat(found.postings(entity, 0)).isEqualTo(expected.postings(entity, 0));
            }
            for (int document = 0; document < 200; document++) {
                assertThat(found.document(document)).isEqualTo(expected.document(document));
            }
        }
    }

    @Test
    void wrongInputIsNamedAndNothingIsLeft() throws Exception {
        Path corpus = corpus(2);
        Files.writeString(corpus.resolve("f1.jsonl"), "{\"id\":7}\n");
        Path out = folder.resolve("out");
        assertThatThrownBy(() -> Bm25Job.run(
                        spark,
                        new Bm25Job.Options(List.of(corpus.toString()), "", "", out.toString(), Existing.REFUSE)))
                .isInstanceOf(CorruptInputException.class)
                .hasMessageContaining("f1.jsonl, line 1");
        assertThat(out).doesNotExist();
        Files.writeString(corpus.resolve("f1.jsonl"), "");
        Bm25Job.run(spark, new Bm25Job.Options(List.of(corpus.toString()), "", "", out.toString(), Existing.REFUSE));
        try (SearchIndex index = SearchIndex.open(out)) {
            assertThat(index.documents()).isEqualTo(100);
        }
    }

    private static String text(RandomGenerator random, int words) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < words; i++) {
            text.append(i == 0 ? "w" : " w").append(random.nextInt(1 + random.nextInt(60)));
        }
        return text.toString();
    }

    private Path corpus(int files) throws IOException {
        RandomGenerator random = RandomStream.of(2, "bm25");
        Path corpus = Files.createTempDirectory(folder, "corpus");
        for (int f = 0; f < files; f++) {
            StringBuilder rows = new StringBuilder();
            for (int d = f * 200 / files; d < (f + 1) * 200 / files; d++) {
                rows.append("{\"id\":\"d").append(d).append("\",\"text\":\"");
                rows.append(text(random, 1 + random.nextInt(40))).append("\"}\n");
            }
            Files.writeString(corpus.resolve("f" + f + ".jsonl"), rows);
        }
        return corpus;
    }
}
