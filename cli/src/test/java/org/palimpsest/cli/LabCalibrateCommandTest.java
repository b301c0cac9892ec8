package org.palimpsest.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.palimpsest.stats.RandomStream;

class LabCalibrateCommandTest {
    @TempDir
    private Path folder;

    private Path rows() throws IOException {
        RandomGenerator random = RandomStream.of(3, "losses");
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < 50; i++) {
            rows.append("{\"carol\":").append(random.nextGaussian()).append(",\"reference\":0}\n");
        }
        return Files.writeString(folder.resolve("losses.jsonl"), rows);
    }

    @Test
    void redrawnOrdersAreRejectedAtTheNominalRate() throws IOException {
        Path file = rows();
        Object[] args = {
            "lab",
            "calibrate",
            "--transcript",
            file,
            "--loss",
            "carol",
            "--reference-loss",
            "reference",
            "--redraws",
            1000,
            "--permutations",
            99,
            "--seed",
            2,
            "--json"
        };
        Run run = Run.of(args);
        assertThat(run.code()).isZero();
        JsonNode rates = run.result().path("rates");
        assertThat(run.result().path("n").asInt()).isEqualTo(50);
        assertThat(rates).hasSize(7);
        assertThat(rates.get(0).path("statistic").asText()).isEqualTo("permutation p");
        assertThat(rates.get(0).path("rate").asDouble()).isBetween(0.022, 0.078);
        assertThat(rates.get(6).path("rate").asDouble()).isLessThan(0.05);
        assertThat(Run.of(args).out()).isEqualTo(run.out());
    }

    @Test
    void standardInputIsReadAndAnOutputIsKept() throws IOException {
        Path file = rows();
        Object[] args = {
            "lab", "calibrate", "--transcript", "-", "--loss", "carol", "--redraws", 20, "--permutations", 19, "--json"
        };
        Run run = Run.withInput(Files.readString(file), args).done();
        JsonNode manifest = run.json().path("manifest");
        assertThat(manifest.path("inputs").path(0).path("path").asText()).isEqualTo("-");
        assertThat(manifest.path("seed").isNumber()).isTrue();
        Run.of("lab", "calibrate", "--transcript", folder.resolve("missing"), "--loss", "carol", "--out", file)
                .refused(ExitCode.USAGE, file + " is there already; choose another name, or --force to replace it");
    }

    @Test
    void whatIsMissingIsNamed() throws IOException {
        Run.of("lab", "calibrate", "--transcript", rows(), "--loss", "bob")
                .refused(
                        ExitCode.BAD_INPUT,
                        folder.resolve("losses.jsonl") + ": no row has column bob; columns found: carol, reference");
        assertThat(Run.of("lab", "calibrate", "--loss", "carol").code()).isEqualTo(ExitCode.USAGE.code());
        assertThat(Run.of("lab", "calibrate", "--transcript", "x", "--loss", "c", "--redraws", 0)
                        .code())
                .isEqualTo(ExitCode.USAGE.code());
    }
}
