package org.palimpsest.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Transcripts that are not what they seem: each is said, and none ends in a p-value that hides it. */
class ProvenanceQueryHostileTest {
    @TempDir
    private Path folder;

    private final Random random = new Random(5);

    /** A row of a suspect that remembers late text. */
    private String row(String id, int index, String more) {
        return "{\"id\":\"" + id + "\",\"index\":" + index + ",\"bob\":" + (random.nextGaussian() - index / 100.0)
                + ",\"ref\":" + random.nextGaussian() + more + "}";
    }

    private List<String> rows(int n) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            lines.add(row("d" + i, i, ""));
        }
        return lines;
    }

    private Path file(List<String> lines) throws IOException {
        return Files.write(folder.resolve("rows.jsonl"), lines);
    }

    private static Run query(Path file, Object... more) {
        List<Object> args = new ArrayList<>(
                List.of("provenance", "query", "--transcript", file, "--loss", "bob", "--permutations", 999));
        args.addAll(Arrays.asList(more));
        return Run.of(args.toArray());
    }

    private static JsonNode result(Path file, Object... more) throws IOException {
        List<Object> args = new ArrayList<>(Arrays.asList(more));
        args.add("--json");
        return query(file, args.toArray()).done().result();
    }

    private static List<String> findings(JsonNode result) {
        return result.path("findings").findValuesAsText("name");
    }

    @Test
    void anIdOfSeveralEpochsHasOnePlace() throws IOException {
        List<String> lines = rows(200);
        for (int i = 0; i < 200; i++) {
            lines.add(row("d" + (i * 77 % 200), 200 + i, ",\"epoch\":1"));
        }
        for (int i = 0; i < 200; i++) {
            lines.set(i, lines.get(i).replace("}", ",\"epoch\":0}"));
        }
        Path file = file(lines);
        Run run = query(file).done();
        assertThat(run.out())
                .contains(
                        "n 200 documents (0 dropped)",
                        "note            200 of 400 rows have the id of another row; 200 rows are left, the last place of"
                                + " each id counts (--exposure)\n");
        JsonNode last = result(file);
        assertThat(last.path("n").asInt()).isEqualTo(200);
        Path second = Files.write(folder.resolve("second.jsonl"), lines.subList(200, 400));
        assertThat(result(second).path("statistic")).isEqualTo(last.path("statistic"));
        JsonNode first = result(file, "--exposure", "first");
        Path begin = Files.write(folder.resolve("first.jsonl"), lines.subList(0, 200));
        assertThat(result(begin).path("statistic")).isEqualTo(first.path("statistic"));
        assertThat(result(file, "--exposure", "mean").path("n").asInt()).isEqualTo(200);
        JsonNode epochs = result(file, "--strata", "epoch");
        assertThat(epochs.path("n").asInt()).isEqualTo(400);
        assertThat(findings(epochs)).doesNotContain("repeated-ids");
    }

    @Test
    void aPositionOfSeveralRowsIsRefused() throws IOException {
        List<String> lines = rows(40);
        lines.add(row("other", 39, ""));
        Path file = file(lines);
        query(file)
                .failed(
                        ExitCode.BAD_INPUT,
                        file + ": 1 of 41 rows have a position that another row has; say what they are");
    }

    @Test
    void aTextOfSeveralRowsIsSaid() throws IOException {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            String text = "a text of its own, number " + i % 50 + " " + "x".repeat(150);
            lines.add(row("d" + i, i, ",\"text\":\"" + text + "\""));
        }
        Run run = query(file(lines)).done();
        assertThat(run.out())
                .contains(
                        "warning         10 rows have the text of another row (10 texts come several times): leave the"
                                + " copies out, or give rows of one document one id\n");
    }

    @Test
    void packedRowsAreOneSequence() throws IOException {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            int sequence = i / 3;
            // the length is that of the sequence, a coin a sequence: no trend but that of 100 coins
            lines.add(row("d" + i, i, ",\"sequence\":" + sequence + ",\"len\":" + (sequence * 37 % 100)));
        }
        Path file = file(lines);
        query(file)
                .refused(
                        ExitCode.BAD_INPUT,
                        file
                                + ": 200 of 300 rows stand in the sequence of another row (column sequence), but index gives"
                                + " them places of their own; a packed sequence was shuffled as one: --position sequence"
                                + " --same-position mean, or each if documents were shuffled one by one");
        JsonNode packed = result(file, "--position", "sequence", "--same-position", "mean", "--covariate", "len");
        assertThat(packed.path("n").asInt()).isEqualTo(100);
        assertThat(findings(packed)).isEmpty();
    }

    /** 40 sequences of 25 rows each: the drift of their 40 means is no finding, that of 1,000 rows would be. */
    @Test
    void theAuditCountsSequencesAndNotTheirRows() throws IOException {
        List<String> lines = new ArrayList<>();
        for (int sequence = 0; sequence < 40; sequence++) {
            double level = new Random(sequence).nextGaussian() + sequence / 25.0;
            for (int k = 0; k < 25; k++) {
                lines.add(row("d" + sequence + "-" + k, sequence, ",\"len\":" + level));
            }
        }
        Path file = file(lines);
        JsonNode each = result(file, "--same-position", "each", "--covariate", "len");
        assertThat(findings(each)).contains("curriculum");
        JsonNode mean = result(file, "--same-position", "mean", "--covariate", "len");
        assertThat(findings(mean)).doesNotContain("curriculum");
    }

    @Test
    void missingRowsAreSaid() throws IOException {
        List<String> lines = rows(100);
        lines.subList(30, 60).clear();
        assertThat(query(file(lines)).done().out())
                .contains(
                        "note            rows stand at 70 of the 100 positions from 0 to 99; a part of a transcript is"
                                + " enough if scores had no say in which\n");
    }

    @Test
    void lossesThatAreNotFiniteAreCountedAndTheFirstIsNamed() throws IOException {
        List<String> lines = rows(60);
        lines.set(20, lines.get(20).replaceAll("\"bob\":[^,]*", "\"bob\":NaN"));
        lines.set(7, lines.get(7).replaceAll("\"bob\":[^,]*", "\"bob\":Infinity"));
        lines.set(9, lines.get(9).replaceAll("\"ref\":[^,}]*", "\"ref\":null"));
        Path file = file(lines);
        Run run = query(file, "--reference-loss", "ref").done();
        assertThat(run.out())
                .contains(
                        "n 57 documents (3 dropped)",
                        "note            2 rows have no finite bob and are dropped; the first is row 8\n",
                        "note            1 row has no finite loss of the reference ref and is dropped; it is row 10\n");
        for (int i = 40; i < 60; i++) {
            lines.set(i, lines.get(i).replaceAll("\"bob\":[^,]*", "\"bob\":NaN"));
        }
        assertThat(findings(result(file(lines)))).contains("missing-follows-order");
    }

    @Test
    void aCurriculumOfLengthsOrSourcesIsRefusedUnasked() throws IOException {
        List<String> lengths = new ArrayList<>();
        List<String> sources = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            lengths.add(row("d" + i, i, ",\"text\":\"" + i + " " + "word ".repeat(5 + i) + "\""));
            sources.add(row("d" + i, i, ",\"source\":\"s" + i / 50 + "\""));
        }
        JsonNode sorted = result(file(lengths));
        assertThat(findings(sorted)).contains("curriculum");
        assertThat(sorted.path("verdict").asText()).isEqualTo("confounded");
        JsonNode blocks = result(file(sources));
        assertThat(findings(blocks)).contains("curriculum");
        assertThat(blocks.path("verdict").asText()).isEqualTo("confounded");
        assertThat(result(file(sources), "--strata", "source").path("verdict").asText())
                .isEqualTo("consistent-unverified");
    }

    @Test
    void anUnsortedFileGivesTheSameResult() throws IOException {
        List<String> lines = rows(80);
        JsonNode sorted = result(file(lines), "--exposure", "mean");
        Collections.shuffle(lines, new Random(1));
        JsonNode mixed = result(file(lines), "--exposure", "mean");
        assertThat(mixed.path("permutationP")).isEqualTo(sorted.path("permutationP"));
        assertThat(mixed.path("log10E")).isEqualTo(sorted.path("log10E"));
        assertThat(findings(mixed)).containsExactly("unsorted");
    }

    @Test
    void tokensOfAnotherTokenizerAreRefused() throws IOException {
        Path model = SmallModel.write(Files.createDirectory(folder.resolve("model")));
        List<String> good = new ArrayList<>();
        List<String> wrong = new ArrayList<>();
        List<String> beyond = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            String text = "the people are at peace with the world, number " + i;
            String head = "{\"id\":\"d" + i + "\",\"index\":" + i + ",";
            good.add(head + "\"text\":\"" + text + "\"}");
            wrong.add(head + "\"text\":\"" + text + "\",\"tokens\":[" + (10 + i) + ",11,12,200,201,202,13,14,15]}");
            beyond.add(head + "\"tokens\":[" + (10 + i) + ",999]}");
        }
        Object[] args = {"provenance", "query", "--transcript", "", "--model", model, "--permutations", 99, "--json"};
        args[3] = file(good);
        assertThat(findings(Run.of(args).done().result())).doesNotContain("wrong-tokenizer");
        args[3] = file(wrong);
        JsonNode result = Run.of(args).done().result();
        assertThat(findings(result)).contains("wrong-tokenizer");
        assertThat(result.path("verdict").asText()).isEqualTo("confounded");
        args[3] = file(beyond);
        Run refused = Run.of(args);
        assertThat(refused.code()).isEqualTo(3);
        assertThat(refused.err()).contains("999");
        assertThat(refused.out()).isEmpty();
    }

    @Test
    void columnsOfOtherTypesThatNobodyNamedArePassedOver() throws IOException {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            lines.add("{\"id\":{\"a\":1},\"sequence\":[1,2],\"source\":null,\"text\":3.5,\"index\":" + i + ",\"bob\":"
                    + random.nextGaussian() + "}");
        }
        assertThat(findings(result(file(lines)))).isEmpty();
    }

    @Test
    void theSequentialTestIsCheckedAsTheOther() throws IOException {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            lines.add(
                    row("d" + i, i, ",\"clean\":" + random.nextGaussian() + ",\"sorted\":" + (i + random.nextInt(9))));
        }
        Path file = file(lines);
        JsonNode clean = result(file, "--sequential", "--innocent-loss", "clean", "--reference-loss", "ref");
        assertThat(findings(clean)).isEmpty();
        assertThat(clean.path("verdict").asText()).isEqualTo("consistent-unverified");
        for (List<String> check : List.of(
                List.of("--reference-loss", "reference-depends-on-order"),
                List.of("--covariate", "curriculum"),
                List.of("--innocent-loss", "innocent-follows-order"))) {
            JsonNode fixed = result(file, check.get(0), "sorted");
            JsonNode sequential = result(file, check.get(0), "sorted", "--sequential");
            assertThat(findings(sequential)).contains(check.get(1));
            assertThat(sequential.path("findings")).isEqualTo(fixed.path("findings"));
            assertThat(sequential.path("verdict").asText()).isEqualTo("confounded");
        }
        lines.set(3, lines.get(3).replaceAll("\"bob\":[^,]*", "\"bob\":null"));
        for (int i = 4; i < 300; i++) {
            lines.set(i, lines.get(i).replaceAll("\"bob\":[^,]*", "\"bob\":" + random.nextGaussian()));
        }
        assertThat(findings(result(file(lines), "--sequential"))).containsExactly("missing", "empty-pairs");
    }
}
