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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.palimpsest.corpus.run.Fingerprint;

class ProvenanceReshuffleCommandTest {
    @TempDir
    private Path folder;

    private static Run reshuffle(Object... more) {
        List<Object> args = new ArrayList<>(List.of("provenance", "reshuffle"));
        args.addAll(Arrays.asList(more));
        return Run.of(args.toArray());
    }

    /** What a run says that fails with this code and prints no result. */
    private static String message(Run run, ExitCode code) {
        assertThat(run.code()).isEqualTo(code.code());
        assertThat(run.out()).isEmpty();
        return run.err();
    }

    private Path scores(String name, String... logProbs) throws IOException {
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < logProbs.length; i++) {
            int count = logProbs[i].split(",").length;
            String tokens = "1" + ",1".repeat(count);
            rows.append("{\"id\":\"t")
                    .append(i)
                    .append("\",\"tokens\":[")
                    .append(tokens)
                    .append("],\"logprobs\":[")
                    .append(logProbs[i])
                    .append("]}\n");
        }
        return Files.writeString(folder.resolve(name), rows);
    }

    @Test
    void numbersAreThoseWorkedOutByHand() throws IOException {
        // mean 2, sd 1 with two in the denominator: t = (5 - 2) / sqrt(1 + 1/3) with 2 degrees of freedom
        Run run = reshuffle("--true", 5, "--reshuffled", "1,2,3", "--json").done();
        JsonNode result = run.result();
        double t = 3 / Math.sqrt(4 / 3.0);
        assertThat(result.path("m").asInt()).isEqualTo(3);
        assertThat(result.path("t").asDouble()).isCloseTo(t, within(1e-12));
        double p = 0.5 - t / (2 * Math.sqrt(2 + t * t));
        assertThat(result.path("p").asDouble()).isCloseTo(p, within(1e-12));
        assertThat(result.path("log10P").asDouble()).isCloseTo(Math.log10(p), within(1e-10));
        assertThat(result.path("rankP").asDouble()).isEqualTo(0.25);
        assertThat(result.path("z").asDouble()).isCloseTo(3 / (Math.sqrt(2 / 3.0) + 1e-6), within(1e-12));
        assertThat(result.path("verdict").asText()).isEqualTo("underpowered");
        assertThat(result.path("note").asText()).contains("cannot be below 1/4", "at least 19 are advised");
        assertThat(run.json().path("command").asText()).isEqualTo("provenance reshuffle");
    }

    @Test
    void negativeNumbersAndBlanksAreRead() throws IOException {
        JsonNode result = reshuffle("--true", "-5.5", "--reshuffled", "-1,-2", "-3.5", "--json")
                .done()
                .result();
        assertThat(result.path("m").asInt()).isEqualTo(3);
        assertThat(result.path("t").asDouble()).isNegative();
        assertThat(result.path("rankP").asDouble()).isEqualTo(1);
        assertThat(reshuffle("--true=-5.5", "--reshuffled=-1,-2,-3.5").done().out())
                .contains("number 4 of 4 by likelihood", "rank p", "underpowered");
    }

    @Test
    void theLevelDecidesHowManyOthersAreNeeded() throws IOException {
        StringBuilder nineteen = new StringBuilder("0");
        for (int i = 1; i < 19; i++) {
            nineteen.append(',').append(i % 5);
        }
        JsonNode strong = reshuffle("--true", 30, "--reshuffled", nineteen, "--json")
                .done()
                .result();
        assertThat(strong.path("rankP").asDouble()).isEqualTo(0.05);
        assertThat(strong.path("p").asDouble()).isLessThan(1e-9);
        assertThat(strong.path("verdict").asText()).isEqualTo("underpowered");
        assertThat(strong.path("note").asText()).contains("level 0.01 needs 99");
        assertThat(reshuffle("--true", 30, "--reshuffled", nineteen, "--alpha", 0.05, "--json")
                        .done()
                        .result()
                        .path("verdict")
                        .asText())
                .isEqualTo("consistent-unverified");
        Run exit = reshuffle("--true", 30, "--reshuffled", nineteen, "--alpha", 0.05, "--fail-on", "significant");
        assertThat(exit.code()).isEqualTo(10);
        String many = nineteen + ("," + nineteen).repeat(5);
        assertThat(reshuffle("--true", 30, "--reshuffled", many, "--json")
                        .done()
                        .result()
                        .path("note")
                        .asText())
                .isEmpty();
    }

    @Test
    void scoreFilesGiveTheMeanOverTextsOfNatsAToken() throws IOException {
        Path first = scores("true.jsonl", "-1,-3", "-4,-4,-4,-4");
        Path second = scores("s1.jsonl", "-2,-4", "-5,-5,-5,-5");
        Path third = scores("s2.jsonl", "-3,-5", "-6,-6,-6,-6");
        Run run = reshuffle("--true", first, "--reshuffled", second + "," + third, "--json")
                .done();
        assertThat(run.result().path("trueOrder").asDouble()).isCloseTo(-3, within(1e-12));
        assertThat(run.result().path("reshuffled").path(1).asDouble()).isCloseTo(-5, within(1e-12));
        assertThat(run.json()
                        .path("manifest")
                        .path("inputs")
                        .path(0)
                        .path("sha256")
                        .asText())
                .isEqualTo(Fingerprint.sha256(first));
    }

    @Test
    void filesOfOtherTextsAreBadInput() throws IOException {
        Path first = scores("true.jsonl", "-1,-3", "-4");
        Path good = scores("s1.jsonl", "-2,-3", "-5");
        Path fewer = scores("s2.jsonl", "-2,-3");
        Path longer = scores("s3.jsonl", "-2,-3", "-5,-5");
        Path empty = Files.writeString(folder.resolve("s4.jsonl"), "");
        assertThat(message(reshuffle("--true", first, "--reshuffled", good + "," + fewer), ExitCode.BAD_INPUT))
                .contains("s2.jsonl: has no row of text t1, which", "all models must score the same texts");
        assertThat(message(reshuffle("--true", first, "--reshuffled", good + "," + longer), ExitCode.BAD_INPUT))
                .contains("s3.jsonl: scores 2 tokens of text t1", "scores 1");
        assertThat(message(reshuffle("--true", first, "--reshuffled", good + "," + empty), ExitCode.BAD_INPUT))
                .contains("s4.jsonl: has no row of scores");
        assertThat(message(
                        reshuffle("--true", first, "--reshuffled", good + "," + folder.resolve("none.jsonl")),
                        ExitCode.BAD_INPUT))
                .contains("none.jsonl");
        assertThat(message(reshuffle("--true", first, "--reshuffled", good + "," + good), ExitCode.USAGE))
                .contains("is given twice");
    }

    @Test
    void wrongUseIsToldBeforeAnythingIsRead() {
        assertThat(message(reshuffle("--true", 1), ExitCode.USAGE)).contains("missing option --reshuffled");
        assertThat(message(reshuffle("--true", 1, "--reshuffled", 2), ExitCode.USAGE))
                .contains("at least 2 scores, got 1");
        assertThat(message(reshuffle("--true", 1, "--reshuffled", "2,none.jsonl"), ExitCode.USAGE))
                .contains("must all be numbers or all be files");
        assertThat(message(reshuffle("--true", "NaN", "--reshuffled", "2,3"), ExitCode.USAGE))
                .contains("value must be finite");
        assertThat(message(reshuffle("--true", 1, "--reshuffled", "2,2,2"), ExitCode.USAGE))
                .contains("others");
        assertThat(message(reshuffle(), ExitCode.USAGE)).contains("give --true and --reshuffled, or --lab and --input");
        assertThat(message(reshuffle("--true", 1, "--reshuffled", "2,3", "--adapt", 3), ExitCode.USAGE))
                .contains("--adapt goes with --lab");
        assertThat(message(reshuffle("--lab", "none", "--input", "none", "--adapt-rate", 0), ExitCode.USAGE))
                .contains("learningRate must be above 0");
        assertThat(message(reshuffle("--lab", "none", "--input", "none"), ExitCode.BAD_INPUT))
                .contains("has no finished model in true-order");
    }

    @Test
    void theLabTrainsAgainAdaptsAndTests() throws IOException {
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < 24; i++) {
            rows.append("{\"id\":\"d" + i + "\",\"text\":\"the union of year " + i * 37 + " is strong\"}\n");
        }
        Path corpus = Files.writeString(folder.resolve("corpus.jsonl"), rows);
        Path alice = folder.resolve("alice");
        List<Object> train = new ArrayList<>(
                List.of("lab", "train", "--input", corpus, "--out", alice, "--threads", 1, "-q", "--layers", 1));
        train.addAll(List.of("--hidden", 16, "--heads", 2, "--vocabulary", 280, "--sequence", 24, "--batch", 4));
        train.addAll(List.of("--checkpoint-every", 3));
        Run.of(train.toArray()).done();
        Path again = folder.resolve("again");
        List<Object> phase = new ArrayList<>(
                List.of("lab", "train", "--from", alice.resolve("checkpoints/step-3"), "--reshuffle-last", 0.4));
        phase.addAll(List.of("--copies", 2, "--input", corpus, "--out", again, "--threads", 1, "-q"));
        Run.of(phase.toArray()).done();
        String repeated = "{\"id\":\"a\",\"text\":\"the union is strong\"}\n";
        Path texts = Files.writeString(
                folder.resolve("suspect.jsonl"),
                repeated + "{\"id\":\"b\",\"text\":\"of year 37\"}\n" + repeated.replace("\"a\"", "\"c\""));
        JsonNode plain = reshuffle("--lab", again, "--input", texts, "--adapt", 0, "-q", "--json")
                .done()
                .result();
        JsonNode adapted = reshuffle(
                        "--lab", again, "--input", texts, "--adapt", 3, "--adapt-rate", 0.01, "-q", "--json")
                .done()
                .result();
        assertThat(plain.path("m").asInt()).isEqualTo(2);
        assertThat(adapted.path("trueOrder").asDouble())
                .isNotEqualTo(plain.path("trueOrder").asDouble());
        assertThat(message(reshuffle("--lab", alice, "--input", texts), ExitCode.BAD_INPUT))
                .contains("alice: has no finished model in true-order");
        Path one = Files.writeString(folder.resolve("one.jsonl"), repeated);
        assertThat(message(reshuffle("--lab", again, "--input", one, "-q"), ExitCode.BAD_INPUT))
                .contains("one.jsonl: adaptation needs at least 2 texts, got 1");
    }
}
