package org.palimpsest.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProvenanceDatasetCommandTest {
    @TempDir
    private Path folder;

    private Path rows(String name, List<String> lines) throws IOException {
        return Files.write(folder.resolve(name), lines);
    }

    private static Run dataset(Object... more) {
        List<Object> args = new ArrayList<>(List.of("provenance", "dataset"));
        args.addAll(Arrays.asList(more));
        return Run.of(args.toArray());
    }

    /** Texts of one shape by 20 authors; the suspect ones are likelier by so much. */
    private List<String> texts(String set, double likelier, String word) {
        Random random = new Random(set.hashCode());
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            double a = -3 + likelier + random.nextGaussian() / 4;
            double b = -2 + likelier + random.nextGaussian() / 4;
            lines.add("{\"id\":\"" + set + i + "\",\"author\":\"" + set + i / 3 + "\",\"tokens\":[1,2,3],\"logprobs\":["
                    + Math.min(0, a) + "," + Math.min(0, b) + "],\"text\":\"" + word
                    + " the same words in some order\"}");
        }
        return lines;
    }

    @Test
    void aKnownSetIsFoundAndItsUnitsAreAuthors() throws IOException {
        Path suspect = rows("suspect.jsonl", texts("s", 1, "now"));
        Path other = rows("other.jsonl", texts("o", 0, "now"));
        Object[] args = {"--scores", suspect, "--held-out", other, "--group", "author", "--permutations", 999, "--json"
        };
        JsonNode result = dataset(args).done().result();
        assertThat(result.path("test").asText()).isEqualTo("inference");
        assertThat(result.path("p").asDouble()).isCloseTo(0.001, within(1e-12));
        assertThat(result.path("verdict").asText()).isEqualTo("consistent-unverified");
        assertThat(result.path("suspectTexts").asInt()).isEqualTo(60);
        assertThat(result.path("suspectUnits").asInt()).isEqualTo(10);
        assertThat(result.path("n").asInt()).isEqualTo(60);
        assertThat(result.path("alternative").asText()).isEqualTo("greater");
        assertThat(result.path("h0").asText()).contains("groups of texts");
        assertThat(result.path("blind").size()).isGreaterThan(0);
    }

    @Test
    void textsThatTellTheSetsApartConfound() throws IOException {
        Path suspect = rows("suspect.jsonl", texts("s", 1, "here"));
        Path other = rows("other.jsonl", texts("o", 0, "there"));
        JsonNode result = dataset("--scores", suspect, "--held-out", other, "--permutations", 199, "--json")
                .done()
                .result();
        assertThat(result.path("verdict").asText()).isEqualTo("confounded");
        Run run = dataset("--scores", suspect, "--held-out", other, "--test", "collection", "--document", "author");
        assertThat(run.done().out()).contains("verdict   confounded", "tells the sets apart without the model");
    }

    @Test
    void versionsAreRankedAndTheirOrderIsLookedAt() throws IOException {
        List<String> lines = new ArrayList<>();
        for (int item = 0; item < 2; item++) {
            for (int version = 0; version < 3; version++) {
                lines.add("{\"item\":\"i" + item + "\",\"version\":\"v" + version + "\",\"drawn\":"
                        + (version == 0 ? 1 : 0) + ",\"score\":" + -version + "}");
            }
        }
        Path file = rows("versions.jsonl", lines);
        for (String test : List.of("stamp", "exchangeability")) {
            JsonNode result =
                    dataset("--test", test, "--scores", file, "--json").done().result();
            assertThat(result.path("p").asDouble()).isCloseTo(1 / 9.0, within(1e-12));
            assertThat(result.path("ranks").path("method").asText()).isEqualTo("exact");
            assertThat(result.path("verdict").asText()).isEqualTo("underpowered");
        }
        assertThat(dataset("--test", "stamp", "--draw", "one", "--scores", file, "--json")
                        .done()
                        .result()
                        .path("p")
                        .asDouble())
                .isCloseTo(1 / 3.0, within(1e-12));
        lines.set(0, "{\"item\":\"i0\",\"version\":\"v1\",\"drawn\":1,\"score\":0}");
        Path twice = rows("twice.jsonl", lines);
        dataset("--test", "stamp", "--scores", twice)
                .refused(
                        ExitCode.BAD_INPUT,
                        twice + ": row 2: version v1 stands twice: it is in an earlier row of item i0");
    }

    @Test
    void peakedAnswersAndGuidedPromptsAreComparedWithControls() throws IOException {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 24; i++) {
            int label = i % 2;
            String id = "\"id\":\"q" + i + "\"";
            lines.add("{" + id + ",\"label\":" + label + ",\"text\":\"what is the answer to this one it is number x" + i
                    + "\"}");
            lines.add("{" + id + ",\"variant\":\"generation:greedy\",\"text\":\"it is number x" + i + "\"}");
            lines.add("{" + id + ",\"variant\":\"generation:0\",\"text\":\""
                    + (label == 1 ? "it is number x" + i : "something else entirely said") + "\"}");
            lines.add("{" + id + ",\"variant\":\"guided:0\",\"text\":\""
                    + (label == 1 ? "this one it is number x" + i : "I do not know") + "\"}");
            lines.add("{" + id + ",\"variant\":\"general:0\",\"text\":\"I do not know\"}");
        }
        Path file = rows("answers.jsonl", lines);
        for (String test : List.of("cdd", "guided")) {
            JsonNode result = dataset(
                            "--test", test, "--scores", file, "--blind", "never", "--permutations", 999, "--json")
                    .done()
                    .result();
            assertThat(result.path("p").asDouble()).as(test).isCloseTo(0.001, within(1e-12));
            assertThat(result.path("statistic").asDouble()).isEqualTo(1);
        }
    }

    @Test
    void mistakesAreNamed() throws IOException {
        Path suspect = rows("suspect.jsonl", texts("s", 1, "now"));
        dataset("--scores", suspect)
                .failed(ExitCode.BAD_INPUT, suspect + ": texts of both sets are needed: label 1 (suspect) and 0");
        dataset("--scores", suspect, "--held-out", suspect)
                .failed(ExitCode.BAD_INPUT, suspect + ": text s0 is in " + suspect + " too; the sets must not overlap");
        dataset().failed(ExitCode.USAGE, "missing option --scores");
        dataset("--scores", suspect, "--model", "m")
                .failed(ExitCode.USAGE, "--input and --model go with --test exchangeability");
        dataset("--test", "stamp", "--scores", suspect, "--group", "x")
                .failed(ExitCode.USAGE, "--group goes with score rows of texts, not with --test stamp");
        dataset("--test", "nonsense", "--scores", suspect).failed(ExitCode.USAGE, "");
    }
}
