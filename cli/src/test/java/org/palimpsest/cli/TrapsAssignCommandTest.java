package org.palimpsest.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrapsAssignCommandTest {
    @TempDir
    private Path folder;

    private Path traps = Path.of("");
    private Path posts = Path.of("");
    private Path plan = Path.of("");

    @BeforeEach
    void write() throws IOException {
        Path registry = folder.resolve("registry");
        Run.of("traps", "generate", "--count", 4, "--controls", 3, "--words", 5, "--seed", 1, "--out", registry)
                .done();
        traps = registry.resolve("traps.jsonl");
        plan = folder.resolve("plan.jsonl");
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < 20; i++) {
            rows.append("{\"id\":\"d").append(i).append("\",\"text\":\"one two three four\"}\n");
        }
        posts = Files.writeString(folder.resolve("posts.jsonl"), rows.toString());
    }

    private Path experiments(String text) throws IOException {
        return Files.writeString(folder.resolve("experiments.json"), text.replace('\'', '"'));
    }

    private Run assign(Path experiments, Object... more) {
        return Run.of(Stream.concat(
                        Stream.of("traps", "assign", "--experiments", experiments, "--traps", traps, "--input", posts),
                        Stream.concat(Stream.of("--out", plan), Stream.of(more)))
                .toArray());
    }

    private List<JsonNode> rows(Path file) throws IOException {
        ObjectMapper json = new ObjectMapper();
        return Files.readAllLines(file).stream()
                .map(line -> {
                    try {
                        return json.readTree(line);
                    } catch (IOException e) {
                        throw new IllegalStateException(e);
                    }
                })
                .toList();
    }

    @Test
    void experimentsGetDocumentsOfTheirOwnAndInsertTakesThePlan() throws IOException {
        List<String> ids =
                rows(traps).stream().map(row -> row.path("id").asText()).toList();
        Path two = experiments(("{'experiments':[{'name':'once','traps':['A','B']},"
                        + "{'name':'more','traps':['C','D'],'repetitions':2.5,'treated':0.5}]}")
                .replace("A", ids.get(0))
                .replace("B", ids.get(1))
                .replace("C", ids.get(2))
                .replace("D", ids.get(3)));
        Run run = assign(two, "--json").done();
        assertThat(run.result().path("experiments").asInt()).isEqualTo(2);
        Map<String, String> owner = new HashMap<>();
        Set<String> treated = new HashSet<>();
        Set<String> control = new HashSet<>();
        for (JsonNode row : rows(plan)) {
            String document = row.path("document").asText();
            String before = owner.put(document, row.path("experiment").asText());
            assertThat(before == null || before.equals(row.path("experiment").asText()))
                    .isTrue();
            (row.path("arm").asText().equals("treated") ? treated : control).add(document);
        }
        assertThat(control).isNotEmpty().doesNotContainAnyElementsOf(treated);
        assertThat(run.result().path("documents").asInt()).isEqualTo(treated.size() + control.size());
        byte[] first = Files.readAllBytes(plan);
        assign(two, "--force").done();
        assertThat(Files.readAllBytes(plan)).isEqualTo(first);
        Path marked = folder.resolve("marked");
        Run.of("traps", "insert", "--traps", traps, "--input", posts, "--plan", plan, "--out", marked)
                .done();
        assertThat(rows(marked.resolve("placements.jsonl")).stream()
                        .map(row -> row.path("document").asText()))
                .hasSizeGreaterThanOrEqualTo(treated.size())
                .hasSameElementsAs(treated);
        Path back = folder.resolve("back");
        Path list = marked.resolve("placements.jsonl");
        Run.of("traps", "undo", "--placements", list, "--input", marked, "--out", back)
                .done();
        assertThat(Files.readAllBytes(back.resolve("posts.jsonl"))).isEqualTo(Files.readAllBytes(posts));
        Run.of("traps", "insert", "--traps", traps, "--input", posts, "--plan", plan, "--copies", 2, "--out", back)
                .failed(ExitCode.USAGE, "--plan says what goes where; drop --documents, --per-document and --copies");
    }

    @Test
    void wrongInputsAreNamedAndNothingIsWritten() throws IOException {
        String id = rows(traps).get(0).path("id").asText();
        String one = "{'experiments':[{'name':'x','traps':['" + id + "']";
        assign(experiments("{'experiments':["))
                .failed(ExitCode.BAD_INPUT, folder.resolve("experiments.json") + ": is not valid JSON");
        assign(experiments("{}"))
                .failed(ExitCode.BAD_INPUT, folder.resolve("experiments.json") + ": has no list \"experiments\"");
        assign(experiments(one + ",'copies':3}]}"))
                .failed(
                        ExitCode.BAD_INPUT,
                        folder.resolve("experiments.json") + ": fields of an experiment must be of ");
        assign(experiments(one + ",'treated':2}]}"))
                .failed(
                        ExitCode.BAD_INPUT,
                        folder.resolve("experiments.json") + ": treated share of x must be in [0, 1], got 2.0");
        assign(experiments("{'experiments':[{'name':'x','traps':['none']}]}"))
                .failed(ExitCode.USAGE, "--experiments: trap none of x is not in " + traps);
        assign(experiments(one + ",'toStep':5}]}"))
                .failed(
                        ExitCode.BAD_INPUT,
                        "experiment x has a window of steps, which needs the training order; give it");
        assign(experiments(one + ",'repetitions':21}]}"))
                .failed(ExitCode.BAD_INPUT, "experiment x lacks 1 documents: it needs 21 of the 20");
        Path fine = experiments(one + "}]}");
        posts = Path.of("-");
        assertThat(assign(fine).err())
                .startsWith("error: ")
                .contains("inputs must be files, which are read twice, got -");
        posts = folder.resolve("posts.jsonl");
        assertThat(plan).doesNotExist();
        assign(fine).done();
        assign(fine).failed(ExitCode.USAGE, plan + " is there already");
    }
}
