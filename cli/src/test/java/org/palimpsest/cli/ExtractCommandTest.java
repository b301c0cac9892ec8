package org.palimpsest.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.palimpsest.inference.engine.Checkpoint;
import org.palimpsest.inference.engine.DjlTextGenerator;
import org.palimpsest.inference.engine.TorchRuntime;
import org.palimpsest.inference.generation.GenerationOptions;
import org.palimpsest.inference.generation.TokenPrompt;

class ExtractCommandTest {
    @TempDir
    private Path folder;

    private Path model = Path.of("");
    private Path passages = Path.of("");
    /** Eight tokens, and what the model writes after them. */
    private int[] own = {};

    @BeforeEach
    void write() throws IOException {
        model = SmallModel.write(folder.resolve("model"));
        int[] start = {40, 41, 42, 43, 44, 45, 46, 47};
        try (TorchRuntime runtime = TorchRuntime.start(new TorchRuntime.Options(1));
                Checkpoint checkpoint = Checkpoint.load(runtime, model);
                DjlTextGenerator generator = new DjlTextGenerator(checkpoint)) {
            int[] written = generator
                    .generateTokens(List.of(new TokenPrompt("x", 0, start)), GenerationOptions.greedy(12))
                    .get(0)
                    .tokens();
            own = Arrays.copyOf(start, 8 + written.length);
            System.arraycopy(written, 0, own, 8, written.length);
        }
        int[] altered = own.clone();
        altered[11] = (altered[11] + 1) % 280;
        altered[16] = (altered[16] + 1) % 280;
        passages = Files.writeString(
                folder.resolve("passages.jsonl"),
                row("own", own) + row("altered", altered)
                        + "{\"id\":\"text\",\"text\":\"peace \\u00e9 the state of the Union is strong\"}\n"
                        + "{\"id\":\"short\",\"text\":\"at\"}\n");
    }

    private static String row(String id, int[] tokens) {
        return "{\"id\":\"" + id + "\",\"tokens\":"
                + Arrays.stream(tokens).boxed().map(String::valueOf).collect(Collectors.joining(",", "[", "]")) + "}\n";
    }

    private Run extract(Object... more) {
        List<Object> args = new ArrayList<>(
                List.of("extract", "--model", model, "--input", passages, "--prefix", 8, "--suffix", 6, "--stride", 6));
        args.addAll(List.of(more));
        return Run.of(args.toArray());
    }

    private static List<JsonNode> rows(String text) throws IOException {
        List<JsonNode> rows = new ArrayList<>();
        for (String line : text.lines().toList()) {
            rows.add(new ObjectMapper().readTree(line));
        }
        return rows;
    }

    @Test
    void whatTheModelWritesItselfIsExtracted() throws IOException {
        List<JsonNode> rows = rows(extract("--near", 1).done().out());
        assertThat(rows).extracting(r -> r.path("id").asText()).containsExactly("own", "altered", "text", "short");
        JsonNode first = rows.get(0);
        assertThat(first.path("extracted").asBoolean()).isTrue();
        assertThat(first.path("windows").path(0).path("matched").asInt()).isEqualTo(6);
        assertThat(first.path("windows").path(0).path("distance").asInt()).isZero();
        assertThat(first.path("windows").path(0).path("suffix").toString()).isEqualTo("{\"tokens\":[8,14]}");
        assertThat(first.path("spans").path(0).path("tokens").path(0).asInt()).isEqualTo(8);
        assertThat(first.path("longestRun").path("tokens").toString()).isEqualTo("[8,14]");
        JsonNode second = rows.get(1).path("windows").path(0);
        assertThat(second.path("extracted").asBoolean()).isFalse();
        assertThat(second.path("matched").asInt()).isEqualTo(3);
        assertThat(second.path("distance").asInt()).isEqualTo(1);
        double log10Q = first.path("windows").path(0).path("log10Q").asDouble();
        double samples =
                first.path("windows").path(0).path("samples").path("0.5").asDouble();
        assertThat(log10Q).isNegative();
        assertThat(Math.log10(samples)).isCloseTo(Math.log10(Math.log(2)) - log10Q, within(0.01));
        assertThat(rows.get(3).path("tooShort").asBoolean()).isTrue();
        assertThat(rows.get(3).path("windows")).isEmpty();
    }

    @Test
    void placesInTheTextTileIt() throws IOException {
        JsonNode row = rows(extract().done().out()).get(2);
        String text = "peace \u00e9 the state of the Union is strong";
        int before = -1;
        for (JsonNode window : row.path("windows")) {
            JsonNode place = window.path("suffix").path("text");
            assertThat(place.path(0).asInt()).isLessThan(place.path(1).asInt());
            if (before >= 0) {
                assertThat(place.path(0).asInt()).isEqualTo(before);
            }
            before = place.path(1).asInt();
        }
        assertThat(before).isBetween(1, text.length());
    }

    @Test
    void theSummaryCountsPassagesAndListsShortOnes() throws IOException {
        Path out = folder.resolve("rows.jsonl");
        JsonNode result = extract("--out", out, "--json", "--near", 1).done().result();
        assertThat(rows(Files.readString(out))).hasSize(4);
        assertThat(result.path("passages").asInt()).isEqualTo(4);
        assertThat(result.path("tooShort").path(0).path("id").asText()).isEqualTo("short");
        JsonNode greedy = result.path("greedy");
        assertThat(greedy.path("tried").asInt()).isEqualTo(3);
        assertThat(greedy.path("extracted").asInt()).isEqualTo(1);
        assertThat(greedy.path("low").asDouble()).isCloseTo(0.00840376, within(1e-6));
        assertThat(greedy.path("high").asDouble()).isCloseTo(0.90570068, within(1e-6));
        assertThat(result.path("near").path("extracted").asInt()).isEqualTo(2);
        assertThat(result.path("longestRun").path("id").asText()).isEqualTo("own");
        assertThat(result.path("probabilistic")).hasSize(18);
        assertThat(extract("--out", out, "--force").done().out())
                .startsWith("4 passages, 1 too short for 8 + 6 tokens, ")
                .contains("extracted verbatim   1 of 3 (33.3 %, 95 % interval 0.8 to 90.6 %) by greedy decoding");
    }

    @Test
    void passagesAreRankedAmongTheirSiblings() throws IOException {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 3; i++) {
            // three times as long, so far less likely
            int[] sibling = new int[60];
            Arrays.setAll(sibling, place -> (place * 37 + 11) % 280);
            sibling[0] = i;
            text.append(row("own/" + i, sibling));
        }
        Path siblings =
                Files.writeString(folder.resolve("siblings.jsonl"), text + "{\"id\":\"x/0\",\"text\":\"at\"}\n");
        Path out = folder.resolve("rows.jsonl");
        JsonNode result = extract("--siblings", siblings, "--out", out, "--json")
                .done()
                .result()
                .path("exposure");
        JsonNode row = rows(Files.readString(out)).get(0).path("exposure");
        assertThat(row.path("rank").asInt()).isEqualTo(1);
        assertThat(row.path("candidates").asInt()).isEqualTo(4);
        assertThat(row.path("bits").asDouble()).isCloseTo(2, within(1e-12));
        assertThat(row.path("p").asDouble()).isCloseTo(0.25, within(1e-12));
        assertThat(result.path("passages").asInt()).isEqualTo(1);
        assertThat(result.path("withoutSiblings").asInt()).isEqualTo(3);
        assertThat(result.path("unusedSiblings").asInt()).isEqualTo(1);
        assertThat(result.path("p").asDouble()).isCloseTo(0.25, within(1e-12));
        Files.writeString(siblings, "{\"id\":\"x/0\",\"text\":\"at\"}\n");
        extract("--siblings", siblings, "--out", folder.resolve("none.jsonl"))
                .refused(
                        ExitCode.BAD_INPUT,
                        siblings + ": no sibling belongs to a passage; its ids name passages x and the siblings of"
                                + " passage a are a/0, a/1, ...");
        assertThat(folder.resolve("none.jsonl")).doesNotExist();
        Files.writeString(siblings, "{\"id\":\"x\",\"text\":\"at\"}\n");
        extract("--siblings", siblings)
                .refused(
                        ExitCode.BAD_INPUT,
                        siblings + ": the id x names no passage; the siblings of passage a are a/0, a/1, ...");
    }

    @Test
    void siblingsMayBeLongerThanTheModelSees() throws IOException {
        int[] tokens = new int[300];
        Arrays.setAll(tokens, place -> (place * 37 + 11) % 280);
        Path siblings = Files.writeString(folder.resolve("long.jsonl"), row("own/0", tokens));
        JsonNode row = rows(extract("--siblings", siblings).done().out()).get(0);
        assertThat(row.path("exposure").path("rank").asInt()).isEqualTo(1);
        assertThat(row.path("exposure").path("candidates").asInt()).isEqualTo(2);
    }

    @Test
    void usageIsCheckedFirst() {
        extract("--json")
                .refused(
                        ExitCode.USAGE,
                        "--json prints a summary; give the rows a place with --out FILE (see palimpsest extract --help)");
        extract("--top-p", "0")
                .refused(ExitCode.USAGE, "topP must be in (0, 1], got 0.0 (see palimpsest extract --help)");
        Run.of("extract", "--model", "scores:x", "--input", "none")
                .refused(
                        ExitCode.USAGE,
                        "extract asks the model itself; give a folder, got scores:x (see palimpsest extract --help)");
        Run.of("extract", "--model", model, "--input", passages, "--prefix", 115, "--suffix", 6, "--bos")
                .done();
    }

    @Test
    void windowsLongerThanTheModelAreBadInput() throws IOException {
        Files.writeString(passages, row("long", new int[130]));
        Run.of("extract", "--model", model, "--input", passages, "--prefix", 115, "--suffix", 6, "--bos")
                .refused(
                        ExitCode.BAD_INPUT,
                        "a prefix of 116 tokens and a suffix of 6 exceed the model's 120 positions");
    }
}
