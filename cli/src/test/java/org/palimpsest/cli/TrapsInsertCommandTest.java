package org.palimpsest.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrapsInsertCommandTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    private Path traps = Path.of("");
    private Path posts = Path.of("");

    @BeforeEach
    void write() throws IOException {
        Path registry = folder.resolve("registry");
        Run.of("traps", "generate", "--count", 4, "--controls", 3, "--words", 5, "--seed", 1, "--out", registry)
                .done();
        traps = registry.resolve("traps.jsonl");
        StringBuilder rows = new StringBuilder("{\"id\":\"empty\",\"text\":\"\"}\n");
        for (int i = 0; i < 20; i++) {
            rows.append("{ \"id\":\"d")
                    .append(i)
                    .append("\", \"text\":\"one \\u00e9 two three four five\", \"n\":1.50}\n");
        }
        posts = Files.writeString(folder.resolve("posts.jsonl"), rows.toString());
    }

    private Run insert(Object... more) {
        Object[] args = new Object[more.length + 8];
        System.arraycopy(
                new Object[] {"traps", "insert", "--traps", traps, "--input", posts, "--out", ""}, 0, args, 0, 8);
        args[7] = folder.resolve("marked");
        System.arraycopy(more, 0, args, 8, more.length);
        return Run.of(args);
    }

    private Map<String, String> texts() throws IOException {
        Map<String, String> texts = new HashMap<>();
        for (String line : Files.readAllLines(traps)) {
            JsonNode row = JSON.readTree(line);
            texts.put(row.path("id").asText(), row.path("text").asText());
        }
        return texts;
    }

    @Test
    void trapsStandVerbatimAtTheirOffsetsAndOtherLinesAreUntouched() throws IOException {
        Run run = insert("--documents", 8, "--per-document", 2, "--json").done();
        assertThat(run.result().path("documents").asInt()).isEqualTo(8);
        assertThat(run.result().path("placements").asInt()).isEqualTo(16);
        List<String> before = Files.readAllLines(posts);
        List<String> after = Files.readAllLines(folder.resolve("marked/posts.jsonl"));
        Map<String, String> marked = new HashMap<>();
        for (String line : after) {
            JsonNode row = JSON.readTree(line);
            marked.put(row.path("id").asText(), row.path("text").asText());
        }
        Map<String, Integer> copies = new HashMap<>();
        Map<String, Integer> documents = new HashMap<>();
        for (String line : Files.readAllLines(folder.resolve("marked/placements.jsonl"))) {
            JsonNode row = JSON.readTree(line);
            String trap = row.path("trap").asText();
            assertThat(marked.get(row.path("document").asText()))
                    .satisfies(
                            text -> assertThat(text.substring(row.path("offset").asInt()))
                                    .startsWith(texts().get(trap)));
            copies.merge(trap, 1, Integer::sum);
            documents.merge(row.path("document").asText(), 1, Integer::sum);
        }
        assertThat(copies.values()).containsOnly(4).hasSize(4);
        assertThat(documents.values()).containsOnly(2).hasSize(8);
        for (int i = 0; i < before.size(); i++) {
            String id = JSON.readTree(before.get(i)).path("id").asText();
            assertThat(after.get(i).equals(before.get(i))).as(id).isEqualTo(!documents.containsKey(id));
        }
    }

    @Test
    void theKeySaysWhatGoesWhere() throws IOException {
        Run first = insert("--json").done();
        byte[] placed = Files.readAllBytes(folder.resolve("marked/placements.jsonl"));
        Run second = insert("--force", "--json").done();
        assertThat(second.out()).isEqualTo(first.out());
        assertThat(Files.readAllBytes(folder.resolve("marked/placements.jsonl")))
                .isEqualTo(placed);
        assertThat(first.json().path("manifest").path("inputs")).hasSize(3);
        Run seeded = insert("--force", "--seed", 5);
        assertThat(seeded.code()).isZero();
        assertThat(seeded.err()).startsWith("--seed has no effect: the key of ").hasLineCount(1);
        assertThat(Files.readAllBytes(folder.resolve("marked/placements.jsonl")))
                .isEqualTo(placed);
    }

    @Test
    void withoutARegistryASeedOrTheTrapsThemselvesDecide() throws IOException {
        traps = Files.copy(traps, folder.resolve("traps.jsonl"));
        Run plain = insert();
        assertThat(plain.code()).isZero();
        assertThat(plain.err())
                .isEqualTo("no registry.jsonl beside " + traps
                        + ": placement follows from the traps, anybody can repeat it" + System.lineSeparator());
        byte[] placed = Files.readAllBytes(folder.resolve("marked/placements.jsonl"));
        insert("--seed", 5, "--force").done();
        assertThat(Files.readAllBytes(folder.resolve("marked/placements.jsonl")))
                .isNotEqualTo(placed);
    }

    @Test
    void tooFewSuitableDocumentsAreBadInputAndNothingIsWritten() {
        Run run = insert("--documents", 21);
        assertThat(run.code()).isEqualTo(3);
        assertThat(run.err()).contains("21").contains("20").hasLineCount(1);
        assertThat(folder.resolve("marked")).doesNotExist();
        insert("--documents", 20).done();
    }

    @Test
    void badFilesAndValuesAreNamed() throws IOException {
        Path own = traps;
        traps = Files.writeString(folder.resolve("t.jsonl"), "{\"id\":\"a\",\"text\":\"b\"}\n");
        Run family = insert();
        assertThat(family.err())
                .startsWith("error: " + traps + ", line 1: field \"family\" is missing")
                .hasLineCount(1);
        assertThat(family.code()).isEqualTo(3);
        traps = own;
        Run zero = insert("--per-document", 0);
        assertThat(zero.err())
                .startsWith("error: Invalid value for option '--per-document': must be at least 1, got 0");
        assertThat(zero.code()).isEqualTo(2);
        Run where = insert("--position", "centre");
        assertThat(where.err()).startsWith("error: --position: ").hasLineCount(1);
        assertThat(where.code()).isEqualTo(2);
        posts = Path.of("-");
        Run piped = insert();
        assertThat(piped.err()).startsWith("error: --input: inputs must be files, which are read twice, got -");
        assertThat(piped.code()).isEqualTo(2);
    }
}
