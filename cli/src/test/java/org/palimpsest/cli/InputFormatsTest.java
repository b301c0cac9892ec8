package org.palimpsest.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Folders and Parquet where documents and tables are read. {@code sixty-rows.parquet} is DuckDB's: row i from 0 has the id
 * {@code doc-i}, tokens (none in every fifth row, else i mod 29 of them, token x is 31x² + i), loss i / 3 and position i.
 */
class InputFormatsTest {
    private static final int TOKENS = tokens();

    @TempDir
    private Path folder;

    private Path parquet;

    @BeforeEach
    void copy() throws IOException {
        parquet = folder.resolve("rows.parquet");
        try (InputStream in = InputFormatsTest.class.getResourceAsStream("/parquet/sixty-rows.parquet")) {
            Files.copy(Objects.requireNonNull(in), parquet);
        }
    }

    private static int tokens() {
        int sum = 0;
        for (int i = 0; i < 60; i++) {
            sum += i % 5 == 0 ? 0 : i % 29;
        }
        return sum;
    }

    private Run build(Path input, Object... more) {
        Object[] args = Arrays.copyOf(
                new Object[] {"index", "build", "--input", input, "--tokens", "--out", folder.resolve("index")},
                7 + more.length);
        System.arraycopy(more, 0, args, 7, more.length);
        return Run.of(args);
    }

    @Test
    void anIndexIsBuiltFromParquetAndSaysBeforeWhatItTakes() throws IOException {
        Run run = build(parquet, "--json");
        assertThat(run.code()).isZero();
        assertThat(run.err())
                .startsWith("the build takes about 0–1 s, ")
                .contains(" of disk and ", " of memory for sorting: ", " tokens in 60 documents, shards: 1")
                .hasLineCount(1);
        JsonNode result = run.json().path("result");
        assertThat(result.path("documents").asInt()).isEqualTo(60);
        JsonNode estimate = result.path("estimate");
        assertThat(estimate.path("documents").toString()).isEqualTo("[60,60]");
        int withSeparators = TOKENS + 60;
        assertThat(estimate.path("tokens").toString()).isEqualTo("[" + withSeparators + "," + withSeparators + "]");
        assertThat(estimate.path("memoryBytes").path(0).asLong()).isEqualTo(10L * withSeparators);
        assertThat(result.path("bytes").asLong())
                .isBetween(
                        estimate.path("diskBytes").path(0).asLong(),
                        estimate.path("diskBytes").path(1).asLong());
        JsonNode hit = Run.of(
                        "index", "locate", "--index", folder.resolve("index"), "--tokens", "12,43,136,291", "--json")
                .done()
                .json()
                .path("result");
        assertThat(hit.path("hits").path(0).path("id").asText()).isEqualTo("doc-12");
    }

    @Test
    void ofStandardInputNothingIsKnownBefore() throws IOException {
        Run run = Run.withInput(
                "{\"id\":\"a\",\"tokens\":[1,2]}\n",
                "index",
                "build",
                "--input",
                "-",
                "--tokens",
                "--out",
                folder.resolve("index"),
                "--json");
        assertThat(run.code()).isZero();
        assertThat(run.err().strip())
                .isEqualTo("what the build takes is unknown: standard input is read as it is indexed");
        assertThat(run.json().path("result").has("estimate")).isFalse();
    }

    @Test
    void aFolderIsReadFileByFileAndEveryFileIsAnInputOfTheRun() throws IOException {
        Path corpus = Files.createDirectories(folder.resolve("corpus").resolve("deep"))
                .resolve("..")
                .normalize();
        Files.writeString(corpus.resolve("z.jsonl"), "{\"id\":\"z\",\"tokens\":[9,9]}\n");
        Files.writeString(corpus.resolve("deep/a.jsonl"), "no row\n{\"id\":\"a\",\"tokens\":[8]}\n");
        Files.copy(parquet, corpus.resolve("deep/b.parquet"));
        Files.writeString(corpus.resolve("notes.csv"), "1,2");
        Run refused = build(corpus);
        assertThat(refused.code()).isEqualTo(ExitCode.BAD_INPUT.code());
        assertThat(refused.err())
                .startsWith("error: " + corpus.resolve("deep/a.jsonl") + ", line 1: ")
                .hasLineCount(1);
        Run run = build(corpus, "--skip-bad", 1, "--json");
        assertThat(run.code()).isZero();
        assertThat(run.err()).contains("skipped: line 1: deep/a.jsonl: ");
        JsonNode inputs = run.json().path("manifest").path("inputs");
        assertThat(inputs).hasSize(3);
        assertThat(inputs.path(0).path("path").asText()).endsWith("a.jsonl");
        assertThat(inputs.path(2).path("path").asText()).endsWith("z.jsonl");
        JsonNode hit = Run.of("index", "locate", "--index", folder.resolve("index"), "--tokens", "9,9", "--json")
                .done()
                .json()
                .path("result")
                .path("hits")
                .path(0);
        assertThat(hit.path("document").asInt()).isEqualTo(61);
    }

    @Test
    void aFolderWithoutDocumentsIsRefused() throws IOException {
        Path empty = Files.createDirectory(folder.resolve("empty"));
        Files.writeString(empty.resolve("notes.csv"), "1,2");
        build(empty).failed(ExitCode.BAD_INPUT, empty + ": is a folder without files of documents");
    }

    @Test
    void aTranscriptMayBeParquet() throws IOException {
        JsonNode query = Run.of(
                        "provenance",
                        "query",
                        "--transcript",
                        parquet,
                        "--position",
                        "position",
                        "--loss",
                        "loss",
                        "--json")
                .done()
                .json();
        assertThat(query.path("result").path("n").asInt()).isEqualTo(60);
        assertThat(query.path("result").path("statistic").asDouble()).isEqualTo(-1);
        Run calibrate = Run.of(
                "lab",
                "calibrate",
                "--transcript",
                parquet,
                "--loss",
                "loss",
                "--redraws",
                5,
                "--permutations",
                19,
                "--json");
        assertThat(calibrate.code()).isZero();
        assertThat(calibrate.result().path("n").asInt()).isEqualTo(60);
        Run.of("provenance", "query", "--transcript", parquet, "--position", "position", "--loss", "bob")
                .failed(ExitCode.BAD_INPUT, parquet + ": no row has column bob; columns found: created, ");
    }

    @Test
    void cutParquetIsOneClearLine() throws IOException {
        byte[] whole = Files.readAllBytes(parquet);
        Files.write(parquet, Arrays.copyOf(whole, whole.length - 50));
        build(parquet).failed(ExitCode.BAD_INPUT, parquet + ": is truncated or damaged: it ends with \"");
        Run.of("provenance", "query", "--transcript", parquet, "--position", "position", "--loss", "loss")
                .failed(ExitCode.BAD_INPUT, parquet + ": is truncated or damaged: it ends with \"");
        assertThat(folder.resolve("index")).doesNotExist();
    }

    @Test
    void aFlippedBitIsOneClearLine() throws IOException {
        byte[] bytes = Files.readAllBytes(parquet);
        bytes[4] ^= 0x40;
        Files.write(parquet, bytes);
        build(parquet).failed(ExitCode.BAD_INPUT, parquet + ": column \"id\", row 1: ");
        assertThat(folder.resolve("index")).doesNotExist();
    }

    @Test
    void trapsGoIntoTheFilesOfAFolder() throws IOException {
        Path corpus = Files.createDirectory(folder.resolve("corpus"));
        Files.writeString(corpus.resolve("a.jsonl"), "{\"id\":\"a\",\"text\":\"one two three four\"}\n");
        Path registry = folder.resolve("registry");
        Run.of("traps", "generate", "--family", "ghost", "--count", 1, "--controls", 2, "--seed", 1, "--out", registry);
        Path marked = folder.resolve("marked");
        Run run = Run.of(
                "traps", "insert", "--traps", registry.resolve("traps.jsonl"), "--input", corpus, "--out", marked);
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(Files.readString(marked.resolve("a.jsonl"))).startsWith("{\"id\":\"a\"");
        Files.copy(parquet, corpus.resolve("b.parquet"));
        Run.of(
                        "traps",
                        "insert",
                        "--traps",
                        registry.resolve("traps.jsonl"),
                        "--input",
                        corpus,
                        "--out",
                        folder.resolve("more"))
                .failed(ExitCode.USAGE, "--input: inputs must be of a known format (");
    }
}
