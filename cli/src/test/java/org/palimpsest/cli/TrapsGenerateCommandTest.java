package org.palimpsest.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrapsGenerateCommandTest {
    @TempDir
    private Path folder;

    @Test
    void aSealedRegistryHasItsFilesAndItsRoot() throws IOException {
        Path out = folder.resolve("registry");
        Run run = Run.of("traps", "generate", "--count", 3, "--controls", 5, "--out", out, "--json")
                .done();
        JsonNode commitment =
                new ObjectMapper().readTree(out.resolve("commitment.json").toFile());
        assertThat(out.toFile().list()).containsExactlyInAnyOrder("registry.jsonl", "traps.jsonl", "commitment.json");
        assertThat(commitment.path("root").asText()).matches("[0-9a-f]{64}");
        assertThat(commitment.path("count").asInt()).isEqualTo(3);
        assertThat(commitment.path("sealed").asBoolean()).isTrue();
        assertThat(commitment.has("plan")).isTrue();
        assertThat(run.result().path("root")).isEqualTo(commitment.path("root"));
        assertThat(run.result().path("sealed").asBoolean()).isTrue();
        List<String> traps = Files.readAllLines(out.resolve("traps.jsonl"));
        assertThat(traps).hasSize(3);
        JsonNode first = new ObjectMapper().readTree(traps.get(0));
        assertThat(first.path("id").asText()).isEqualTo("trap-000000");
        assertThat(first.path("family").asText()).isEqualTo("ghost");
        assertThat(first.path("text").asText().split(" ")).hasSize(12);
        Run again = Run.of("traps", "generate", "--count", 3, "--controls", 5, "--out", folder.resolve("b"), "--json");
        assertThat(again.result().path("root")).isNotEqualTo(commitment.path("root"));
        String key = new ObjectMapper()
                .readTree(Files.readAllLines(out.resolve("registry.jsonl")).get(0))
                .path("key")
                .asText();
        assertThat(key).hasSize(64);
        assertThat(run.out() + run.err()).doesNotContain(key);
    }

    @Test
    void aSeedGivesAPracticeRegistryTwice() throws IOException {
        Path one = folder.resolve("one");
        Path two = folder.resolve("two");
        Object[] args = {
            "traps",
            "generate",
            "--family",
            "ghost",
            "--count",
            2,
            "--controls",
            4,
            "--words",
            5,
            "--seed",
            -9,
            "--write-controls",
            "--json",
            "--out",
            one
        };
        Run first = Run.of(args).done();
        args[args.length - 1] = two;
        Run second = Run.of(args).done();
        assertThat(second.out()).isEqualTo(first.out());
        assertThat(first.result().path("sealed").asBoolean()).isFalse();
        for (String name : new String[] {"registry.jsonl", "traps.jsonl", "commitment.json", "controls.jsonl"}) {
            assertThat(two.resolve(name)).hasSameBinaryContentAs(one.resolve(name));
        }
        assertThat(Files.readAllLines(one.resolve("controls.jsonl"))).hasSize(8);
    }

    @Test
    void anExistingFolderIsReplacedOnlyByForce() throws IOException {
        Path out = Files.createDirectory(folder.resolve("registry"));
        Run.of("traps", "generate", "--count", 1, "--out", out)
                .refused(ExitCode.USAGE, out + " is there already; choose another name, or --force to replace it");
        Run.of("traps", "generate", "--count", 1, "--out", out, "--force").done();
        assertThat(out.resolve("traps.jsonl")).exists();
        Path file = Files.writeString(folder.resolve("file"), "x");
        Run under = Run.of("traps", "generate", "--count", 1, "--out", file.resolve("registry"));
        assertThat(under.code()).isEqualTo(4);
        assertThat(under.err())
                .hasLineCount(1)
                .startsWith("error: " + file.resolve("registry") + ": cannot be written");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--out r|missing option --count",
                "--count 1|missing option --out",
                "--count 0 --out r|count must be",
                "--count 1 --controls -1 --out r|controls must be",
                "--count 1 --words 0 --out r|words must be in [1, 1000], got 0",
                "--count x --out r|Invalid value for option '--count': 'x' is not an int",
                "--count 1 --family canary --out r|--family must be ghost, got canary",
            })
    void badValuesAreUsage(String options, String message) {
        Run run = Run.of((Object[]) ("traps generate " + options).split(" "));
        assertThat(run.err()).startsWith("error: " + message).hasLineCount(1);
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(Path.of("r")).doesNotExist();
    }
}
