package org.palimpsest.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.palimpsest.inference.lab.BpeTrainer;
import org.palimpsest.stats.Interval;

class ProvenanceContaminationCommandTest {
    private static final String SEEN =
            "The \\\"quick\\\" brown fox jumps over a lazy dog, while two small owls look on from an old oak.";

    @TempDir
    Path folder;

    private Path corpus;
    private Path benchmark;

    @BeforeEach
    void write() throws IOException {
        corpus = Files.writeString(folder.resolve("corpus.jsonl"), """
                {"id":"a","text":"Nothing of that kind stands here at all, or so one hopes for the test."}
                {"id":"b","text":"Say: THE QUICK brown fox jumps over a lazy dog while two small owls look on, from an old oak!"}
                {"id":"c","text":"the quick brown fox jumps over a lazy dog; the quick brown fox jumps over a lazy cat"}
                """);
        benchmark = Files.writeString(folder.resolve("benchmark.jsonl"), """
                {"id":"q1","text":"%s"}
                {"id":"q2","text":"Which planet has the most moons, and which of them was found first by telescope from earth?"}
                {"id":"q3","text":"Two words"}
                """.formatted(SEEN));
    }

    private JsonNode rows(Object... more) throws IOException {
        Object[] args = new Object[4 + more.length];
        System.arraycopy(new Object[] {"provenance", "contamination", "--input", benchmark}, 0, args, 0, 4);
        System.arraycopy(more, 0, args, 4, more.length);
        String lines = Run.of(args).done().out().lines().collect(Collectors.joining(",", "[", "]"));
        return new ObjectMapper().readTree(lines);
    }

    @Test
    void wordsAreComparedWithoutCaseAndPunctuationAndPlacesAreThoseOfTheText() throws IOException {
        JsonNode rows = rows("--corpus", corpus);
        assertThat(rows).hasSize(3);
        JsonNode gpt3 = rows.path(0).path("rules").path("gpt3");
        assertThat(rows.path(0).path("unit").asText()).isEqualTo("words");
        assertThat(rows.path(0).path("length").asInt()).isEqualTo(19);
        assertThat(gpt3.path("judgement").asText()).isEqualTo("dirty");
        assertThat(gpt3.path("statistic").asInt()).isEqualTo(19 - 8 + 1);
        assertThat(gpt3.path("coveredShare").asDouble()).isEqualTo(1);
        JsonNode span = gpt3.path("spans").path(0);
        assertThat(span.path("start").asInt()).isZero();
        assertThat(span.path("end").asInt()).isEqualTo(19);
        assertThat(span.path("text").toString())
                .isEqualTo("[0," + SEEN.replace("\\", "").length() + "]");
        assertThat(span.path("places").asInt()).isEqualTo(1);
        assertThat(span.path("documents").toString())
                .isEqualTo("[{\"document\":1,\"id\":\"b\",\"position\":1,\"step\":null}]");
        assertThat(rows.path(0).path("rules").path("llama2").path("judgement").asText())
                .isEqualTo("dirty");
        assertThat(rows.path(0).path("rules").path("palm").path("statistic").asDouble())
                .isEqualTo(1);
        assertThat(rows.path(1).path("rules").path("gpt3").path("judgement").asText())
                .isEqualTo("clean");
        assertThat(rows.path(2).path("rules").path("palm").path("judgement").asText())
                .isEqualTo("unjudged");
    }

    @Test
    void documentsAreCappedAndCountedOnce() throws IOException {
        benchmark = Files.writeString(
                folder.resolve("one.jsonl"), "{\"id\":\"q\",\"text\":\"quick brown fox jumps over a lazy dog\"}\n");
        JsonNode span = rows("--corpus", corpus, "--rule", "palm", "--documents", 1)
                .path(0)
                .path("rules")
                .path("palm")
                .path("spans")
                .path(0);
        assertThat(span.path("places").asInt()).isEqualTo(2);
        assertThat(span.path("documents")).hasSize(1);
        assertThat(span.path("documents").path(0).path("id").asText()).isEqualTo("b");
    }

    @Test
    void sharesHaveClopperPearsonIntervals() throws IOException {
        Path out = folder.resolve("rows.jsonl");
        Run run = Run.of(
                        "provenance", "contamination", "--input", benchmark, "--corpus", corpus, "--out", out, "--json")
                .done();
        JsonNode gpt3 = run.result().path("rules").path(0);
        Interval expected = Interval.clopperPearson(1, 2, 0.95);
        assertThat(gpt3.path("rule").asText()).isEqualTo("gpt3");
        assertThat(gpt3.path("judged").asInt()).isEqualTo(2);
        assertThat(gpt3.path("unjudged").asInt()).isEqualTo(1);
        assertThat(gpt3.path("dirtyShare").path("share").asDouble()).isEqualTo(0.5);
        assertThat(gpt3.path("dirtyShare").path("low").asDouble()).isCloseTo(expected.low(), within(1e-12));
        assertThat(gpt3.path("dirtyShare").path("high").asDouble()).isCloseTo(expected.high(), within(1e-12));
        JsonNode traced = run.result().path("rules").path(3);
        assertThat(traced.path("rule").asText()).isEqualTo("olmotrace");
        assertThat(traced.path("dirtyShare").isNull()).isTrue();
        assertThat(run.result().path("corpusTokens").asInt()).isEqualTo(15 + 20 + 18);
        assertThat(run.json().path("manifest").path("inputs")).hasSize(2);
        assertThat(Files.readAllLines(out)).hasSize(3);
        assertThat(folder).isDirectoryNotContaining("glob:**.tmp");
        assertThat(Run.of(
                                "provenance",
                                "contamination",
                                "--input",
                                benchmark,
                                "--corpus",
                                corpus,
                                "--out",
                                out,
                                "--force")
                        .done()
                        .out())
                .contains("gpt3", "50.0 %", "3 items against 53 words", "not that a model learnt it");
    }

    @Test
    void anIndexGivesTheSameFindingsAsItsDocumentsAndSteps() throws IOException {
        Path ids = Files.writeString(folder.resolve("ids.jsonl"), """
                {"id":"a","tokens":[9,9,9]}
                {"id":"b","tokens":[0,%s,0]}
                {"id":"c","tokens":[%s]}
                """.formatted(numbers(1, 20), numbers(3, 30)));
        Path order = Files.writeString(
                folder.resolve("order.jsonl"),
                "{\"index\":0,\"id\":\"c\"}\n{\"index\":1,\"id\":\"a\"}\n{\"index\":2,\"id\":\"b\"}\n");
        Path index = folder.resolve("index");
        Run.of("index", "build", "--input", ids, "--tokens", "--transcript", order, "--out", index, "-q")
                .done();
        benchmark = Files.writeString(
                folder.resolve("items.jsonl"),
                "{\"id\":\"x\",\"tokens\":[" + numbers(3, 18) + "]}\n{\"id\":\"y\",\"tokens\":[" + numbers(40, 60)
                        + "]}\n");
        JsonNode indexed = rows("--index", index);
        JsonNode scanned = rows("--corpus", ids);
        JsonNode span = indexed.path(0).path("rules").path("gpt3").path("spans").path(0);
        assertThat(span.path("places").asInt()).isEqualTo(2);
        assertThat(span.path("earliestStep").asInt()).isZero();
        assertThat(span.path("documents").toString())
                .isEqualTo("[{\"document\":1,\"id\":\"b\",\"position\":3,\"step\":2},"
                        + "{\"document\":2,\"id\":\"c\",\"position\":0,\"step\":0}]");
        assertThat(span.has("text")).isFalse();
        for (String rule : List.of("gpt3", "palm", "llama2", "olmotrace")) {
            for (int item = 0; item < 2; item++) {
                JsonNode one = indexed.path(item).path("rules").path(rule);
                JsonNode other = scanned.path(item).path("rules").path(rule);
                assertThat(one.path("judgement")).isEqualTo(other.path("judgement"));
                assertThat(one.path("statistic")).isEqualTo(other.path("statistic"));
                assertThat(one.path("spans").findValuesAsText("places"))
                        .isEqualTo(other.path("spans").findValuesAsText("places"));
            }
        }
    }

    private static String numbers(int from, int to) {
        return IntStream.rangeClosed(from, to).mapToObj(Integer::toString).collect(Collectors.joining(","));
    }

    @Test
    void textsAreTokenisedAsTheIndexSays() throws IOException {
        Path tokenizer = Files.writeString(
                folder.resolve("tokenizer.json"),
                BpeTrainer.withDefaults()
                        .withVocabularySize(280)
                        .train(List.of("the quick brown fox"))
                        .toTokenizerJson());
        Path index = folder.resolve("index");
        Run.of("index", "build", "--input", corpus, "--tokenizer", tokenizer, "--out", index, "-q")
                .done();
        benchmark = Files.writeString(
                folder.resolve("one.jsonl"), "{\"id\":\"q\",\"text\":\"the quick brown fox jumps over a lazy dog\"}\n");
        JsonNode indexed = rows("--index", index, "--rule", "palm,olmotrace").path(0);
        JsonNode scanned = rows("--corpus", corpus, "--tokenizer", tokenizer, "--rule", "palm,olmotrace")
                .path(0);
        assertThat(indexed).isEqualTo(scanned);
        assertThat(indexed.path("unit").asText()).isEqualTo("tokens");
        assertThat(indexed.path("rules")
                        .path("palm")
                        .path("spans")
                        .path(0)
                        .path("text")
                        .toString())
                .isEqualTo("[0,41]");
    }

    @Test
    void whatCannotBeUsedIsSaid() throws IOException {
        Run.of("provenance", "contamination", "--input", benchmark)
                .failed(ExitCode.USAGE, "say where to look: --index DIR or --corpus FILE, one of the two");
        Run.of("provenance", "contamination", "--input", benchmark, "--corpus", corpus, "--rule", "gpt9")
                .failed(ExitCode.USAGE, "Invalid value for option '--rule'");
        Run.of("provenance", "contamination", "--input", benchmark, "--corpus", corpus, "--json")
                .failed(ExitCode.USAGE, "--json prints a summary; give the rows a place with --out FILE");
        Run.of("provenance", "contamination", "--input", benchmark, "--corpus", folder.resolve("none"))
                .failed(ExitCode.BAD_INPUT, folder.resolve("none").toString());
        Path bad = Files.writeString(folder.resolve("bad.jsonl"), "{\"id\":\"x\",\"text\":\"one two\"}\n{\n");
        Run.of("provenance", "contamination", "--input", bad, "--corpus", corpus)
                .failed(ExitCode.BAD_INPUT, bad + ", line 2");
        Run skipped = Run.of("provenance", "contamination", "--input", bad, "--corpus", corpus, "--skip-bad", 1);
        assertThat(skipped.code()).isZero();
        assertThat(skipped.err()).startsWith("skipped: " + bad + ", line 2");
        Path tokens = Files.writeString(folder.resolve("tokens.jsonl"), "{\"id\":\"t\",\"tokens\":[1]}\n");
        Run.of("provenance", "contamination", "--input", benchmark, "--corpus", tokens)
                .refused(
                        ExitCode.BAD_INPUT,
                        "t: has tokens where others have text; give --tokenizer FILE, or texts everywhere");
        Run.of("provenance", "contamination", "--input", tokens, "--corpus", corpus)
                .refused(
                        ExitCode.BAD_INPUT,
                        "a: has text and no tokens, the benchmark has tokens; give --tokenizer FILE, or tokens everywhere");
    }
}
