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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.palimpsest.corpus.run.Fingerprint;

class AttackCommandTest {
    /** Four members and five non-members; of 20 pairs 16 are won. */
    private static final double[] SCORES = {-1, -3, -4, -6, -2, -5, -7, -8, -8};

    @TempDir
    private Path folder;

    private static Run attack(Object... more) {
        List<Object> args = new ArrayList<>(List.of("attack"));
        args.addAll(Arrays.asList(more));
        return Run.of(args.toArray());
    }

    private static String rows(String text) {
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < SCORES.length; i++) {
            rows.append(String.format(
                    java.util.Locale.ROOT,
                    "{\"id\":\"t%d\",\"tokens\":[1,2,3],\"logprobs\":[%s,%s],\"text\":\"%s\",\"label\":%d}%n",
                    i,
                    SCORES[i] + 0.5,
                    SCORES[i] - 0.5,
                    text,
                    i < 4 ? 1 : 0));
        }
        return rows.toString();
    }

    private Path scores() throws IOException {
        return Files.writeString(folder.resolve("s.jsonl"), rows("the cat sat on the mat"));
    }

    private static JsonNode named(JsonNode list, String field, String name) {
        for (JsonNode entry : list) {
            if (entry.path(field).asText().equals(name)) {
                return entry;
            }
        }
        throw new AssertionError(name + " is not in " + list);
    }

    @Test
    void theNumbersAreThoseWorkedOutByHand() throws IOException {
        Path file = scores();
        Run run = attack("--scores", file, "--fpr", "0.001,0.2,0.5", "--json").done();
        assertThat(run.json().path("command").asText()).isEqualTo("attack");
        JsonNode result = run.result();
        JsonNode loss = named(result.path("attacks"), "attack", "loss");
        assertThat(loss.path("n").asInt()).isEqualTo(9);
        assertThat(loss.path("members").asInt()).isEqualTo(4);
        assertThat(loss.path("auc").asDouble()).isEqualTo(0.8);
        assertThat(loss.path("aucLow").asDouble()).isBetween(0.1, 0.8);
        assertThat(loss.path("aucHigh").asDouble()).isBetween(0.8, 1.0);
        assertThat(loss.path("method").asText()).isEqualTo("permutation");
        assertThat(loss.path("p").asDouble()).isCloseTo(12 / 126.0, within(0.02));
        JsonNode first = loss.path("tprAtFpr").path(0);
        assertThat(first.path("fpr").asDouble()).isEqualTo(0.2);
        assertThat(first.path("tpr").asDouble()).isEqualTo(0.75);
        assertThat(first.path("achievedFpr").asDouble()).isEqualTo(0.2);
        assertThat(first.path("low").asDouble()).isLessThanOrEqualTo(0.75);
        assertThat(first.path("high").asDouble()).isGreaterThanOrEqualTo(0.75);
        JsonNode refused = result.path("refused");
        assertThat(named(refused, "fpr", "0.001").path("reason").asText())
                .isEqualTo("a false-positive rate below 1/5 cannot be seen with 5 non-members");
        assertThat(named(refused, "attack", "ratio").path("reason").asText())
                .isEqualTo("not run: no reference scores are recorded");
        assertThat(named(result.path("blind"), "baseline", "bag_of_words")
                        .path("auc")
                        .asDouble())
                .isEqualTo(0.5);
        JsonNode beyond = loss.path("beyondBlind");
        assertThat(beyond.path("baseline").asText()).isEqualTo("bag_of_words");
        assertThat(beyond.path("n").asInt()).isEqualTo(9);
        assertThat(beyond.path("difference").asDouble()).isCloseTo(0.3, within(1e-12));
        assertThat(beyond.path("low").asDouble()).isBetween(-1.0, 0.0);
        assertThat(beyond.path("high").asDouble()).isBetween(0.3, 1.0);
        assertThat(result.path("verdict").asText()).isEqualTo("underpowered");
        JsonNode manifest = run.json().path("manifest");
        assertThat(manifest.path("inputs").path(0).path("sha256").asText()).isEqualTo(Fingerprint.sha256(file));
        assertThat(manifest.path("options").path("k").asDouble()).isEqualTo(0.2);
        assertThat(manifest.path("options").path("fpr")).hasSize(3);
    }

    @Test
    void theSameManifestGivesTheSameBytes() throws IOException {
        Path file = scores();
        assertThat(attack("--scores", file, "--json", "--seed", 4).out())
                .isEqualTo(attack("--scores", file, "--json", "--seed", 4).out());
    }

    @Test
    void aRowATextIsWrittenWithEveryScore() throws IOException {
        Path file = scores();
        Path reference = Files.writeString(folder.resolve("r.jsonl"), rows("x").replace("t8", "other"));
        Path out = folder.resolve("out.jsonl");
        Run run = attack(
                "--scores",
                file,
                "--reference-scores",
                reference,
                "--attacks",
                "ref,zlib,min_k",
                "--k",
                "1",
                "--out",
                out,
                "--json");
        assertThat(run.code()).isZero();
        List<String> lines = Files.readAllLines(out);
        assertThat(lines).hasSize(9);
        JsonNode first = new ObjectMapper().readTree(lines.get(0));
        assertThat(first.path("id").asText()).isEqualTo("t0");
        assertThat(first.path("label").asInt()).isEqualTo(1);
        assertThat(first.path("ratio").asDouble()).isZero();
        assertThat(first.path("min_k").asDouble()).isEqualTo(-1);
        assertThat(first.path("zlib").asDouble()).isEqualTo(-1 / 27.0);
        JsonNode last = new ObjectMapper().readTree(lines.get(8));
        assertThat(last.path("ratio").isNull()).isTrue();
        assertThat(last.path("undefined").path("ratio").asText()).isEqualTo("no reference scores are recorded");
        assertThat(run.err())
                .isEqualTo("warning: ratio is undefined for 1 labelled texts (0 of them members), which are left out"
                        + System.lineSeparator());
        assertThat(run.json().path("manifest").path("inputs")).hasSize(2);
    }

    @Test
    void theVerdictComesFirst() throws IOException {
        Run run = attack("--scores", scores(), "--attacks", "loss").done();
        assertThat(run.out())
                .startsWith("verdict  no-evidence: no AUC below 1 would have been found with 90 % power.\n")
                .contains("9 texts: 4 members, 5 non-members. H0:", "loss", "0.800", "bag_of_words")
                .contains("AUC less bag_of_words", "+0.300 [")
                .contains("refused  at FPR 0.01 ");
    }

    @Test
    void textsThatGiveTheirLabelsAwayAreConfounded() throws IOException {
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < 40; i++) {
            rows.append("{\"id\":\"t")
                    .append(i)
                    .append("\",\"tokens\":[1],\"logprobs\":[")
                    .append(-1 - (i * 7 % 11));
            rows.append("],\"label\":").append(i % 2).append(",\"text\":\"a ").append(i % 2 == 0 ? "b b" : "c c\\n");
            rows.append("\"}\n");
        }
        Path file = Files.writeString(folder.resolve("c.jsonl"), rows);
        Run run = attack("--scores", file, "--attacks", "loss", "--json", "--fail-on", "significant");
        assertThat(run.result().path("verdict").asText()).isEqualTo("confounded");
        assertThat(run.code()).isZero();
        Run blindless = attack("--scores", file, "--attacks", "loss", "--json", "--blind", "never");
        assertThat(blindless.result().path("blind")).isEmpty();
        assertThat(blindless.result().path("attacks").path(0).has("beyondBlind"))
                .isFalse();
        assertThat(blindless.result().path("verdict").asText()).isEqualTo("no-evidence");
    }

    @Test
    void rowsWithoutLabelsAreToldWhatToDo() throws IOException {
        Path file =
                Files.writeString(folder.resolve("u.jsonl"), "{\"id\":\"a\",\"tokens\":[1,2],\"logprobs\":[-3.5]}\n");
        assertThat(attack("--scores", file, "--attacks", "loss").done().out())
                .contains(
                        "No row has a label, so there is nothing to compare: give the texts metadata.label, 1 (member)"
                                + " or 0, before they are scored.");
    }

    @Test
    void standardInputIsRead() throws IOException {
        Run run = Run.withInput(rows("x"), "attack", "--scores", "-", "--attacks", "loss", "--json");
        assertThat(run.result().path("attacks").path(0).path("auc").asDouble()).isEqualTo(0.8);
        assertThat(run.json()
                        .path("manifest")
                        .path("inputs")
                        .path(0)
                        .path("path")
                        .asText())
                .isEqualTo("-");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--attacks loss,nope|--attacks: attack must be one of loss, ratio, zlib, zlib_sum, lowercase, min_k, min_k++,"
                        + " recall, con_recall, dc_pdd, pac, surp, neighbourhood, samia, samia_zlib, wbc, got nope",
                "--k 0|Invalid value for option '--k': must be in (0, 1], got 0",
                "--fpr 0.1,2|Invalid value for option '--fpr' (LIST): must be in (0, 1], got 2",
                "--blind-permutations 50|blindPermutations must be at least 100, got 50",
                "--vocabulary 9|--vocabulary goes with --frequencies FILE",
                "--reference-scores -|only --scores may be standard input",
            })
    void wrongUsageIsNamedBeforeAFileIsOpened(String options, String reason) {
        List<Object> args = new ArrayList<>(List.of("--scores", "missing.jsonl"));
        args.addAll(Arrays.asList(options.split(" ", -1)));
        Run run = attack(args.toArray());
        assertThat(run.err())
                .isEqualTo("error: " + reason + " (see palimpsest attack --help)" + System.lineSeparator());
        assertThat(run.code()).isEqualTo(ExitCode.USAGE.code());
    }

    @Test
    void aBadRowIsBadInput() throws IOException {
        Path file = Files.writeString(folder.resolve("b.jsonl"), "{\"id\":\"a\",\"tokens\":[1],\"logprobs\":[3.5]}\n");
        attack("--scores", file)
                .refused(
                        ExitCode.BAD_INPUT,
                        file
                                + ", line 1: field \"logprobs[0]\": expected a log-probability in nats, at most 0 (a loss has"
                                + " the other sign), found a number (3.5)");
    }

    @Test
    void frequenciesAreRead() throws IOException {
        Path table =
                Files.writeString(folder.resolve("f.jsonl"), "{\"token\":2,\"count\":3}\n{\"token\":3,\"count\":0}\n");
        Run run = attack(
                "--scores", scores(), "--attacks", "dc_pdd", "--frequencies", table, "--vocabulary", 4, "--json");
        assertThat(run.result().path("attacks").path(0).path("attack").asText()).isEqualTo("dc_pdd");
    }
}
