package org.palimpsest.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrapsTestCommandTest {
    private static final int TRAPS = 4;
    private static final int CONTROLS = 9;

    @TempDir
    private Path folder;

    private Path registry(Object... more) {
        Path registry = folder.resolve("registry");
        Object[] args = new Object[more.length + 10];
        Object[] first = {"traps", "generate", "--count", TRAPS, "--controls", CONTROLS, "--words", 5, "--out", registry
        };
        System.arraycopy(first, 0, args, 0, first.length);
        System.arraycopy(more, 0, args, first.length, more.length);
        Run.of(args).done();
        return registry;
    }

    /** Published traps score 0 in the first {@code found} traps and -9 after; controls score -1 to -8. */
    private Path scores(Path registry, int found) throws IOException {
        StringBuilder rows = new StringBuilder();
        int trap = 0;
        for (String line : Files.readAllLines(registry.resolve("traps.jsonl"))) {
            String id = line.replaceFirst(".*\"id\":\"([^\"]*)\".*", "$1");
            rows.append(row(id, trap++ < found ? 0 : -9));
        }
        int control = 0;
        for (String line : Files.readAllLines(registry.resolve("controls.jsonl"))) {
            String id = line.replaceFirst("\\{\"id\":\"([^\"]*)\".*", "$1");
            rows.append(row(id, -1 - control++ % 8));
        }
        return Files.writeString(folder.resolve("scores.jsonl"), rows.toString());
    }

    private static String row(String id, int nats) {
        return "{\"id\":\"" + id + "\",\"tokens\":[1,2,3],\"logprobs\":[" + nats + "," + nats + "]}\n";
    }

    @Test
    void firstOfTenFourTimesHasTheExactP() throws IOException {
        Path registry = registry("--write-controls");
        Run run = Run.of("traps", "test", "--registry", registry, "--scores", scores(registry, TRAPS), "--json")
                .done();
        JsonNode tests = run.result().path("tests");
        assertThat(tests.findValuesAsText("test")).containsExactly("rank", "perplexity");
        JsonNode rank = tests.path(0);
        assertThat(rank.path("p").asDouble()).isCloseTo(1e-4, within(1e-12));
        assertThat(rank.path("log10P").asDouble()).isCloseTo(-4, within(1e-9));
        assertThat(rank.path("traps").asInt()).isEqualTo(TRAPS);
        assertThat(rank.path("controls").asInt()).isEqualTo(CONTROLS);
        assertThat(rank.path("statistic").isNumber()).isTrue();
        assertThat(rank.path("method").asText()).isEqualTo("exact");
        assertThat(tests.path(1).path("p")).isEqualTo(rank.path("p"));
        assertThat(tests.path(1).path("auc").asDouble()).isEqualTo(1);
        assertThat(run.result().path("verdict").asText()).isEqualTo("randomised-evidence");
        assertThat(Run.of(
                                "traps",
                                "test",
                                "--registry",
                                registry,
                                "--model",
                                "scores:" + folder.resolve("scores.jsonl"),
                                "--fail-on",
                                "significant")
                        .code())
                .isEqualTo(10);
        Run miss = Run.of("traps", "test", "--registry", registry, "--scores", scores(registry, 0), "--json");
        assertThat(miss.result().path("tests").path(0).path("p").asDouble()).isEqualTo(1);
        assertThat(miss.result().path("verdict").asText()).isEqualTo("no-evidence");
    }

    @Test
    void severalSuspectsAreCorrectedByHolmAndAReferenceIsTakenOff() throws IOException {
        Path registry = registry("--write-controls");
        Path all = Files.copy(scores(registry, TRAPS), folder.resolve("all.jsonl"));
        Path none = scores(registry, 0);
        Run run = Run.of(
                        "traps",
                        "test",
                        "--registry",
                        registry,
                        "--scores",
                        all,
                        "--scores",
                        none,
                        "--reference",
                        "scores:" + none,
                        "--tests",
                        "rank,ratio,fisher,monte-carlo",
                        "--json")
                .done();
        JsonNode result = run.result();
        assertThat(result.path("tests").findValuesAsText("test"))
                .containsExactly("rank", "monte-carlo", "fisher", "ratio", "rank", "monte-carlo", "fisher", "ratio");
        assertThat(result.path("tests").path(3).path("p").asDouble()).isCloseTo(1e-4, within(1e-12));
        // The reference is the second suspect: all differences are 0, and ties count against the evidence.
        assertThat(result.path("tests").path(7).path("p").asDouble()).isEqualTo(1);
        JsonNode models = result.path("models");
        assertThat(models.path(0).path("log10P").asDouble()).isCloseTo(-4, within(1e-9));
        assertThat(models.path(0).path("adjustedLog10P").asDouble()).isCloseTo(Math.log10(2e-4), within(1e-9));
        assertThat(models.findValuesAsText("verdict")).containsExactly("randomised-evidence", "no-evidence");
        assertThat(result.path("verdict").asText()).isEqualTo("randomised-evidence");
    }

    @Test
    void withoutControlsThereIsNoPValue() throws IOException {
        Path registry = folder.resolve("bare");
        Run.of("traps", "generate", "--count", 2, "--controls", 0, "--out", registry)
                .done();
        Run.of("traps", "test", "--registry", registry, "--scores", folder.resolve("none"))
                .refused(
                        ExitCode.BAD_INPUT,
                        registry + ": the registry has no controls, and without controls there is no p-value;"
                                + " generate it with --controls 1 or more");
    }

    @Test
    void dosesAndContextsComeFromPlacements() throws IOException {
        Path registry = registry("--seed", 3);
        Path documents = Files.createDirectory(folder.resolve("in")).resolve("d.jsonl");
        StringBuilder rows = new StringBuilder();
        for (int d = 0; d < 12; d++) {
            rows.append("{\"id\":\"d")
                    .append(d)
                    .append("\",\"text\":\"Some words of a page that is number ")
                    .append(d)
                    .append(" and goes on and on.\"}\n");
        }
        Files.writeString(documents, rows.toString());
        Path marked = folder.resolve("marked");
        Run.of(
                        "traps",
                        "insert",
                        "--traps",
                        registry.resolve("traps.jsonl"),
                        "--input",
                        documents,
                        "--documents",
                        8,
                        "--out",
                        marked)
                .done();
        Path model = SmallModel.write(folder.resolve("model"));
        Run run = Run.of(
                        "traps",
                        "test",
                        "--registry",
                        registry,
                        "--model",
                        model,
                        "--placements",
                        marked.resolve("placements.jsonl"),
                        "--input",
                        marked.resolve("d.jsonl"),
                        "--tests",
                        "rank,context,last-k-words",
                        "--json")
                .done();
        assertThat(run.result().path("tests").findValuesAsText("test"))
                .containsExactly("rank", "context", "last-k-words");
        assertThat(run.result().path("tests").path(1).path("inContext").asInt()).isEqualTo(TRAPS);
        assertThat(run.result()
                        .path("models")
                        .path(0)
                        .path("doses")
                        .path(0)
                        .path("copies")
                        .asInt())
                .isEqualTo(2);
    }

    @Test
    void aPracticeRegistryIsNeverRandomisedEvidence() throws IOException {
        Path registry = registry("--write-controls", "--seed", 4);
        Run run = Run.of("traps", "test", "--registry", registry, "--scores", scores(registry, TRAPS), "--json")
                .done();
        assertThat(run.result().path("verdict").asText()).isEqualTo("consistent-unverified");
    }

    @Test
    void scoresThatAreMissingOrNotFiniteStopTheTest() throws IOException {
        Path registry = registry("--write-controls");
        Path scores = scores(registry, 2);
        String rows = Files.readString(scores);
        Files.writeString(scores, rows.substring(rows.indexOf('\n') + 1));
        Run.of("traps", "test", "--registry", registry, "--scores", scores)
                .refused(ExitCode.BAD_INPUT, scores + " has no row with id trap-000000");
        Files.writeString(scores, rows.replaceFirst("\"logprobs\":\\[0,0\\]", "\"logprobs\":[0,null]"));
        Run run = Run.of("traps", "test", "--registry", registry, "--scores", scores);
        assertThat(run.code()).isEqualTo(3);
        assertThat(run.err())
                .contains("trap-000000")
                .contains("must be finite, got NaN")
                .hasLineCount(1);
    }

    @Test
    void aModelIsAskedForEveryCandidateAndForTheLastWords() throws IOException {
        Path registry = registry();
        Path model = SmallModel.write(folder.resolve("model"));
        Run run = Run.of("traps", "test", "--registry", registry, "--model", model, "--json")
                .done();
        assertThat(run.result().path("tests").findValuesAsText("test"))
                .containsExactly("rank", "perplexity", "last-k-words");
        assertThat(run.json().path("manifest").path("engines").path("libtorch").asText())
                .isNotEmpty();
        Run few = Run.of("traps", "test", "--registry", registry, "--model", model, "--last-words", 5, "--json");
        assertThat(few.err()).startsWith("last-k-words test not run: ").hasLineCount(1);
        assertThat(few.result().path("tests")).hasSize(2);
        Path weights = SmallModel.cut(model);
        Run cut = Run.of("traps", "test", "--registry", registry, "--model", model);
        assertThat(cut.code()).isEqualTo(3);
        assertThat(cut.err()).startsWith("error: " + weights + ": tensor ").hasLineCount(1);
    }

    @Test
    void aChangedRegistryIsRefusedByTestAndVerify() throws IOException {
        Path registry = registry("--seed", 2);
        Run whole = Run.of("traps", "verify", "--registry", registry, "--json").done();
        assertThat(whole.result().path("root").asText()).matches("[0-9a-f]{64}");
        assertThat(whole.result().path("sealed").asBoolean()).isFalse();
        Path traps = registry.resolve("traps.jsonl");
        Files.writeString(traps, Files.readString(traps).replaceFirst("\"text\":\"", "\"text\":\"x"));
        for (Object[] args : new Object[][] {
            {"traps", "verify", "--registry", registry},
            {"traps", "test", "--registry", registry, "--scores", folder.resolve("none")}
        }) {
            Run run = Run.of(args);
            assertThat(run.code()).isEqualTo(3);
            assertThat(run.err()).startsWith("error: " + traps).hasLineCount(1);
            assertThat(run.out()).isEmpty();
        }
    }

    @Test
    void aModelThatGivesTextAloneIsAskedToChoose() throws IOException {
        Path registry = registry("--write-controls");
        List<String> published = Files.readAllLines(registry.resolve("traps.jsonl")).stream()
                .map(line -> line.replaceFirst(".*\"text\":\"([^\"]*)\".*", "$1"))
                .toList();
        try (ChatServer knows = new ChatServer(prompt -> prompt.lines()
                        .filter(line -> line.length() > 3 && published.contains(line.substring(3)))
                        .map(line -> line.substring(0, 1))
                        .findFirst()
                        .orElse("A"));
                ChatServer guesses = new ChatServer(prompt -> "B")) {
            Run run = Run.of(
                            "traps",
                            "test",
                            "--registry",
                            registry,
                            "--model",
                            knows.reference(),
                            "--model",
                            guesses.reference(),
                            "--tests",
                            "contrastive",
                            "--json")
                    .done();
            JsonNode models = run.result().path("models");
            assertThat(run.result().path("tests").findValuesAsText("test"))
                    .containsExactly("contrastive", "contrastive");
            assertThat(models.path(0).path("log10P").asDouble()).isCloseTo(-4, within(1e-9));
            assertThat(models.path(0).path("adjustedLog10P").asDouble()).isCloseTo(Math.log10(2e-4), within(1e-9));
            assertThat(models.path(1).path("log10P").asDouble()).isGreaterThan(-1);
            assertThat(models.findValuesAsText("verdictTest")).containsExactly("contrastive", "contrastive");
            assertThat(models.findValuesAsText("verdict")).startsWith("randomised-evidence");
        }
    }

    @Test
    void burnedTrapsAreLeftOutOrLowerTheVerdict() throws IOException {
        Path registry = registry("--write-controls");
        Path scores = scores(registry, TRAPS);
        Run.of("traps", "burn", "--registry", registry, "--trap", "trap-000001", "--trap", "trap-000003")
                .done();
        Run left = Run.of("traps", "test", "--registry", registry, "--scores", scores, "--json");
        assertThat(left.err()).contains("2 burned traps left out");
        assertThat(left.result().path("tests").path(0).path("p").asDouble()).isCloseTo(1e-2, within(1e-12));
        Run all = Run.of("traps", "test", "--registry", registry, "--scores", scores, "--with-burned", "--json");
        assertThat(all.err()).contains("2 of the traps are burned: models made after that may know them");
        assertThat(all.result().path("tests").path(0).path("p").asDouble()).isCloseTo(1e-4, within(1e-12));
        assertThat(all.result().path("verdict").asText()).isEqualTo("consistent-unverified");
        Run.of("traps", "burn", "--registry", registry, "--trap", "trap-000000", "--trap", "trap-000002")
                .done();
        Run.of("traps", "test", "--registry", registry, "--scores", scores)
                .refused(
                        ExitCode.BAD_INPUT,
                        registry + ": all traps are burned; --with-burned tests them, for models that are older");
    }

    @Test
    void usageIsCheckedFirst() {
        Run.of("traps", "test", "--registry", "none")
                .refused(
                        ExitCode.USAGE,
                        "give a suspect: --model MODEL or --scores FILE (see palimpsest traps test --help)");
        Run.of("traps", "test", "--registry", "none", "--scores", "s", "--tests", "rank,luck")
                .refused(
                        ExitCode.USAGE,
                        "--tests must be some of [rank, perplexity, monte-carlo, fisher, ratio, context, rephrasing,"
                                + " last-k-words, contrastive], got \"luck\"");
        Run.of("traps", "test", "--registry", "none", "--scores", "s", "--tests", "ratio")
                .refused(ExitCode.USAGE, "the ratio test needs --reference MODEL");
        Run.of("traps", "test", "--registry", "none", "--scores", "s", "--tests", "context")
                .refused(ExitCode.USAGE, "the context test needs --placements FILE and --input FILE");
        Run.of("traps", "verify")
                .refused(ExitCode.USAGE, "missing option --registry (see palimpsest traps verify --help)");
    }
}
