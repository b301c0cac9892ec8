package org.palimpsest.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.palimpsest.inference.lab.BpeTrainer;

class IndexCommandsTest {
    private static final String ROWS = """
            {"id":"a","tokens":[5,6,7,5,6]}
            {"id":"b","tokens":[]}
            {"id":"c","tokens":[6,7,70000]}
            """;

    @TempDir
    Path folder;

    private Path rows;

    @BeforeEach
    void write() throws IOException {
        rows = Files.writeString(folder.resolve("rows.jsonl"), ROWS);
    }

    private Path built(Object... more) {
        Path index = folder.resolve("index");
        Object[] args = new Object[8 + more.length];
        System.arraycopy(
                new Object[] {"index", "build", "--input", rows, "--tokens", "-q", "--out", index}, 0, args, 0, 8);
        System.arraycopy(more, 0, args, 8, more.length);
        assertThat(Run.of(args).done().out()).startsWith("8 tokens in 3 documents, ");
        return index;
    }

    @Test
    void countsAndPlacesAsTheContractSays() throws IOException {
        Path order = Files.writeString(
                folder.resolve("order.jsonl"), "{\"index\":0,\"id\":\"c\"}\n{\"index\":1,\"id\":\"a\"}\n");
        Path index = built("--transcript", order);
        JsonNode count = Run.of("index", "count", "--index", index, "--tokens", "5,6", "--json")
                .done()
                .json();
        assertThat(count.path("result").path("count").asLong()).isEqualTo(2);
        assertThat(Run.of("index", "count", "--index", index, "--tokens", "9")
                        .done()
                        .out())
                .isEqualTo("0\n");
        JsonNode hits = Run.of("index", "locate", "--index", index, "--tokens", "6,7", "--limit", 5, "--json")
                .done()
                .json()
                .path("result");
        assertThat(hits.path("count").asLong()).isEqualTo(2);
        assertThat(hits.path("hits").toString())
                .isEqualTo("[{\"document\":0,\"id\":\"a\",\"position\":1,\"step\":1},"
                        + "{\"document\":2,\"id\":\"c\",\"position\":0,\"step\":0}]");
        assertThat(Run.of("index", "locate", "--index", index, "--tokens", "70000")
                        .done()
                        .out())
                .isEqualTo("1\nc\t2\tstep 0\n");
    }

    @Test
    void aPlaceWithoutAStepHasNull() throws IOException {
        Path index = built();
        JsonNode hit = Run.of("index", "locate", "--index", index, "--tokens", "70000", "--json")
                .done()
                .json()
                .path("result")
                .path("hits")
                .path(0);
        assertThat(hit.path("step").isNull()).isTrue();
    }

    @Test
    void manyPhrasesAreCountedInTheirOrder() throws IOException {
        Path queries = Files.writeString(
                folder.resolve("queries.jsonl"), "{\"id\":\"x\",\"tokens\":[6]}\n{\"id\":\"y\",\"tokens\":[7,7]}\n");
        Path index = built("--shards", 2);
        assertThat(Run.of("index", "count", "--index", index, "--queries", queries)
                        .done()
                        .out())
                .isEqualTo("3\tx\n0\ty\n");
    }

    @Test
    void longestMatchesStayInsideDocuments() throws IOException {
        Path texts = Files.writeString(folder.resolve("texts.jsonl"), """
                {"id":"t","tokens":[5,6,7,70000,1]}
                {"id":"u","tokens":[]}
                """);
        Path index = built("--inverse");
        assertThat(Run.of("index", "match", "--index", index, "--input", texts, "--max-length", 16)
                        .done()
                        .out())
                .isEqualTo("""
                        {"id":"t","lengths":[3,3,2,1,0],"counts":[1,1,1,1,0]}
                        {"id":"u","lengths":[],"counts":[]}
                        """);
    }

    @Test
    void textsAreFoundByTheTokenizerOfTheIndex() throws IOException {
        Path tokenizer = Files.writeString(
                folder.resolve("tokenizer.json"),
                BpeTrainer.withDefaults()
                        .withVocabularySize(280)
                        .train(List.of("the cat and the dog and the cat"))
                        .toTokenizerJson());
        Path texts =
                Files.writeString(folder.resolve("texts.jsonl"), "{\"id\":\"a\",\"text\":\"the cat and the dog\"}\n");
        Path index = folder.resolve("texts");
        Run.of("index", "build", "--input", texts, "--tokenizer", tokenizer, "-q", "--out", index)
                .done();
        assertThat(Run.of("index", "count", "--index", index, "--text", " and the")
                        .done()
                        .out())
                .isEqualTo("1\n");
        JsonNode info = Run.of("index", "info", "--index", index, "--verify", "--json")
                .done()
                .json()
                .path("result");
        assertThat(info.path("documents").asInt()).isEqualTo(1);
        assertThat(info.path("verified").asBoolean()).isTrue();
    }

    @Test
    void nextTokensAreThoseOfTheLongestEndThatOccurs() throws IOException {
        Path index = built("--shards", 2);
        assertThat(Run.of("index", "next", "--index", index, "--tokens", "9,5,6", "--json")
                        .done()
                        .json()
                        .path("result")
                        .toString())
                .isEqualTo("{\"tokens\":3,\"effectiveN\":3,\"count\":2,\"distinct\":1,"
                        + "\"next\":[{\"token\":7,\"text\":null,\"count\":1,\"probability\":0.5}],"
                        + "\"others\":0,\"ended\":1}");
        assertThat(Run.of("index", "next", "--index", index, "--tokens", "9,5,6", "--exact")
                        .done()
                        .out())
                .isEqualTo("0 occurrences of the last 3 of 3 tokens, 0 different followers\n");
    }

    @Test
    void countsAndPlacesAreRestrictedToDocuments() throws IOException {
        Path index = built();
        assertThat(Run.of("index", "count", "--index", index, "--tokens", "6", "--and", "5", "--within", 1)
                        .done()
                        .out())
                .isEqualTo("2 in 1 documents\n");
        assertThat(Run.of("index", "count", "--index", index, "--tokens", "6", "--not", "5")
                        .done()
                        .out())
                .isEqualTo("1 in 1 documents\n");
        Path ids = Files.writeString(folder.resolve("ids.txt"), "c\nnone\n");
        Path saved = folder.resolve("saved.roaring");
        JsonNode count = Run.of(
                        "index",
                        "count",
                        "--index",
                        index,
                        "--tokens",
                        "6",
                        "--documents",
                        ids,
                        "--save-documents",
                        saved,
                        "--json",
                        "-q")
                .done()
                .json()
                .path("result");
        assertThat(count.toString()).isEqualTo("{\"missing\":[\"none\"],\"count\":1,\"documents\":1}");
        assertThat(Run.of("index", "locate", "--index", index, "--tokens", "7", "--documents", saved)
                        .done()
                        .out())
                .isEqualTo("1\nc\t1\n");
        Run.of("index", "count", "--index", index, "--tokens", "6", "--within", 1)
                .refused(
                        ExitCode.USAGE,
                        "--within N needs a second phrase: --and PHRASE (see palimpsest index count --help)");
    }

    @Test
    void aCorpusIsAModel() throws IOException {
        Path index = built();
        Path texts = Files.writeString(folder.resolve("texts.jsonl"), "{\"id\":\"t\",\"tokens\":[5,6,6]}\n");
        Run run = Run.of("score", "--model", "index:" + index, "--input", texts);
        assertThat(run.code()).isZero();
        assertThat(run.out()).startsWith("{\"id\":\"t\",\"tokens\":[5,6,6],\"logprobs\":[-0.0");
        assertThat(run.err())
                .contains("1 tokens never follow their context in the corpus and have the probability that smoothing"
                        + " gives");
        Run.of("score", "--model", "index:" + index + "#zero", "--input", texts)
                .refused(
                        ExitCode.USAGE,
                        "index:" + index + "#zero: after # stands interpolated=WEIGHT or additive=ALPHA, got \"zero\"");
        Run.of("score", "--model", "index:" + index, "--input", texts, "--moments")
                .refused(
                        ExitCode.USAGE,
                        "a corpus (index:) gives log-probabilities alone; --moments and --top-k need a model"
                                + " (see palimpsest score --help)");
    }

    @Test
    void whatCannotBeUsedIsSaid() throws IOException {
        Path index = built();
        Run.of("index", "count", "--index", index, "--text", "the")
                .refused(
                        ExitCode.USAGE,
                        "the index was built from token ids; give --tokenizer FILE for texts, or --tokens");
        Run.of("index", "build", "--input", rows, "--tokens", "--out", index)
                .refused(ExitCode.USAGE, index + " is there already; choose another name, or --force to replace it");
        Path table = index.resolve("table.0");
        byte[] bytes = Files.readAllBytes(table);
        Files.write(table, java.util.Arrays.copyOf(bytes, bytes.length - 1));
        Run.of("index", "count", "--index", index, "--tokens", "5")
                .refused(
                        ExitCode.BAD_INPUT,
                        table + ", byte 10: found 10 bytes in all, expected 11 bytes; build or copy the index again");
    }
}
