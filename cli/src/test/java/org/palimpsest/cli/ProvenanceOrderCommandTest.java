package org.palimpsest.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code provenance order}, {@code commit} and {@code plan}: before the test. */
class ProvenanceOrderCommandTest {
    @TempDir
    private Path folder;

    private Path olmo() throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putInt(7).putInt(2).putInt(9).putInt(0);
        return Files.write(folder.resolve("global_indices.npy"), bytes.array());
    }

    @Test
    void theOrderOfOlmoBecomesATranscript() throws IOException {
        Path out = folder.resolve("order.jsonl");
        Run run = Run.of("provenance", "order", "--olmo", olmo(), "--batch", 2, "--out", out)
                .done();
        assertThat(run.out()).isEqualTo("4 sequences, 4 rows in " + out + "\n");
        assertThat(Files.readAllLines(out))
                .startsWith(
                        "{\"index\":0,\"id\":\"7\",\"step\":0,\"sequence\":0,\"from\":0}",
                        "{\"index\":1,\"id\":\"2\",\"step\":0,\"sequence\":1,\"from\":0}",
                        "{\"index\":2,\"id\":\"9\",\"step\":1,\"sequence\":2,\"from\":0}");
        Path part = folder.resolve("part.jsonl");
        Run.of("provenance", "order", "--olmo", olmo(), "--from", 1, "--count", 2, "--out", part)
                .done();
        assertThat(Files.readAllLines(part))
                .containsExactly(
                        "{\"index\":0,\"id\":\"2\",\"sequence\":1,\"from\":0}",
                        "{\"index\":1,\"id\":\"9\",\"sequence\":2,\"from\":0}");
        Run.of("provenance", "order", "--olmo", olmo(), "--from", 4, "--out", folder.resolve("x.jsonl"))
                .refused(
                        ExitCode.USAGE,
                        "--from must be below the 4 sequences, got 4 (see palimpsest provenance order --help)");
        Run.of("provenance", "order", "--out", folder.resolve("x.jsonl"))
                .refused(
                        ExitCode.USAGE,
                        "give the order once: --megatron PREFIX or --olmo FILE (see palimpsest provenance order --help)");
    }

    @Test
    void aCommitmentIsOpenedByItsOrderAlone() throws IOException {
        Path order = Files.writeString(
                folder.resolve("order.jsonl"), "{\"index\":0,\"id\":\"a\"}\n{\"index\":1,\"id\":\"b\"}\n");
        Path nonce = folder.resolve("nonce.hex");
        Path commitment = folder.resolve("commitment.json");
        Run.of("provenance", "commit", "--transcript", order, "--nonce", nonce, "--out", commitment)
                .done();
        assertThat(Files.readString(nonce)).hasSize(64);
        Run opened = Run.of(
                        "provenance",
                        "commit",
                        "--transcript",
                        order,
                        "--nonce",
                        nonce,
                        "--check",
                        commitment,
                        "--open",
                        "1",
                        "--json")
                .done();
        assertThat(opened.result().path("opens").asBoolean()).isTrue();
        JsonNode opening = opened.result().path("openings").path(0);
        assertThat(opening.path("id").asText()).isEqualTo("b");
        assertThat(opening.path("proof")).hasSize(1);
        Path other = Files.writeString(
                folder.resolve("other.jsonl"), "{\"index\":0,\"id\":\"b\"}\n{\"index\":1,\"id\":\"a\"}\n");
        Run refused = Run.of("provenance", "commit", "--transcript", other, "--nonce", nonce, "--check", commitment);
        assertThat(refused.code()).isEqualTo(3);
        assertThat(refused.err()).contains("does not open the commitment " + commitment);
        Path bad = Files.writeString(folder.resolve("bad.json"), "{");
        Run.of("provenance", "commit", "--transcript", order, "--nonce", nonce, "--check", bad)
                .refused(ExitCode.BAD_INPUT, bad + ": is no JSON; give what --out wrote");
        Run.of("provenance", "commit", "--transcript", order, "--nonce", nonce, "--open", "2")
                .refused(
                        ExitCode.USAGE,
                        "--open: leaf must be in [0, 2), got 2 (see palimpsest provenance commit --help)");
    }

    @Test
    void aPlanIsMadeFromACorrelationOrAPilot() throws IOException {
        JsonNode plan = Run.of("provenance", "plan", "--correlation", 0.03, "--seconds", 0.1, "--json")
                .done()
                .result();
        assertThat(plan.path("documents").asLong()).isBetween(52_000L, 54_000L);
        assertThat(plan.path("documentsAtEnds").asLong()).isBetween(21_000L, 22_500L);
        assertThat(plan.path("seconds").asDouble())
                .isCloseTo(0.1 * plan.path("documents").asLong(), within(1e-6));
        Path pilot = Files.writeString(folder.resolve("pilot.json"), "{\"result\":{\"n\":2000,\"statistic\":0.09}}");
        JsonNode careful =
                Run.of("provenance", "plan", "--pilot", pilot, "--json").done().result();
        assertThat(careful.path("correlation").asDouble()).isBetween(0.060, 0.063);
        Path nothing = Files.writeString(folder.resolve("none.json"), "{\"result\":{\"n\":2000,\"statistic\":0.02}}");
        assertThat(Run.of("provenance", "plan", "--pilot", nothing).err())
                .contains("the pilot does not show a correlation above 0 (0.0200 on 2000 documents");
        Run.of("provenance", "plan", "--correlation", -1)
                .refused(
                        ExitCode.USAGE,
                        "correlation must be in (0, 1), later likelier, got -1.0 (see palimpsest provenance plan --help)");
        Run.of("provenance", "plan")
                .refused(
                        ExitCode.USAGE,
                        "give the effect once: --correlation R or --pilot FILE (see palimpsest provenance plan --help)");
    }
}
