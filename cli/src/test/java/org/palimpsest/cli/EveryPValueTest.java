package org.palimpsest.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Walks over what every command with a p-value says in JSON, and makes a report of it. */
class EveryPValueTest {
    private static final Pattern NAME = Pattern.compile("p|log10P|.*[a-z0-9]P|.*[pP]Value.*|.*Log10P|log10.*P|p[0-9]+");

    private static final Set<Command> WITH_FIGURE = EnumSet.of(
            Command.QUERY,
            Command.QUERY_IN_STRATA,
            Command.PARTITION,
            Command.PARTITION_BY_MEAN,
            Command.RESHUFFLE,
            Command.DYNAMICS,
            Command.INTERACTIONS);

    private static final Pattern EXTERNAL = Pattern.compile("(src|href)=\"(https?:)?//");

    @TempDir
    private Path folder;

    /** Commands with small inputs of their own, and how many p-values they state at least. */
    enum Command {
        QUERY(5),
        QUERY_IN_STRATA(5),
        QUERY_SEQUENTIAL(0),
        QUERY_PANEL(12),
        PARTITION(3),
        PARTITION_BY_MEAN(4),
        RESHUFFLE(2),
        COMPARE(4),
        INFERENCE(2),
        COLLECTION_OF_SETS(1),
        CDD(1),
        GUIDED(2),
        STAMP(2),
        EXCHANGEABILITY(2),
        DYNAMICS(1),
        INTERACTIONS(3),
        CONTAMINATION(0),
        PLAN(0),
        TRAPS_TEST(2),
        TRAPS_AUDITS(2),
        TRAPS_RANKS(1),
        TRAPS_HITS(1),
        ATTACK(2),
        EXTRACT(1);

        private final int least;

        Command(int least) {
            this.least = least;
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyPValueSaysWhatItIsAndStandsInAReport(Command command) throws IOException {
        Inputs inputs = new Inputs(folder);
        Run run = Run.of(arguments(command, inputs).toArray()).done();
        JsonNode result = run.result();
        List<String> found = new ArrayList<>();
        walk(result, "", List.of(), found);
        assertThat(found).as("p-values of " + command).hasSizeGreaterThanOrEqualTo(command.least);
        Path file = Files.writeString(folder.resolve("found.json"), run.out());
        Path page = folder.resolve("page.html");
        Run.of("report", "--input", file, "--out", page).done();
        JsonNode stated = new ObjectMapper()
                .readTree(folder.resolve("page.json").toFile())
                .path("result")
                .path("pValues");
        assertThat(stated.findValuesAsText("name")).hasSizeGreaterThanOrEqualTo(command.least);
        for (JsonNode one : stated) {
            assertThat(one.path("alternative").asText()).isIn("greater", "less", "two-sided");
        }
        String html = Files.readString(page);
        assertThat(html.contains("The command states none."))
                .as("assumptions are unknown")
                .isFalse();
        assertThat(EXTERNAL.matcher(html).find()).as("loads from outside").isFalse();
        assertThat(html.contains("<svg")).as("has a figure").isEqualTo(WITH_FIGURE.contains(command));
    }

    /** The walk is no use if it lets through what lacks something. */
    @Test
    void whatLacksSomethingIsFound() throws IOException {
        ObjectNode whole = (ObjectNode) new ObjectMapper()
                .readTree("{\"h0\":\"x\",\"alternative\":\"less\",\"method\":\"exact\",\"n\":3,\"p\":0.5}");
        walk(whole, "", List.of(), new ArrayList<>());
        for (String field : List.of("h0", "alternative", "method", "n")) {
            ObjectNode lacking = whole.deepCopy();
            lacking.remove(field);
            List<String> lacks = new ArrayList<>();
            lacks(lacking, List.of(lacking), lacks);
            assertThat(lacks).containsExactly(field);
        }
        ObjectNode around = whole.deepCopy();
        around.putObject("sizes").put("log10P", -1);
        List<String> lacks = new ArrayList<>();
        lacks(around.path("sizes"), List.of(around, around.path("sizes")), lacks);
        assertThat(lacks).containsExactly("h0 of its own");
    }

    private static void walk(JsonNode node, String place, List<JsonNode> around, List<String> found) {
        List<JsonNode> inside = new ArrayList<>(around);
        if (node.isObject()) {
            inside.add(node);
        }
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            String below = place + "/" + field.getKey();
            if (isP(field)) {
                found.add(below);
                List<String> lacks = new ArrayList<>();
                lacks(node, inside, lacks);
                assertThat(lacks).as("what " + below + " lacks").isEmpty();
            }
            walk(field.getValue(), below, inside, found);
        }
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            walk(node.get(i), place + "/" + i, inside, found);
        }
    }

    private static boolean isP(Map.Entry<String, JsonNode> field) {
        return field.getValue().isNumber()
                && NAME.matcher(field.getKey()).matches()
                && !field.getKey().startsWith("smallest");
    }

    private static void lacks(JsonNode node, List<JsonNode> inside, List<String> lacks) {
        for (String field : new String[] {"h0", "alternative", "method"}) {
            if (inside.stream().noneMatch(one -> !one.path(field).asText().isBlank())) {
                lacks.add(field);
            }
        }
        if (inside.stream().noneMatch(one -> one.path("n").isIntegralNumber())) {
            lacks.add("n");
        }
        // a p-value inside the object of another is of another hypothesis
        boolean another = inside.subList(0, inside.size() - 1).stream()
                .anyMatch(one -> one.properties().stream().anyMatch(EveryPValueTest::isP));
        if (another && node.path("h0").asText().isBlank()) {
            lacks.add("h0 of its own");
        }
    }

    private static List<Object> arguments(Command command, Inputs in) throws IOException {
        List<Object> words = new ArrayList<>(
                switch (command) {
                    case QUERY -> in.query();
                    case QUERY_IN_STRATA -> with(in.query(), "--strata", "source");
                    case QUERY_SEQUENTIAL -> with(in.query(), "--sequential");
                    case QUERY_PANEL -> in.panel();
                    case PARTITION -> in.partition();
                    case PARTITION_BY_MEAN -> with(in.partition(), "--statistic", "mean");
                    case RESHUFFLE -> List.of("provenance", "reshuffle", "--true", 3, "--reshuffled", "1,2,0,2.5");
                    case COMPARE -> in.compare();
                    case INFERENCE -> in.sets();
                    case COLLECTION_OF_SETS -> with(in.sets(), "--test", "collection", "--document", "author");
                    case CDD -> with(in.answers(), "--test", "cdd");
                    case GUIDED -> with(in.answers(), "--test", "guided");
                    case STAMP -> with(in.versions(), "--test", "stamp");
                    case EXCHANGEABILITY -> with(in.versions(), "--test", "exchangeability", "--input", in.benchmark());
                    case DYNAMICS -> in.probes();
                    case INTERACTIONS -> in.outcomes();
                    case CONTAMINATION -> in.contamination();
                    case PLAN -> List.of("provenance", "plan", "--correlation", 0.03);
                    case TRAPS_TEST -> in.traps();
                    case TRAPS_AUDITS -> in.audits();
                    case TRAPS_RANKS -> in.pool();
                    case TRAPS_HITS -> with(in.pool(), "--pick", 4);
                    case ATTACK -> in.attack();
                    case EXTRACT -> in.extract();
                });
        words.add("--json");
        return words;
    }

    private static List<Object> with(List<Object> words, @Nullable Object... more) {
        List<Object> all = new ArrayList<>(words);
        for (Object word : more) {
            all.add(String.valueOf(word));
        }
        return all;
    }

    /** Small inputs, written where they are asked for. */
    private record Inputs(Path folder) {
        private Path lines(String name, List<String> lines) throws IOException {
            return Files.write(folder.resolve(name), lines);
        }

        List<Object> query() throws IOException {
            List<String> rows = new ArrayList<>();
            for (int i = 0; i < 120; i++) {
                rows.add("{\"index\":" + i + ",\"source\":\"s" + i % 2 + "\",\"bob\":" + (5 - i / 40.0 + i * 7 % 11)
                        + ",\"ref\":" + (5 + i * 7 % 11) + "}");
            }
            return List.of(
                    "provenance",
                    "query",
                    "--transcript",
                    lines("rows.jsonl", rows),
                    "--loss",
                    "bob",
                    "--reference-loss",
                    "ref");
        }

        List<Object> panel() throws IOException {
            List<String> rows = new ArrayList<>();
            List<String> reversed = new ArrayList<>();
            for (int i = 0; i < 120; i++) {
                String row = ",\"id\":\"d" + i + "\",\"bob\":" + (5 - i / 40.0 + i * 7 % 11) + ",\"dave\":"
                        + (i * 13 % 17) + "}";
                rows.add("{\"index\":" + i + row);
                reversed.add("{\"index\":" + (120 - i) + row);
            }
            return List.of(
                    "provenance",
                    "query",
                    "--transcript",
                    lines("rows.jsonl", rows),
                    "--transcript",
                    lines("reversed.jsonl", reversed),
                    "--loss",
                    "bob,dave");
        }

        List<Object> partition() throws IOException {
            List<String> documents = new ArrayList<>();
            List<String> order = new ArrayList<>();
            List<String> texts = new ArrayList<>();
            for (int d = 0; d < 8; d++) {
                documents.add("{\"id\":\"d" + d + "\",\"tokens\":[1,1" + d + ",2" + d + ",3" + d + "]}");
                order.add("{\"index\":" + d + ",\"id\":\"d" + d + "\",\"step\":" + 10 * d + "}");
                for (int times = 1; times <= d; times++) {
                    texts.add("{\"id\":\"t" + d + times + "\",\"tokens\":[1" + d + ",2" + d + ",9" + times + "]}");
                }
            }
            documents.set(3, documents.get(3).replace("[1,", "[1,1,1,"));
            Path index = folder.resolve("index");
            assertThat(Run.of(
                                    "index",
                                    "build",
                                    "--tokens",
                                    "-q",
                                    "--input",
                                    lines("corpus.jsonl", documents),
                                    "--transcript",
                                    lines("order.jsonl", order),
                                    "--out",
                                    index)
                            .code())
                    .isZero();
            return List.of("provenance", "partition", "--index", index, "--input", lines("texts.jsonl", texts));
        }

        List<Object> compare() throws IOException {
            List<String> prompts = new ArrayList<>();
            List<List<String>> answers = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
            for (int i = 0; i < 16; i++) {
                prompts.add("{\"id\":\"p" + i + "\",\"text\":\"number " + i + "\"}");
                String[] words = {i < 14 ? "same" : "bob", "same", i < 3 ? "same" : "other"};
                for (int j = 0; j < 3; j++) {
                    answers.get(j)
                            .add("{\"id\":\"p" + i + "\",\"texts\":[\"" + words[j] + " one\",\"" + words[j]
                                    + " two\"],\"next\":\"" + words[j] + "\"}");
                }
            }
            return List.of(
                    "provenance",
                    "compare",
                    "--prompts",
                    lines("prompts.jsonl", prompts),
                    "--model",
                    "texts:" + lines("bob.jsonl", answers.get(0)),
                    "--reference",
                    "texts:" + lines("parent.jsonl", answers.get(1)),
                    "--control",
                    "texts:" + lines("other.jsonl", answers.get(2)));
        }

        private List<String> texts(String set, int likelier) {
            List<String> rows = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                rows.add("{\"id\":\"" + set + i + "\",\"author\":\"" + set + i / 3
                        + "\",\"tokens\":[1,2,3],\"logprobs\":["
                        + (-3 + likelier - i * 7 % 11 / 10.0) + "," + (-3 - i * 5 % 7 / 10.0)
                        + "],\"text\":\"some words in an order\",\"label\":" + likelier + "}");
            }
            return rows;
        }

        List<Object> sets() throws IOException {
            return List.of(
                    "provenance",
                    "dataset",
                    "--scores",
                    lines("s.jsonl", texts("s", 1)),
                    "--held-out",
                    lines("o.jsonl", texts("o", 0)),
                    "--group",
                    "author",
                    "--permutations",
                    199);
        }

        List<Object> attack() throws IOException {
            List<String> rows = new ArrayList<>(texts("s", 1));
            rows.addAll(texts("o", 0));
            return List.of("attack", "--scores", lines("both.jsonl", rows));
        }

        List<Object> answers() throws IOException {
            List<String> rows = new ArrayList<>();
            for (int i = 0; i < 24; i++) {
                String id = "{\"id\":\"q" + i + "\"";
                String known = i % 2 == 1 ? "this one it is number x" + i : "I do not know";
                rows.add(id + ",\"label\":" + i % 2 + ",\"text\":\"what is the answer to this one it is number x" + i
                        + "\"}");
                rows.add(id + ",\"variant\":\"generation:greedy\",\"text\":\"it is number x" + i + "\"}");
                rows.add(id + ",\"variant\":\"generation:0\",\"text\":\"" + known + "\"}");
                rows.add(id + ",\"variant\":\"guided:0\",\"text\":\"" + known + "\"}");
                rows.add(id + ",\"variant\":\"general:0\",\"text\":\"I do not know\"}");
            }
            return List.of("provenance", "dataset", "--scores", lines("answers.jsonl", rows), "--permutations", 199);
        }

        List<Object> versions() throws IOException {
            List<String> rows = new ArrayList<>();
            for (int item = 0; item < 6; item++) {
                for (int version = 0; version < 4; version++) {
                    rows.add("{\"item\":\"i" + item + "\",\"version\":\"v" + version + "\",\"drawn\":"
                            + (version == 0 ? 1 : 0) + ",\"score\":" + -version * (item + 1) + "}");
                }
            }
            return List.of("provenance", "dataset", "--scores", lines("versions.jsonl", rows));
        }

        Path benchmark() throws IOException {
            List<String> rows = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                rows.add("{\"id\":\"b" + i + "\",\"text\":\"question " + i * 5 % 12 + " of the benchmark is this\"}");
            }
            return lines("benchmark.jsonl", rows);
        }

        List<Object> probes() throws IOException {
            List<String> rows = new ArrayList<>();
            int[] steps = {0, 10, 20, 30, 120, 1_020};
            double[] gained = {0, 0, 1, 0.8, 0.6, 0.4};
            for (int f = 1; f <= 6; f++) {
                rows.add("{\"fact\":\"f" + f + "\",\"exposure\":10}");
                for (String kind : List.of("verbatim", "paraphrased")) {
                    for (int i = 0; i < steps.length; i++) {
                        rows.add("{\"probe\":\"" + kind + f + "\",\"fact\":\"f" + f + "\",\"kind\":\"" + kind
                                + "\",\"step\":" + steps[i] + ",\"logprob\":"
                                + (-20 + (kind.equals("verbatim") ? f : 7 - f * f % 5) * gained[i]) + "}");
                    }
                }
            }
            return List.of("provenance", "dynamics", "--probes", lines("probes.jsonl", rows));
        }

        List<Object> outcomes() throws IOException {
            List<String> rows = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                boolean on = i / 2 % 2 == 0;
                rows.add("{\"experiment\":\"ghosts\",\"arm\":\"" + (i % 2 == 0 ? "treated" : "control")
                        + "\",\"outcome\":" + (i * 7 % 11 / 10.0 + (i % 2 == 0 && on ? 3 : 0)) + ",\"facts\":"
                        + (on ? 1 : 0) + "}");
            }
            return List.of(
                    "provenance",
                    "dynamics",
                    "--outcomes",
                    lines("units.jsonl", rows),
                    "--others",
                    "facts",
                    "--permutations",
                    199);
        }

        List<Object> contamination() throws IOException {
            return List.of(
                    "provenance",
                    "contamination",
                    "--input",
                    benchmark(),
                    "--corpus",
                    benchmark(),
                    "--out",
                    folder.resolve("spans.jsonl"));
        }

        private Path registry() {
            Path registry = folder.resolve("registry");
            Run.of(
                            "traps",
                            "generate",
                            "--count",
                            4,
                            "--controls",
                            9,
                            "--words",
                            5,
                            "--write-controls",
                            "--out",
                            registry)
                    .done();
            return registry;
        }

        List<Object> traps() throws IOException {
            Path registry = registry();
            List<String> rows = new ArrayList<>();
            for (String name : new String[] {"traps.jsonl", "controls.jsonl"}) {
                for (String line : Files.readAllLines(registry.resolve(name))) {
                    String id = line.replaceFirst(".*?\"id\":\"([^\"]*)\".*", "$1");
                    int nats = name.startsWith("traps") ? -1 : -2 - rows.size() % 5;
                    rows.add("{\"id\":\"" + id + "\",\"tokens\":[1,2],\"logprobs\":[" + nats + "]}");
                }
            }
            Path scores = lines("scores.jsonl", rows);
            Path copy = lines("copy.jsonl", rows);
            return List.of(
                    "traps",
                    "test",
                    "--registry",
                    registry,
                    "--model",
                    "scores:" + scores,
                    "--model",
                    "scores:" + copy);
        }

        List<Object> audits() throws IOException {
            Run.of(traps().toArray()).done();
            return List.of("traps", "audits", "--registry", folder.resolve("registry"));
        }

        List<Object> pool() throws IOException {
            List<String> rows = new ArrayList<>();
            List<List<String>> sides = List.of(new ArrayList<>(), new ArrayList<>());
            for (int i = 0; i < 10; i++) {
                sides.get(i == 0 || i == 1 || i == 3 ? 0 : 1).add("{\"id\":\"t" + i + "\",\"text\":\"words\"}");
                rows.add("{\"id\":\"t" + i + "\",\"tokens\":[1,2],\"logprobs\":[" + -(i + 1) + "]}");
            }
            return List.of(
                    "traps",
                    "collection",
                    "--published",
                    lines("out.jsonl", sides.get(0)),
                    "--unpublished",
                    lines("kept.jsonl", sides.get(1)),
                    "--scores",
                    lines("pool.jsonl", rows));
        }

        List<Object> extract() throws IOException {
            String passage = "peace and the state of the Union is strong and so it is";
            List<String> siblings = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                siblings.add("{\"id\":\"x/" + i + "\",\"text\":\"" + passage.replace("strong", "weak" + i) + "\"}");
            }
            return List.of(
                    "extract",
                    "--model",
                    SmallModel.write(folder.resolve("model")),
                    "--input",
                    lines("passages.jsonl", List.of("{\"id\":\"x\",\"text\":\"" + passage + "\"}")),
                    "--siblings",
                    lines("siblings.jsonl", siblings),
                    "--prefix",
                    8,
                    "--suffix",
                    6,
                    "--out",
                    folder.resolve("windows.jsonl"));
        }
    }
}
