package org.palimpsest.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.palimpsest.corpus.run.Fingerprint;

class ScoreCommandTest {
    private static final String TEXTS = """
            {"id":"a","text":"the state of the Union","metadata":{"label":1}}
            {"id":"b","tokens":[40,41,42],"label":0}
            {"id":"c","text":"peace \u00e9"}
            """;

    @TempDir
    private Path folder;

    private Path model = Path.of("");
    private Path texts = Path.of("");

    @BeforeEach
    void write() throws IOException {
        model = SmallModel.write(folder.resolve("model"));
        texts = Files.writeString(folder.resolve("texts.jsonl"), TEXTS);
    }

    private static List<JsonNode> rows(String text) throws IOException {
        List<JsonNode> rows = new ArrayList<>();
        for (String line : text.lines().toList()) {
            rows.add(new ObjectMapper().readTree(line));
        }
        return rows;
    }

    @Test
    void aRowATextInInputOrderOnStandardOutput() throws IOException {
        List<JsonNode> rows =
                rows(Run.of("score", "--model", model, "--input", texts).done().out());
        assertThat(rows).extracting(r -> r.path("id").asText()).containsExactly("a", "b", "c");
        for (JsonNode row : rows) {
            assertThat(row.path("logprobs")).hasSize(row.path("tokens").size() - 1);
            row.path("logprobs").forEach(nats -> assertThat(nats.asDouble()).isNegative());
        }
        assertThat(rows.get(0).path("label").asInt()).isEqualTo(1);
        assertThat(rows.get(1).path("label").isInt()).isTrue();
        assertThat(rows.get(1).path("label").asInt()).isZero();
        assertThat(rows.get(2).has("label")).isFalse();
        assertThat(rows.get(0).path("text").asText()).isEqualTo("the state of the Union");
        assertThat(rows.get(1).path("tokens").toString()).isEqualTo("[40,41,42]");
        assertThat(rows.get(1).has("text")).isFalse();
        assertThat(rows.get(2).path("text").asText()).isEqualTo("peace \u00e9");
    }

    @Test
    void withBosBothListsAreEquallyLong() throws IOException {
        List<JsonNode> rows = rows(Run.of("score", "--model", model, "--input", texts, "--bos")
                .done()
                .out());
        for (JsonNode row : rows) {
            assertThat(row.path("logprobs")).hasSameSizeAs(row.path("tokens"));
        }
    }

    @Test
    void jsonCombinesWithOut() throws IOException {
        Path out = folder.resolve("scores.jsonl");
        Run run = Run.of("score", "--model", model, "--input", texts, "--out", out, "--json")
                .done();
        List<JsonNode> rows = rows(Files.readString(out));
        double nats = 0;
        int tokens = 0;
        for (JsonNode row : rows) {
            for (JsonNode value : row.path("logprobs")) {
                nats += value.asDouble();
                tokens++;
            }
        }
        assertThat(run.result().path("documents").asInt()).isEqualTo(3);
        assertThat(run.result().path("scoredTokens").asInt()).isEqualTo(tokens);
        assertThat(run.result().path("meanNats").asDouble()).isCloseTo(nats / tokens, within(1e-12));
        JsonNode manifest = run.json().path("manifest");
        assertThat(manifest.path("inputs")).hasSize(2);
        assertThat(manifest.path("engines").path("libtorch").asText()).isNotEmpty();
        assertThat(manifest.path("options").path("model.logitsWidth").asInt()).isEqualTo(SmallModel.WIDTH);
        assertThat(manifest.path("options").path("model.tokenizerSize").asInt()).isLessThan(SmallModel.WIDTH);
        Run.of("score", "--model", model, "--input", texts, "--out", out)
                .refused(ExitCode.USAGE, out + " is there already; choose another name, or --force to replace it");
        assertThat(Run.of("score", "--model", model, "--input", texts, "--out", out, "--force")
                        .done()
                        .out())
                .startsWith("3 documents, ");
        Run recorded =
                Run.of("score", "--model", "scores:" + out, "--input", texts).done();
        assertThat(recorded.out()).isEqualTo(Files.readString(out));
    }

    @Test
    void standardInputHasItsFingerprint() throws IOException {
        Path out = folder.resolve("scores.jsonl");
        Run run = Run.withInput(TEXTS, "score", "--model", model, "--input", "-", "--out", out, "--json");
        assertThat(run.done()
                        .json()
                        .path("manifest")
                        .path("inputs")
                        .path(1)
                        .path("sha256")
                        .asText())
                .isEqualTo(Fingerprint.sha256(texts));
        assertThat(Files.readString(out))
                .isEqualTo(Run.of("score", "--model", model, "--input", texts).out());
    }

    /** A folder without a tokenizer scores rows of tokens, and names what it lacks when a text comes. */
    @Test
    void tokensNeedNoTokenizer() throws IOException {
        String row = "{\"id\":\"b\",\"tokens\":[40,41,42]}\n";
        Path tokens = Files.writeString(folder.resolve("tokens.jsonl"), row);
        String with =
                Run.of("score", "--model", model, "--input", tokens).done().out();
        Path tokenizer = model.resolve("tokenizer.json");
        Files.delete(tokenizer);
        Path out = folder.resolve("scores.jsonl");
        Run run = Run.of("score", "--model", model, "--input", tokens, "--out", out, "--json")
                .done();
        assertThat(Files.readString(out)).isEqualTo(with);
        assertThat(run.json().path("manifest").path("options").has("model.tokenizerSize"))
                .isFalse();
        Run.of("score", "--model", model, "--input", texts)
                .refused(ExitCode.BAD_INPUT, tokenizer + ": there is no such file; texts need it, tokens do not");
    }

    @Test
    void noTextsAreNoRows() throws IOException {
        Path empty = Files.writeString(folder.resolve("none.jsonl"), "");
        assertThat(Run.of("score", "--model", model, "--input", empty).done().out())
                .isEmpty();
    }

    @Test
    void whatCannotBeScoredIsBadInputAndLeavesNoFile() throws IOException {
        Path out = folder.resolve("scores.jsonl");
        Path bad = Files.writeString(folder.resolve("bad.jsonl"), "{\"id\":\"x\",\"tokens\":[1,320]}\n");
        Run.of("score", "--model", model, "--input", bad, "--out", out)
                .refused(ExitCode.BAD_INPUT, "document x holds token 320, outside [0, 320)");
        Files.writeString(bad, "{\"id\":7}\n");
        Run.of("score", "--model", model, "--input", bad, "--out", out)
                .refused(ExitCode.BAD_INPUT, bad + ", line 1: field \"id\": expected a string, found a number (7)");
        Run skipped = Run.of("score", "--model", model, "--input", bad, texts, "--skip-bad", 1, "--out", out, "--json");
        assertThat(skipped.code()).isZero();
        assertThat(skipped.result().path("skipped").path(0).path("file").asText())
                .isEqualTo(bad.toString());
        assertThat(skipped.result().path("documents").asInt()).isEqualTo(3);
    }

    @Test
    void aTruncatedCheckpointIsNamed() throws IOException {
        Path weights = SmallModel.cut(model);
        Run run = Run.of("score", "--model", model, "--input", texts, "--out", folder.resolve("s.jsonl"));
        assertThat(run.code()).isEqualTo(3);
        assertThat(run.err())
                .startsWith("error: " + weights + ": tensor ")
                .contains("it is cut short or corrupt, fetch it again")
                .hasLineCount(1);
        assertThat(folder.resolve("s.jsonl")).doesNotExist();
        Path none = folder.resolve("none");
        Run.of("score", "--model", none, "--input", texts)
                .refused(ExitCode.BAD_INPUT, none + ": there is no such folder; a model is a folder with config.json");
    }

    @Test
    void textsTooShortForAScoreHaveRowsWithoutOne() throws IOException {
        Path shorts = Files.writeString(
                folder.resolve("shorts.jsonl"),
                "{\"id\":\"x\",\"tokens\":[1]}\n{\"id\":\"y\",\"text\":\"\"}\n{\"id\":\"z\",\"tokens\":[1,2]}\n");
        Path out = folder.resolve("scores.jsonl");
        Run run = Run.of("score", "--model", model, "--input", shorts, "--out", out, "--json")
                .done();
        assertThat(Files.readString(out))
                .startsWith("{\"id\":\"x\",\"tokens\":[1],\"logprobs\":[]}\n"
                        + "{\"id\":\"y\",\"tokens\":[],\"logprobs\":[]}\n{\"id\":\"z\",");
        assertThat(run.result().path("withoutScore").asInt()).isEqualTo(2);
        assertThat(run.result().path("scoredTokens").asInt()).isEqualTo(1);
        assertThat(Run.of("score", "--model", model, "--input", shorts, "--out", out, "--force")
                        .done()
                        .out())
                .contains("2 documents are too short to have a score");
    }

    @Test
    void momentsAndLikeliestTokensAreFieldsOfTheRow() throws IOException {
        List<JsonNode> rows =
                rows(Run.of("score", "--model", model, "--input", texts, "--moments", "--top-k", 3, "--threads", 1)
                        .done()
                        .out());
        for (JsonNode row : rows) {
            int scored = row.path("logprobs").size();
            for (String field : List.of("mean", "sd", "topTokens", "topLogprobs")) {
                assertThat(row.path(field)).as(field).hasSize(scored);
            }
            for (int i = 0; i < scored; i++) {
                double best = row.path("topLogprobs").path(i).path(0).asDouble();
                assertThat(row.path("topTokens").path(i)).hasSize(3);
                assertThat(best).isGreaterThanOrEqualTo(row.path("mean").path(i).asDouble() - 1e-5);
                assertThat(row.path("sd").path(i).asDouble()).isPositive();
                assertThat(row.path("topLogprobs").path(i).path(2).asDouble()).isLessThanOrEqualTo(best);
            }
        }
    }

    @Test
    void textsBeyondTheLimitAreScoredInWindows() throws IOException {
        Path book = Files.writeString(folder.resolve("book.txt"), "peace and strength ".repeat(60));
        JsonNode whole = rows(Run.of("score", "--model", model, "--input", book, "--bos")
                        .done()
                        .out())
                .get(0);
        JsonNode cut = rows(Run.of("score", "--model", model, "--input", book, "--bos", "--window", 20, "--context", 7)
                        .done()
                        .out())
                .get(0);
        assertThat(whole.path("tokens").size()).isGreaterThan(240);
        assertThat(cut.path("tokens")).isEqualTo(whole.path("tokens"));
        assertThat(cut.path("logprobs")).hasSameSizeAs(whole.path("tokens"));
        for (int i = 0; i < cut.path("logprobs").size(); i++) {
            double difference = Math.abs(cut.path("logprobs").path(i).asDouble()
                    - whole.path("logprobs").path(i).asDouble());
            if (i < 20) {
                assertThat(difference).isLessThan(1e-5);
            }
        }
        assertThat(cut.path("logprobs")).isNotEqualTo(whole.path("logprobs"));
        Run.of("score", "--model", model, "--input", book, "--window", 121)
                .refused(ExitCode.BAD_INPUT, "window must be in [1, 120], which this model was made for, got 121");
    }

    @Test
    void brainFloatsAreNearAndNotEqual() throws IOException {
        List<JsonNode> exact =
                rows(Run.of("score", "--model", model, "--input", texts).done().out());
        List<JsonNode> rough = rows(Run.of("score", "--model", model, "--input", texts, "--dtype", "bf16")
                .done()
                .out());
        double a = exact.get(0).path("logprobs").path(0).asDouble();
        double b = rough.get(0).path("logprobs").path(0).asDouble();
        assertThat(b).isCloseTo(a, within(0.1)).isNotEqualTo(a);
        Run.of("score", "--model", model, "--input", texts, "--device", "gpu")
                .failed(ExitCode.FAILED, "no GPU can be used: libtorch ");
    }

    @Test
    void aBadLineIsFoundBeforeTheModelIsOpened() throws IOException {
        Path bad = Files.writeString(folder.resolve("bad.jsonl"), TEXTS + "{\"id\":7}\n");
        Run.of("score", "--model", model, "--input", bad)
                .refused(ExitCode.BAD_INPUT, bad + ", line 4: field \"id\": expected a string, found a number (7)");
    }

    @Test
    void usageIsCheckedFirst() {
        Run.of("score", "--model", "none", "--input", "none", "--json")
                .refused(
                        ExitCode.USAGE,
                        "--json prints a summary; give the rows a place with --out FILE (see palimpsest score --help)");
        Run.of("score", "--model", "none", "--input", "-", "-")
                .refused(
                        ExitCode.USAGE,
                        "standard input is read once, got - more than once (see palimpsest score --help)");
        Run.of("score", "--model", "openai:http://x", "--input", "none")
                .refused(
                        ExitCode.USAGE,
                        "an endpoint is openai:BASE_URL#MODEL, for example openai:http://localhost:8000/v1#pythia");
        Run.of("score", "--model", "openai:http://x#y", "--input", "none", "--moments")
                .refused(
                        ExitCode.USAGE,
                        "endpoints give log-probabilities alone; --moments and --top-k need the model itself"
                                + " (see palimpsest score --help)");
        Run.of("score", "--model", "openai:http://x#y", "--input", "none", "--bos")
                .refused(
                        ExitCode.USAGE,
                        "an endpoint decides by itself on --bos, --window, --context, --memory and --dtype"
                                + " (see palimpsest score --help)");
        Run.of("score", "--model", "scores:none", "--input", "none", "--for-attacks", "lowercase")
                .refused(
                        ExitCode.USAGE,
                        "recorded scores (scores:) are what they are; ask the model itself for more rows or fields"
                                + " (see palimpsest score --help)");
        Run.of("score", "--model", "none", "--input", "none", "--window", 8, "--context", 9)
                .refused(
                        ExitCode.USAGE,
                        "--window and --context: context must be in [1, 8], got 9 (see palimpsest score --help)");
        Run.of("score", "--model", "none", "--input", "none", "--memory", "2q")
                .refused(
                        ExitCode.USAGE,
                        "Invalid value for option '--memory': must be a number of bytes from 1 on, such as 400m or 2g"
                                + " (1g = 1,024m), got 2q (see palimpsest score --help)");
    }
}
