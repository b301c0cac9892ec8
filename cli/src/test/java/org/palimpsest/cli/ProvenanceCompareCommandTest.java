package org.palimpsest.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProvenanceCompareCommandTest {
    private static final int PROMPTS = 16;

    @TempDir
    private Path folder;

    private Path prompts() throws IOException {
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < PROMPTS; i++) {
            rows.append("{\"id\":\"p")
                    .append(i)
                    .append("\",\"text\":\"The state of the Union number ")
                    .append(i)
                    .append("\"}\n");
        }
        return Files.writeString(folder.resolve("prompts.jsonl"), rows);
    }

    /** Answers that agree with those of "parent" at the first prompts, rows in another order than the prompts. */
    private String answers(String name, int agreeing) throws IOException {
        StringBuilder rows = new StringBuilder();
        for (int i = PROMPTS - 1; i >= 0; i--) {
            String word = i < agreeing ? "same" : name;
            rows.append("{\"id\":\"p" + i + "\",\"texts\":[\"" + word + " one\",\"" + word + " two\"],\"next\":\""
                    + word + "\"}\n");
        }
        return "texts:" + Files.writeString(folder.resolve(name + ".jsonl"), rows);
    }

    @Test
    void theSuspectMustBeatEveryControl() throws IOException {
        String parent = answers("parent", PROMPTS);
        String suspect = answers("suspect", 14);
        Run run = Run.of(
                        "provenance",
                        "compare",
                        "--model",
                        suspect,
                        "--reference",
                        parent,
                        "--control",
                        answers("a", 2),
                        answers("b", 0),
                        "--prompts",
                        prompts(),
                        "--json")
                .done();
        JsonNode tests = run.result().path("tests");
        assertThat(tests).hasSize(5);
        assertThat(tests.path(0).path("test").asText()).isEqualTo("equality");
        assertThat(tests.path(0).path("h0").asText())
                .isEqualTo("after every prompt, both models write by the same law");
        JsonNode a = tests.path(3);
        assertThat(a.path("test").asText()).isEqualTo("agreement");
        assertThat(a.path("suspectAlone").asInt()).isEqualTo(12);
        assertThat(a.path("p").asDouble()).isCloseTo(Math.pow(2, -12), within(1e-12));
        assertThat(a.path("adjustedLog10P").asDouble()).isCloseTo(-12 * Math.log10(2), within(1e-9));
        assertThat(tests.path(4).path("adjustedLog10P").asDouble()).isCloseTo(-13 * Math.log10(2), within(1e-9));
        assertThat(run.result().path("verdict").asText()).isEqualTo("consistent-unverified");
        Path result = Files.writeString(folder.resolve("compare.json"), run.out());
        Run.of("report", "--input", result, "--out", folder.resolve("r.html")).done();
        Run second = Run.of(
                "provenance",
                "compare",
                "--model",
                suspect,
                "--reference",
                parent,
                "--control",
                answers("a", 2),
                answers("like", 13),
                "--prompts",
                prompts());
        assertThat(second.out()).contains("verdict      no-evidence").contains("87.5 % with the parent");
    }

    @Test
    void withoutAControlThereIsNoVerdictToBeHad() throws IOException {
        Run run = Run.of(
                        "provenance",
                        "compare",
                        "--model",
                        answers("suspect", 16),
                        "--reference",
                        answers("parent", 16),
                        "--prompts",
                        prompts(),
                        "--json")
                .done();
        assertThat(run.result().path("verdict").asText()).isEqualTo("underpowered");
    }

    /** A model beside itself: its own samples twice are not those of another draw, and p is no smaller than chance has it. */
    @Test
    void modelsAreAskedAndTheirAnswersKept() throws IOException {
        Path model = SmallModel.write(folder.resolve("model"));
        Path kept = folder.resolve("answers");
        Run run = Run.of(
                "provenance",
                "compare",
                "--model",
                model,
                "--reference",
                model,
                "--control",
                answers("other", 0),
                "--prompts",
                prompts(),
                "--samples",
                4,
                "--max-tokens",
                6,
                "--permutations",
                99,
                "--answers",
                kept,
                "--seed",
                2,
                "--json");
        assertThat(run.code()).as(run.err()).isZero();
        JsonNode equality = run.result().path("tests").path(0);
        assertThat(equality.path("p").asDouble()).isGreaterThan(0.01);
        assertThat(run.result().path("tests").path(2).path("suspectAgreement").asDouble())
                .isEqualTo(1);
        assertThat(Files.readAllLines(kept.resolve("suspect.jsonl"))).hasSize(PROMPTS);
        assertThat(Files.readString(kept.resolve("suspect.jsonl")))
                .isNotEqualTo(Files.readString(kept.resolve("parent.jsonl")));
        Run again = Run.of(
                        "provenance",
                        "compare",
                        "--model",
                        "texts:" + kept.resolve("suspect.jsonl"),
                        "--reference",
                        "texts:" + kept.resolve("parent.jsonl"),
                        "--control",
                        "texts:" + kept.resolve("control-1.jsonl"),
                        "--prompts",
                        prompts(),
                        "--permutations",
                        99,
                        "--seed",
                        2,
                        "--json")
                .done();
        assertThat(again.result().path("tests").path(0).path("mmd")).isEqualTo(equality.path("mmd"));
    }

    @Test
    void whatCannotBeComparedIsRefused() throws IOException {
        String parent = answers("parent", 16);
        Path prompts = prompts();
        Run.of("provenance", "compare", "--model", "scores:x", "--reference", parent, "--prompts", prompts)
                .failed(ExitCode.USAGE, "this command needs texts that a model wrote");
        Path few = Files.writeString(
                folder.resolve("few.jsonl"), "{\"id\":\"p0\",\"texts\":[\"a\",\"b\"],\"next\":\"a\"}\n");
        Run.of("provenance", "compare", "--model", "texts:" + few, "--reference", parent, "--prompts", prompts)
                .failed(ExitCode.BAD_INPUT, few + ": has no answers to prompt p1");
        Files.writeString(few, "{\"id\":\"p0\",\"texts\":[1]}\n");
        Run.of("provenance", "compare", "--model", "texts:" + few, "--reference", parent, "--prompts", prompts)
                .failed(ExitCode.BAD_INPUT, few + ", line 1: needs id, a list of texts, and next");
        Run.of("provenance", "compare", "--model", parent, "--reference", parent, "--prompts", prompts, "--samples", 1)
                .failed(ExitCode.USAGE, "--samples must be at least 2, got 1");
    }
}
