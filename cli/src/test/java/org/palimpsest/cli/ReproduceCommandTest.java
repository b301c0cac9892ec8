package org.palimpsest.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReproduceCommandTest {
    private static final String ROWS = """
            {"index":0,"bob":5}
            {"index":1,"bob":3}
            {"index":2,"bob":4}
            {"index":3,"bob":2}
            {"index":4,"bob":1}
            """;

    @TempDir
    private Path folder;

    private Path yaml(String expect) throws IOException {
        Files.writeString(folder.resolve("rows.jsonl"), ROWS);
        return Files.writeString(folder.resolve("e.yaml"), """
                experiments:
                  - name: five rows
                    about: Spearman by hand
                    run:
                      - provenance query --transcript ${here}/rows.jsonl --loss bob
                    expect:
                """ + expect.indent(6));
    }

    @Test
    void numbersThatHoldEndWell() throws IOException {
        Path file = yaml("""
                - {at: /statistic, number: 0.9, within: 1e-12}
                - {at: /n, number: 5}
                - {at: /log10P, atLeast: -2, atMost: -1}
                - {at: /permutationP, number: 0.0417, relative: 0.2}
                - {at: /verdict, text: no-evidence}
                """);
        Run run = Run.of("reproduce", file, "--json").done();
        assertThat(run.result().path("failed").asInt()).isZero();
        assertThat(run.result().path("checks").asInt()).isEqualTo(5);
        assertThat(run.result().at("/experiments/0/checks/0/found").asText()).startsWith("0.9");
        assertThat(Run.of("reproduce", file).done().out())
                .contains("five rows")
                .contains("yes")
                .doesNotContain("NO");
    }

    /** One digit, one bound, one word: each wrong number fails, and says which. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{at: /statistic, number: 0.91, within: 0.001} | /statistic: expected 0.91 ± 0.001, found 0.9",
                "{at: /n, number: 6} | /n: expected 6.0, found 5",
                "{at: /n, atMost: 4} | /n: expected ≤ 4.0, found 5",
                "{at: /n, atLeast: 6} | /n: expected ≥ 6.0, found 5",
                "{at: /verdict, text: confounded} | /verdict: expected confounded, found no-evidence",
                "{at: /nothing, number: 0, within: 9} | /nothing: expected 0.0 ± 9, found nothing",
            })
    void aWrongNumberFails(String wrong, String message) throws IOException {
        Path file = yaml("- {at: /n, number: 5}\n- " + wrong + "\n");
        Run run = Run.of("reproduce", file);
        assertThat(run.code()).isEqualTo(ExitCode.BAD_INPUT.code());
        assertThat(run.err()).startsWith("error: " + file + ": 1 of 2 numbers do not hold: five rows, " + message);
        assertThat(run.out()).contains("NO");
    }

    @Test
    void resultsAreKeptAndMakeAReport() throws IOException {
        Path file = yaml("- {at: /n, number: 5}\n");
        Path out = folder.resolve("out");
        Run.of("reproduce", file, "--out", out, "--only", "five rows").done();
        Run.of("report", "--input", out.resolve("result-1.json"), "--out", folder.resolve("r.html"))
                .done();
        Run.of("reproduce", file, "--out", out).failed(ExitCode.USAGE, out + " is there already");
        Run.of("reproduce", file, "--only", "six rows")
                .failed(ExitCode.USAGE, "--only: " + file + " has no experiment six rows; it has five rows");
    }

    /** The numbers that ship are those of scipy. */
    @Test
    void theExperimentsThatShipHold() throws IOException {
        Run run = Run.of("reproduce", Path.of("../docs/experiments/reproduce.yaml"), "--json")
                .done();
        assertThat(run.result().path("checks").asInt()).isEqualTo(9);
    }

    /** Commands run after one another, and the last one is looked at. */
    @Test
    void earlierCommandsPrepare() throws IOException {
        Path file = Files.writeString(folder.resolve("two.yaml"), """
                experiments:
                  - name: sealed
                    run:
                      - traps generate --family ghost --count 2 --controls 3 --seed 5 --out ${out}/registry
                      - traps verify --registry ${out}/registry
                    expect:
                      - {at: /verified, text: "true"}
                """);
        Run run = Run.of("reproduce", file, "--json");
        assertThat(run.result().at("/experiments/0/checks").size())
                .as(run.err())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "experiments: [] | has no list of experiments",
                "a: [1 | is not YAML",
                "experiments: [{name: a, run: [demo]}] | experiment 1: it expects nothing, so that it could not fail",
                "experiments: [{name: a, expect: [{at: /p, number: 1}]}] | experiment 1: it has no list of commands",
                "experiments: [{run: [demo]}] | experiment 1: it has no name",
                "experiments: [{name: a, runs: [demo]}] | experiment 1: an experiment has no key runs",
                "experiments: [{name: a, run: [demo], expect: [{at: p, number: 1}]}] | experiment 1: at must be a JSON pointer",
                "experiments: [{name: a, run: [demo], expect: [{at: /p}]}] | experiment 1: the expectation at /p needs",
                "experiments: [{name: a, run: [demo], expect: [{at: /p, number: 1, text: b}]}] | experiment 1: the expectation",
                "experiments: [{name: a, run: [reproduce x], expect: [{at: /p, number: 1}]}] | experiment a runs reproduce",
                "experiments: [{name: a, run: [traps fly], expect: [{at: /p, number: 1}]}] | experiment a: palimpsest traps fly --json ended with exit code 2",
            })
    void aFileThatDescribesNothingIsRefused(String yaml, String message) throws IOException {
        Path file = Files.writeString(folder.resolve("bad.yaml"), yaml);
        Run run = Run.of("reproduce", file);
        run.failed(ExitCode.BAD_INPUT, file + ": " + message);
    }
}
