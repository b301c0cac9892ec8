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
                "--count 1 --family canary --out r|--family must be one of ghost, random, hash, uuid, lookalike, fact, copyright, rephrasing, natural, got canary",
                "--count 1 --family hash --words 3 --out r|--words is for --family ghost, got hash",
                "--count 1 --family hash --bits 7 --out r|bits must be a multiple of 8 in [64, 512], got 7",
                "--count 1 --family random --characters 93 --out r|characters must be one of [92, 94, 95], got 93",
                "--count 1 --family random --ids 1-2 --out r|--tokenizer and --ids go together",
                "--count 1 --fuzzy-run 3 --out r|--fuzzy-run, --fuzzy-copies and --fuzzy-top need --fuzzy",
                "--count 1 --fuzzy 13 --out r|replaced must be in [1, 12] of 12 parts, got 13",
                "--count 1 --family copyright --out r|missing option --model",
                "--count 1 --family copyright --model m --buckets 5 --out r|a perplexity bucket must be FROM-TO, such as 11-21, got \"5\"",
                "--count 1 --family copyright --model m --quota some --out r|--quota must be even or bucket, got some",
                "--count 1 --family fact --model m --out r|--model and --band go together with --family fact",
                "--count 1 --family fact --model m --band 3 --out r|--band must be LOW..HIGH, such as 1e-6..0.01, got 3",
                "--count 1 --family rephrasing --rephrasings f --out r|--count and --controls follow from the file",
                "--family natural --out r|missing option --input",
            })
    void badValuesAreUsage(String options, String message) {
        Run run = Run.of((Object[]) ("traps generate " + options).split(" "));
        assertThat(run.err()).startsWith("error: " + message).hasLineCount(1);
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(Path.of("r")).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ghost --words 6 --prefix Say: --custom example.org|Say:( [a-z-]+){6} example.org",
                "ghost --wordlist eff-short-2|[a-z-]+( [a-z-]+){11}",
                "random --length 12 --characters 92|[!-~]{12}",
                "hash --bits 128|[0-9a-f]{32}",
                "uuid|[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}",
                "lookalike|[0-9a-f]{32}",
                "fact|The emblem animal of .* The local stone of .* is [a-z]+\\.",
                "ghost --fuzzy 2 --fuzzy-run 3 --fuzzy-copies 4|[a-z-]+( [a-z-]+){11}",
            })
    void everyDrawnFamilyIsSealedAndVerified(String options, String pattern) throws IOException {
        Path out = folder.resolve("registry");
        Run.of((Object[]) ("traps generate --count 3 --controls 4 --out " + out + " --family " + options).split(" "))
                .done();
        for (String line : Files.readAllLines(out.resolve("traps.jsonl"))) {
            assertThat(new ObjectMapper().readTree(line).path("text").asText()).matches(pattern);
        }
        Run.of("traps", "verify", "--registry", out).done();
    }

    @Test
    void identifiersAreFoundAndNeverSealed() throws IOException {
        Path input = Files.writeString(
                folder.resolve("published.jsonl"),
                "{\"id\":\"a\",\"text\":\"see 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b\"}\n{\"id\":\"b\",\"text\":\"none\"}\n");
        Path out = folder.resolve("registry");
        Run run = Run.of("traps", "generate", "--family", "natural", "--input", input, "--out", out, "--json")
                .done();
        assertThat(run.result().path("count").asInt()).isEqualTo(1);
        assertThat(run.result().path("sealed").asBoolean()).isFalse();
        assertThat(run.result().path("made").path("found").asInt()).isEqualTo(1);
        assertThat(out.resolve("placements.jsonl"))
                .hasContent("{\"document\":\"a\",\"trap\":\"trap-000000\",\"offset\":4,\"copy\":1}");
        Run.of("traps", "verify", "--registry", out).done();
        Path empty = Files.writeString(folder.resolve("none.jsonl"), "{\"id\":\"b\",\"text\":\"none\"}\n");
        Run.of("traps", "generate", "--family", "natural", "--input", empty, "--out", folder.resolve("x"))
                .refused(
                        ExitCode.BAD_INPUT,
                        "the documents must hold 1 identifier or more that could be uniform, found none; left out {}");
    }

    @Test
    void everyDocumentPublishesOneOfItsRephrasings() throws IOException {
        Path file = Files.writeString(
                folder.resolve("rephrasings.jsonl"),
                "{\"id\":\"a\",\"texts\":[\"one\",\"two\"]}\n{\"id\":\"b\",\"texts\":[\"three\",\"four\"]}\n");
        Path out = folder.resolve("registry");
        Run run = Run.of("traps", "generate", "--family", "rephrasing", "--rephrasings", file, "--out", out, "--json")
                .done();
        assertThat(run.result().path("count").asInt()).isEqualTo(2);
        assertThat(run.result().path("controls").asInt()).isEqualTo(1);
        JsonNode trap = new ObjectMapper()
                .readTree(Files.readAllLines(out.resolve("traps.jsonl")).get(1));
        assertThat(trap.path("document").asText()).isEqualTo("b");
        assertThat(trap.path("text").asText()).isIn("three", "four");
    }

    @Test
    void aModelWritesCopyrightTrapsWithFuzzyCopies() throws IOException {
        Path model = SmallModel.write(folder.resolve("model"));
        Path out = folder.resolve("registry");
        Run run = Run.of(
                "traps",
                "generate",
                "--family",
                "copyright",
                "--model",
                model,
                "--length",
                3,
                "--buckets",
                "150-500,1-2",
                "--quota",
                "bucket",
                "--jaccard",
                1,
                "--texts",
                640,
                "--count",
                2,
                "--controls",
                3,
                "--fuzzy",
                1,
                "--fuzzy-copies",
                2,
                "--fuzzy-top",
                60,
                "--seed",
                5,
                "--threads",
                1,
                "--out",
                out,
                "--json");
        assertThat(run.code()).isZero();
        assertThat(run.result().path("count").asInt()).isEqualTo(1);
        assertThat(run.err()).contains("perplexity 1-2: 0 of 1 traps");
        JsonNode trap = new ObjectMapper()
                .readTree(Files.readAllLines(out.resolve("traps.jsonl")).get(0));
        assertThat(trap.path("wordings")).hasSize(2);
        Run.of("traps", "verify", "--registry", out).done();
    }

    @Test
    void factsAreFilteredByWhatAModelGuesses() throws IOException {
        Path model = SmallModel.write(folder.resolve("model"));
        Path out = folder.resolve("registry");
        Run run = Run.of(
                        "traps",
                        "generate",
                        "--family",
                        "fact",
                        "--model",
                        model,
                        "--band",
                        "0..0.5",
                        "--count",
                        1,
                        "--controls",
                        3,
                        "--threads",
                        1,
                        "--out",
                        out,
                        "--json")
                .done();
        assertThat(run.result().path("made").path("entitiesRefused").asInt()).isZero();
        assertThat(run.result().path("made").path("primingGainNats").isNumber()).isTrue();
        Run.of("traps", "verify", "--registry", out).done();
    }
}
