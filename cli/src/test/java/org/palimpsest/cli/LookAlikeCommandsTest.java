package org.palimpsest.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.palimpsest.inference.lab.BpeTrainer;

/** Documents that are written under a key, from the draw of the key to the test of a corpus that holds them. */
class LookAlikeCommandsTest {
    private static final String[] WORDS = {
        "people", "peace", "union", "strong", "state", "world", "copy", "exact", "open"
    };

    @TempDir
    private Path folder;

    private static String text(int number) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 40; i++) {
            text.append(WORDS[(number * 7 + i * (3 + number % 5)) % WORDS.length])
                    .append(i % 9 == 8 ? ". " : " ");
        }
        return text.append(number).toString();
    }

    @Test
    void theKeyOfThePublishedDocumentsIsFoundInAnIndexOfThem() throws IOException {
        Path registry = folder.resolve("registry");
        Run.of(
                        "traps",
                        "generate",
                        "--family",
                        "lookalike",
                        "--count",
                        2,
                        "--controls",
                        9,
                        "--seed",
                        1,
                        "--out",
                        registry)
                .done();
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < 6; i++) {
            rows.append("{\"id\":\"d")
                    .append(i)
                    .append("\",\"text\":\"")
                    .append(text(i))
                    .append("\"}\n");
        }
        Path posts = Files.writeString(folder.resolve("posts.jsonl"), rows.toString());
        Path traps = registry.resolve("traps.jsonl");
        Path marked = folder.resolve("marked");
        Path list = marked.resolve("placements.jsonl");
        Run.of("traps", "insert", "--traps", traps, "--input", posts, "--documents", 6, "--out", marked)
                .done();
        assertThat(Files.readAllLines(list)).hasSize(6).allMatch(row -> row.contains("\"offset\":0"));
        Path published = marked.resolve("posts.jsonl");
        assertThat(Files.readString(published)).containsPattern("[\u0430-\u044f\u03bf]");

        Path back = folder.resolve("back");
        Run.of("traps", "undo", "--placements", list, "--input", published, "--out", back)
                .done();
        assertThat(Files.readAllBytes(back.resolve("posts.jsonl"))).isEqualTo(Files.readAllBytes(posts));
        Run.of("traps", "verify", "--traps", traps, "--placements", list, "--corpus", published)
                .done();
        Run survive = Run.of(
                        "traps",
                        "survive",
                        "--registry",
                        registry,
                        "--placements",
                        list,
                        "--input",
                        published,
                        "--rules",
                        "look-alikes-all",
                        "--json")
                .done();
        assertThat(survive.result().path("families").path(0).path("copies").asInt())
                .isEqualTo(6);
        assertThat(survive.result().path("families").path(0).path("survival").asDouble())
                .isZero();

        Path tokenizer = Files.writeString(
                folder.resolve("tokenizer.json"),
                BpeTrainer.withDefaults()
                        .withVocabularySize(300)
                        .train(List.of(text(1)))
                        .toTokenizerJson());
        Path index = folder.resolve("index");
        Run.of("index", "build", "--input", published, "--tokenizer", tokenizer, "-q", "--out", index)
                .done();
        JsonNode test = Run.of(
                        "traps",
                        "test",
                        "--registry",
                        registry,
                        "--model",
                        "index:" + index,
                        "--placements",
                        list,
                        "--input",
                        posts,
                        "--json")
                .done()
                .result();
        assertThat(test.path("tests").path(0).path("test").asText()).isEqualTo("rank");
        assertThat(test.path("tests").path(0).path("p").asDouble()).isBetween(0.0, 0.0101);
        assertThat(test.path("tests").path(0).path("traps").asInt()).isEqualTo(2);
    }
}
