package org.palimpsest.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TraceCommandsTest {
    @TempDir
    private Path folder;

    private Path corpus;
    private Path entities;
    private Path order;

    @BeforeEach
    void write() throws IOException {
        corpus = Files.writeString(folder.resolve("corpus.jsonl"), """
                {"id":"a","text":"The orbit of Mercury takes 88 days. It is hot."}
                {"id":"b","text":"Quicksilver is liquid; mercury boils at 357 degrees."}
                {"id":"c","text":"Mercury was sold for 88 coins."}
                """);
        entities = Files.writeString(folder.resolve("entities.jsonl"), """
                {"id":"planet","name":"Mercury","aliases":["planet Mercury"],"context":["orbit","sun"]}
                {"id":"metal","name":"Mercury","aliases":["quicksilver"],"context":["liquid","boils"]}
                """);
        order = Files.writeString(
                folder.resolve("order.jsonl"),
                "{\"index\":0,\"id\":\"b\",\"step\":5}\n{\"index\":1,\"id\":\"a\",\"step\":9}\n");
    }

    @Test
    void aFactIsTracedToThePassageThatStatesIt() throws IOException {
        JsonNode result = Run.of(
                        "trace",
                        "fact",
                        "--corpus",
                        corpus,
                        "--entities",
                        entities,
                        "--transcript",
                        order,
                        "--subject",
                        "planet",
                        "--answer",
                        "88 days",
                        "--question",
                        "How long is the orbit of Mercury?",
                        "--json")
                .done()
                .result();
        assertThat(result.path("fact").toString())
                .isEqualTo(
                        "{\"subject\":\"planet\",\"answer\":\"88 days\",\"question\":\"How long is the orbit of Mercury?\","
                                + "\"subjectEntity\":\"planet\",\"answerEntity\":null}");
        assertThat(result.path("documents").asInt()).isEqualTo(1);
        JsonNode passage = result.path("passages").path(0);
        assertThat(passage.path("document").asInt()).isZero();
        assertThat(passage.path("id").asText()).isEqualTo("a");
        assertThat(passage.path("start").asInt()).isZero();
        assertThat(passage.path("end").asInt()).isEqualTo(35);
        assertThat(passage.path("text").asText()).isEqualTo("The orbit of Mercury takes 88 days.");
        assertThat(passage.path("step").asLong()).isEqualTo(9);
        assertThat(passage.path("score").asDouble()).isBetween(0.3, 0.9);
    }

    @Test
    void anIndexIsBuiltOnceAndUsedAgain() throws IOException {
        Path index = folder.resolve("index");
        Object[] build = {
            "trace",
            "entity",
            "metal",
            "--corpus",
            corpus,
            "--entities",
            entities,
            "--index",
            index,
            "--transcript",
            order
        };
        String first = Run.of(build).done().out();
        assertThat(first)
                .startsWith("metal  Mercury, quicksilver: mentions 3, documents 2\n")
                .contains("  1.00  b  0-11  Quicksilver  (only-bearer)  step 5\n")
                .contains("  0.50  c  0-7  Mercury  (shared-name)\n");
        Run again = Run.of(build);
        assertThat(again.err()).isEqualTo("using " + index.resolve("palimpsest-search") + System.lineSeparator());
        assertThat(again.out()).isEqualTo(first);
        JsonNode row = Run.of(
                        "trace", "entity", "quicksilver", "--index", index, "--before-step", 6, "--limit", 1, "--json")
                .done()
                .result()
                .path("entities")
                .path(0);
        assertThat(row.path("mentions").asInt()).isEqualTo(3);
        assertThat(row.path("exposures").toString()).isEqualTo("{\"beforeStep\":6,\"documents\":1,\"mentions\":2}");
        assertThat(row.path("postings")).hasSize(1);
        Files.writeString(corpus, "{\"id\":\"z\",\"text\":\"z\"}\n");
        Run.of(build)
                .refused(
                        ExitCode.USAGE,
                        index.resolve("palimpsest-search")
                                + " was made of other files; choose another --index, or --force to replace it");
    }

    @Test
    void whatCannotBeUsedIsSaid() {
        Run.of("trace", "entity", "--corpus", corpus)
                .refused(
                        ExitCode.USAGE,
                        "name the entity: palimpsest trace entity NAME, before --corpus (see palimpsest trace entity --help)");
        Run.of("trace", "fact", "--subject", "a", "--answer", "b")
                .refused(
                        ExitCode.USAGE,
                        "missing option --corpus, or --index of a corpus that was searched before (see palimpsest trace fact"
                                + " --help)");
        Run.of("trace", "fact", "--corpus", corpus, "--subject", "--", "--answer", "b")
                .failed(ExitCode.USAGE, "");
        Run.of("trace", "entity", "x", "--index", folder, "--entities", entities)
                .refused(
                        ExitCode.USAGE,
                        "--entities and --transcript go with --corpus; an index has its own (see palimpsest trace entity --help)");
        Run.of("trace", "entity", "Venus", "--corpus", corpus, "--entities", entities)
                .refused(
                        ExitCode.BAD_INPUT,
                        "\"Venus\" is none of the 2 entities of this index; give it with --entities, or search for words with"
                                + " trace fact");
        Run.of("trace", "fact", "--corpus", corpus, "--entities", entities, "--subject", "mercury", "--answer", "88")
                .refused(ExitCode.BAD_INPUT, "\"mercury\" names 2 entities; give one of their ids: planet, metal");
        Run.of("trace", "entity", "planet", "--corpus", corpus, "--entities", entities, "--before-step", 3)
                .refused(ExitCode.BAD_INPUT, "the index knows no steps; build it with --transcript");
        Run.of("trace", "fact", "--index", folder.resolve("none"), "--subject", "a", "--answer", "b")
                .failed(ExitCode.BAD_INPUT, folder.resolve("none").toString());
    }

    @Test
    void theEvaluationRuns() throws IOException {
        JsonNode result = Run.of(
                        "trace", "evaluate", "--facts", 12, "--homonym-pairs", 3, "--distractors", 100, "--json")
                .done()
                .result();
        assertThat(result.path("documents").asInt()).isEqualTo(136);
        assertThat(result.path("facts").path(0).path("recallAt3").path("mean").isNumber())
                .isTrue();
        Run.of("trace", "evaluate", "--facts", 3, "--homonym-pairs", 2)
                .failed(ExitCode.USAGE, "facts must be at least 1 and twice homonymPairs");
    }
}
