package org.palimpsest.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IndexDuplicatesCommandTest {
    @TempDir
    Path folder;

    private Path rows;
    private Path groups;

    /** Of 100 tokens each: b is a, c differs in its last token, d in its last 30, e in all. */
    @BeforeEach
    void write() throws IOException {
        groups = folder.resolve("groups.jsonl");
        rows = Files.writeString(
                folder.resolve("rows.jsonl"),
                row("a", 100) + row("e", 0) + row("b", 100) + row("c", 99) + row("d", 70)
                        + "{\"id\":\"f\",\"tokens\":[]}\n{\"id\":\"g\",\"tokens\":[]}\n");
    }

    private static String row(String id, int same) {
        return "{\"id\":\"" + id + "\",\"tokens\":["
                + IntStream.range(0, 100)
                        .mapToObj(i -> Integer.toString(i < same ? i : 1000 * id.charAt(0) + i))
                        .collect(Collectors.joining(","))
                + "]}\n";
    }

    private static List<JsonNode> read(Path file) throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        return Files.readAllLines(file).stream()
                .map(line -> {
                    try {
                        return mapper.readTree(line);
                    } catch (IOException e) {
                        throw new IllegalStateException(e);
                    }
                })
                .toList();
    }

    @Test
    void groupsHaveTheFirstAndThoseThatAPipelineDrops() throws IOException {
        Run run = Run.of("index", "duplicates", "--input", rows, "--out", groups, "--json")
                .done();
        assertThat(run.result().path("documents").asInt()).isEqualTo(7);
        assertThat(run.result().path("groups").asInt()).isEqualTo(1);
        assertThat(run.result().path("redundant").asInt()).isEqualTo(2);
        assertThat(run.result().path("scheme").path("bands").asInt()).isEqualTo(14);
        assertThat(run.result().path("pairs").isNull()).isTrue();
        JsonNode group = read(groups).get(0);
        assertThat(group.path("kept").toString()).isEqualTo("{\"document\":0,\"id\":\"a\"}");
        assertThat(group.path("dropped").findValuesAsText("id")).containsExactly("b", "c");
        assertThat(group.path("dropped").path(0).path("similarity").asDouble()).isEqualTo(1);
        assertThat(group.path("dropped").path(1).path("similarity").asDouble()).isCloseTo(95 / 97.0, within(1e-12));
        assertThat(folder).isDirectoryNotContaining("glob:**.tmp");
    }

    @Test
    void aThresholdIsVerifiedExactlyAndChoosesBandsAndRows() throws IOException {
        Path pairs = folder.resolve("pairs.jsonl");
        Run run = Run.of(
                        "index",
                        "duplicates",
                        "--input",
                        rows,
                        "--threshold",
                        0.5,
                        "--shingle",
                        1,
                        "--pairs",
                        pairs,
                        "--out",
                        groups,
                        "--json")
                .done();
        assertThat(run.result().path("scheme").path("shingle").asInt()).isEqualTo(1);
        assertThat(run.result()
                        .path("scheme")
                        .path("candidateProbability")
                        .path("0.6")
                        .asDouble())
                .isGreaterThan(0.95);
        List<JsonNode> found = read(pairs);
        assertThat(found)
                .allSatisfy(
                        pair -> assertThat(pair.path("similarity").asDouble()).isGreaterThanOrEqualTo(0.5));
        assertThat(found.stream()
                        .map(pair -> pair.path("first").path("id").asText()
                                + pair.path("second").path("id").asText()))
                .containsExactlyInAnyOrder("ab", "ac", "bc", "ad", "bd", "cd");
        assertThat(run.result().path("pairs").asInt()).isEqualTo(6);
        Run.of("index", "duplicates", "--input", rows, "--threshold", 0.99, "--shingle", 1, "--out", groups, "--force")
                .done();
        assertThat(read(groups).get(0).path("dropped").findValuesAsText("id")).containsExactly("b");
    }

    @Test
    void whatCannotBeUsedIsSaid() throws IOException {
        Run.of("index", "duplicates", "--input", rows).failed(ExitCode.USAGE, "missing option --out");
        Run.of("index", "duplicates", "--input", rows, "--out", groups, "--threshold", 1)
                .failed(ExitCode.USAGE, "Invalid value for option '--threshold'");
        Run.of("index", "duplicates", "--input", rows, "--out", groups, "--threshold", 0.01, "--minima", 2)
                .failed(ExitCode.USAGE, "--threshold: no bands and rows of at most 2 minima find 0.95 at 0.01");
        Run.of("index", "duplicates", "--input", rows, "--out", groups, "--memory", "1k")
                .failed(ExitCode.BAD_INPUT, "0 documents fill the 1024 bytes allowed; one more needs ");
        assertThat(groups).doesNotExist();
        assertThat(folder).isDirectoryNotContaining("glob:**.tmp");
    }
}
