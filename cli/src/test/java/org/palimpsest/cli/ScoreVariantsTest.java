package org.palimpsest.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScoreVariantsTest {
    @TempDir
    private Path folder;

    private Path model = Path.of("");
    private Path texts = Path.of("");
    private Path fresh = Path.of("");

    @BeforeEach
    void write() throws IOException {
        model = SmallModel.write(folder.resolve("model"));
        texts = Files.writeString(folder.resolve("texts.jsonl"), """
                {"id":"a","text":"The State of the Union is strong","metadata":{"label":1}}
                {"id":"b","tokens":[40,41,42],"metadata":{"label":0}}
                {"id":"c","text":"Peace"}
                """);
        fresh = Files.writeString(
                folder.resolve("fresh.jsonl"),
                "{\"id\":\"n1\",\"text\":\"peace\"}\n{\"id\":\"n2\",\"text\":\"the world\"}\n");
    }

    /** Rows by id and variant. */
    private static Map<String, JsonNode> rows(String text) throws IOException {
        Map<String, JsonNode> rows = new LinkedHashMap<>();
        for (String line : text.lines().toList()) {
            JsonNode row = new ObjectMapper().readTree(line);
            String variant = row.path("variant").asText();
            rows.put(row.path("id").asText() + (variant.isEmpty() ? "" : " " + variant), row);
        }
        return rows;
    }

    private static JsonNode row(Map<String, JsonNode> rows, String name) {
        return Objects.requireNonNull(rows.get(name), name);
    }

    private static double sum(JsonNode row, int from) {
        double sum = 0;
        for (int i = from; i < row.path("logprobs").size(); i++) {
            sum += row.path("logprobs").path(i).asDouble();
        }
        return sum;
    }

    @Test
    void writesTheRowsThatAttacksNeed() throws IOException {
        Map<String, JsonNode> rows = rows(Run.of(
                        "score",
                        "--model",
                        model,
                        "--input",
                        texts,
                        "--for-attacks",
                        "Min-K%++,lower,ReCaLL,pac",
                        "--prefix",
                        "nonmember=" + fresh)
                .done()
                .out());
        assertThat(rows.keySet())
                .containsExactly(
                        "a",
                        "a lowercase",
                        "a prefix:nonmember",
                        "a neighbour:0",
                        "a neighbour:1",
                        "a neighbour:2",
                        "a neighbour:3",
                        "a neighbour:4",
                        "b",
                        "b prefix:nonmember",
                        "c",
                        "c lowercase",
                        "c prefix:nonmember");
        JsonNode base = row(rows, "a");
        assertThat(base.path("sd")).hasSameSizeAs(base.path("logprobs"));
        assertThat(base.has("variant")).isFalse();
        JsonNode lower = row(rows, "a lowercase");
        assertThat(lower.path("text").asText()).isEqualTo("the state of the union is strong");
        assertThat(lower.path("label").asInt()).isEqualTo(1);
        JsonNode after = row(rows, "a prefix:nonmember");
        assertThat(after.path("tokens")).isEqualTo(base.path("tokens"));
        assertThat(after.path("logprobs")).hasSameSizeAs(base.path("tokens"));
        assertThat(after.path("mean")).hasSameSizeAs(base.path("tokens"));
        assertThat(after.path("prefixIds").toString()).isEqualTo("[\"n1\",\"n2\"]");
        assertThat(row(rows, "b prefix:nonmember").path("tokens").toString()).isEqualTo("[40,41,42]");
        assertThat(row(rows, "a neighbour:0").path("text").asText().split(" "))
                .containsExactlyInAnyOrder("The", "State", "of", "the", "Union", "is", "strong");
    }

    /** The text after a prefix scores as the end of one text made of both. */
    @Test
    void aPrefixIsReadAndNotScored() throws IOException {
        Map<String, JsonNode> rows =
                rows(Run.of("score", "--model", model, "--input", texts, "--prefix", "p=" + fresh, "--bos")
                        .done()
                        .out());
        Path both = Files.writeString(
                folder.resolve("both.jsonl"),
                "{\"id\":\"a\",\"text\":\"peace\\nthe world\\nThe State of the Union is strong\"}");
        JsonNode whole = row(
                rows(Run.of("score", "--model", model, "--input", both, "--bos")
                        .done()
                        .out()),
                "a");
        JsonNode after = row(rows, "a prefix:p");
        int before = whole.path("logprobs").size() - after.path("logprobs").size();
        assertThat(before).isPositive();
        assertThat(sum(after, 0)).isCloseTo(sum(whole, before), within(1e-4));
        assertThat(sum(after, 0)).isNotEqualTo(sum(row(rows, "a"), 0));
    }

    @Test
    void aPrefixThatLeavesNoRoomIsLeftOut() throws IOException {
        Map<String, JsonNode> rows =
                rows(Run.of("score", "--model", model, "--input", texts, "--prefix", "p=" + fresh, "--window", 26)
                        .done()
                        .out());
        assertThat(rows.keySet()).containsExactly("a", "b", "b prefix:p", "c", "c prefix:p");
    }

    /** Dates and sources that tell the labels, from documents through score to attack. */
    @Test
    void whereATextComesFromReachesTheAttack() throws IOException {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 40; i++) {
            lines.append(String.format(
                    Locale.ROOT,
                    "{\"id\":\"t%d\",\"text\":\"The State of the Union\",\"source\":\"s%d\",\"created\":\"%d-05\","
                            + "\"added\":\"2024\",\"metadata\":{\"label\":%d}}%n",
                    i,
                    i / 4,
                    i / 4 % 2 == 0 ? 2019 : 2023,
                    i / 4 % 2));
        }
        Path input = Files.writeString(folder.resolve("dated.jsonl"), lines);
        Path out = folder.resolve("dated-scores.jsonl");
        Run.of("score", "--model", model, "--input", input, "--prefix", "nonmember=" + fresh, "--out", out)
                .done();
        Map<String, JsonNode> rows = rows(Files.readString(out));
        for (String name : new String[] {"t5", "t5 prefix:nonmember"}) {
            JsonNode row = row(rows, name);
            assertThat(row.path("source").asText()).isEqualTo("s1");
            assertThat(row.path("created").asText()).isEqualTo("2023-05");
            assertThat(row.path("added").asText()).isEqualTo("2024");
        }
        JsonNode result =
                Run.of("attack", "--scores", out, "--attacks", "loss", "--json").result();
        JsonNode date = result.path("blind").path(result.path("blind").size() - 1);
        assertThat(date.path("baseline").asText()).isEqualTo("date");
        assertThat(date.path("auc").asDouble()).isEqualTo(1);
        assertThat(result.path("verdict").asText()).isEqualTo("confounded");
        JsonNode grouped = Run.of("attack", "--scores", out, "--attacks", "loss", "--group", "source", "--json")
                .result();
        assertThat(grouped.path("attacks").path(0).path("log10P").asDouble()).isZero();
        assertThat(grouped.path("blind").path(0).path("folds").asInt()).isEqualTo(5);
    }

    @Test
    void neighboursCanBeGiven() throws IOException {
        Path near = Files.writeString(
                folder.resolve("near.jsonl"),
                "{\"id\":\"c\",\"text\":\"Piece\"}\n{\"id\":\"a\",\"text\":\"The union\"}\n{\"id\":\"c\",\"text\":\"Pea\"}\n");
        Path out = folder.resolve("out.jsonl");
        Run run = Run.of("score", "--model", model, "--input", texts, "--neighbours", near, "--out", out, "--json")
                .done();
        Map<String, JsonNode> rows = rows(Files.readString(out));
        assertThat(rows.keySet()).containsExactly("a", "a neighbour:0", "b", "c", "c neighbour:0", "c neighbour:1");
        assertThat(row(rows, "c neighbour:1").path("text").asText()).isEqualTo("Pea");
        assertThat(run.result().path("documents").asInt()).isEqualTo(3);
        assertThat(run.result().path("variants").path("neighbour:0").asInt()).isEqualTo(2);
        assertThat(run.json().path("manifest").path("inputs")).hasSize(3);
    }

    @Test
    void wordSwapsFollowFromTheSeed() throws IOException {
        String[] outputs = new String[3];
        for (int i = 0; i < 3; i++) {
            outputs[i] = Run.of(
                            "score", "--model", model, "--input", texts, "--word-swaps", 2, "--seed", i == 2 ? 8 : 7)
                    .done()
                    .out();
        }
        assertThat(outputs[1]).isEqualTo(outputs[0]);
        assertThat(outputs[2]).isNotEqualTo(outputs[0]);
    }

    @Test
    void usageIsCheckedFirst() {
        Run.of("score", "--model", "none", "--input", "none", "--for-attacks", "con_recall", "--prefix", "nonmember=x")
                .refused(
                        ExitCode.USAGE,
                        "recall and con_recall need --prefix member=FILE with texts that it was trained on"
                                + " and that are not scored");
        Run.of("score", "--model", "none", "--input", "none", "--for-attacks", "loss,magic")
                .refused(
                        ExitCode.USAGE,
                        "--for-attacks: attack must be one of loss, ratio, zlib, zlib_sum, lowercase, min_k, min_k++,"
                                + " recall, con_recall, dc_pdd, pac, surp, neighbourhood, samia, samia_zlib, wbc, got"
                                + " magic");
        Run.of("score", "--model", "none", "--input", "none", "--neighbours", "x", "--word-swaps", 3)
                .refused(ExitCode.USAGE, "--neighbours and --word-swaps both make neighbours; give one of them");
    }
}
