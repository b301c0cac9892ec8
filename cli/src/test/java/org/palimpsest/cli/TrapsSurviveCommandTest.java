package org.palimpsest.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrapsSurviveCommandTest {
    @TempDir
    private Path folder;

    private Path marked = Path.of("");

    @BeforeEach
    void mark() throws IOException {
        Run.of("traps", "generate", "--count", 1, "--controls", 3, "--seed", 1, "--out", folder.resolve("registry"))
                .done();
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < 4; i++) {
            rows.append("{\"id\":\"d")
                    .append(i)
                    .append("\",\"text\":\"Post ")
                    .append(i)
                    .append("\\n\"}\n");
        }
        Path posts = Files.writeString(folder.resolve("posts.jsonl"), rows.toString());
        marked = folder.resolve("marked");
        Run.of(
                        "traps",
                        "insert",
                        "--traps",
                        folder.resolve("registry/traps.jsonl"),
                        "--input",
                        posts,
                        "--documents",
                        3,
                        "--position",
                        "end",
                        "--out",
                        marked)
                .done();
    }

    private Run survive(Object... more) {
        Object[] args = new Object[more.length + 8];
        Object[] first = {
            "traps",
            "survive",
            "--registry",
            folder.resolve("registry"),
            "--placements",
            marked.resolve("placements.jsonl"),
            "--input",
            marked.resolve("posts.jsonl")
        };
        System.arraycopy(first, 0, args, 0, 8);
        System.arraycopy(more, 0, args, 8, more.length);
        return Run.of(args);
    }

    @Test
    void saysWhichRuleTookWhat() throws IOException {
        Path copies = folder.resolve("copies.jsonl");
        Run run = survive("--rules", "nfkc,dolma-paragraphs", "--copies", copies, "--json")
                .done();
        JsonNode family = run.result().path("families").path(0);
        assertThat(family.path("family").asText()).isEqualTo("ghost");
        assertThat(family.path("behind").path(0).path("whole").asInt()).isEqualTo(3);
        assertThat(family.path("behind").path(1).path("whole").asInt()).isEqualTo(1);
        assertThat(family.path("behind")
                        .path(1)
                        .path("taken")
                        .path("repeated-paragraph")
                        .asInt())
                .isEqualTo(2);
        assertThat(Files.readAllLines(copies))
                .hasSize(3)
                .anySatisfy(line -> assertThat(line).contains("\"state\":\"gone\"", "\"rule\":\"dolma-paragraphs\""));
        assertThat(survive("--rules", "dolma-paragraphs").done().out())
                .contains("repeated-paragraph 2")
                .contains("0 of 4 documents dropped.");
    }

    @Test
    void everyPipelineRuns() throws IOException {
        Run run = survive("--rules", "fineweb,c4,ccnet,gopher,dolma,refinedweb,slimpajama", "--json")
                .done();
        assertThat(run.result().path("families").path(0).path("survival").asDouble())
                .isZero();
        assertThat(run.result().path("rules").path(1).path("source").asText()).startsWith("Gopher");
    }

    @Test
    void unknownRulesAreNamed() {
        Run run = survive("--rules", "c5");
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("--rules: rules must be of [fineweb, c4,");
    }

    @Test
    void plans() throws IOException {
        Run run = Run.of("traps", "plan", "--controls", 99, "--copies", "100,1000", "--json")
                .done();
        assertThat(run.result().path("worthIt").asBoolean()).isTrue();
        assertThat(run.result().path("best").path("copies").asInt()).isEqualTo(100);
        assertThat(run.result().path("rows").path(0).path("traps").asInt()).isBetween(70, 95);
        Run few =
                Run.of("traps", "plan", "--copies", "1,10", "--documents", 500).done();
        assertThat(few.out()).contains("Not worth it: every plan needs more than 500 documents.");
        assertThat(Run.of("traps", "plan", "--alpha", "2").err()).contains("alpha must be in (0, 1)");
    }
}
