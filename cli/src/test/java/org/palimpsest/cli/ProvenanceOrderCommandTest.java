package org.palimpsest.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
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

    /** Header of NumPy's format 1.0, then 32-bit numbers. */
    private void npy(String name, String shape, int... values) throws IOException {
        String head = "{'descr': '<i4', 'fortran_order': False, 'shape': " + shape + ", }";
        head = head + " ".repeat(117 - head.length()) + "\n";
        ByteBuffer bytes = ByteBuffer.allocate(128 + 4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put((byte) 0x93)
                .put("NUMPY".getBytes(StandardCharsets.US_ASCII))
                .put((byte) 1)
                .put((byte) 0);
        bytes.putShort((short) 118).put(head.getBytes(StandardCharsets.US_ASCII));
        for (int value : values) {
            bytes.putInt(value);
        }
        Files.write(folder.resolve(name), bytes.array());
    }

    @Test
    void theMapsOfMegatronBecomeATranscriptOfPackedSequences() throws IOException {
        // documents 5, 3, 8; sequences: 5 up to token 4, then 5 from 4 with 3 up to 2, then 3 from 2 with 8 up to 1;
        // drawn 2, 0, 1
        npy("pile_doc_idx.npy", "(3,)", 5, 3, 8);
        npy("pile_sample_idx.npy", "(4, 2)", 0, 0, 0, 4, 1, 2, 2, 1);
        npy("pile_shuffle_idx.npy", "(3,)", 2, 0, 1);
        Path out = folder.resolve("megatron.jsonl");
        Run run = Run.of("provenance", "order", "--megatron", folder.resolve("pile"), "--batch", 2, "--out", out)
                .done();
        assertThat(run.out()).isEqualTo("3 sequences, 5 rows in " + out + "\n");
        assertThat(Files.readAllLines(out))
                .containsExactly(
                        "{\"index\":0,\"id\":\"3\",\"step\":0,\"sequence\":0,\"from\":2}",
                        "{\"index\":1,\"id\":\"8\",\"step\":0,\"sequence\":0,\"from\":0,\"to\":2}",
                        "{\"index\":2,\"id\":\"5\",\"step\":0,\"sequence\":1,\"from\":0,\"to\":5}",
                        "{\"index\":3,\"id\":\"5\",\"step\":1,\"sequence\":2,\"from\":4}",
                        "{\"index\":4,\"id\":\"3\",\"step\":1,\"sequence\":2,\"from\":0,\"to\":3}");
        Path again = folder.resolve("again.jsonl");
        Run.of("provenance", "order", "--megatron", folder, "--batch", 2, "--out", again)
                .done();
        assertThat(again).hasSameTextualContentAs(out);
        npy("pile_shuffle_idx.npy", "(4,)", 2, 0, 1, 3);
        Run.of("provenance", "order", "--megatron", folder, "--out", folder.resolve("x.jsonl"))
                .failed(
                        ExitCode.BAD_INPUT,
                        folder.resolve("pile_shuffle_idx.npy") + ": has 4 sequences, expected 1 to 3");
        Files.delete(folder.resolve("pile_doc_idx.npy"));
        assertThat(Run.of("provenance", "order", "--megatron", folder, "--out", folder.resolve("x.jsonl"))
                        .code())
                .isEqualTo(3);
    }

    @Test
    void anOpeningIsCheckedWithTheCommitmentAlone() throws IOException {
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < 7; i++) {
            rows.append("{\"index\":")
                    .append(10 * i)
                    .append(",\"id\":\"d")
                    .append(i)
                    .append("\",\"step\":")
                    .append(i)
                    .append("}\n");
        }
        Path order = Files.writeString(folder.resolve("order.jsonl"), rows);
        Path nonce = folder.resolve("nonce.hex");
        Path commitment = folder.resolve("commitment.json");
        Path openings = folder.resolve("openings.json");
        Run.of("provenance", "commit", "--transcript", order, "--nonce", nonce, "--out", commitment)
                .done();
        Run.of("provenance", "commit", "--transcript", order, "--nonce", nonce, "--open", "2,6", "--out", openings)
                .done();
        Files.delete(order);
        Files.delete(nonce);
        Run checked = Run.of("provenance", "commit", "--check", commitment, "--opening", openings)
                .done();
        assertThat(checked.out())
                .isEqualTo("entry 2 of 7: id d2, index 20 belongs to " + commitment + "\n"
                        + "entry 6 of 7: id d6, index 60" + " belongs to " + commitment + "\n");
        assertThat(openings).content().contains("\"d2\"").doesNotContain("\"d3\"");
        Path forged = Files.writeString(
                folder.resolve("forged.json"), Files.readString(openings).replace("\"d2\"", "\"d3\""));
        Run.of("provenance", "commit", "--check", commitment, "--opening", forged)
                .refused(
                        ExitCode.BAD_INPUT,
                        forged + ": entry 2 (id d3, index 20) does not belong to the commitment " + commitment
                                + "; entry, salt, proof or commitment is another one");
        Run.of("provenance", "commit", "--check", commitment, "--opening", commitment)
                .refused(
                        ExitCode.BAD_INPUT,
                        commitment + ": holds no opening (result.openings); give what --open and --out wrote");
        Run.of("provenance", "commit", "--check", commitment, "--opening", openings, "--nonce", nonce)
                .refused(
                        ExitCode.USAGE,
                        "--opening needs no --transcript, --nonce or --open: the commitment is enough (see palimpsest"
                                + " provenance commit --help)");
        Run.of("provenance", "commit", "--opening", openings)
                .refused(ExitCode.USAGE, "missing option --check (see palimpsest provenance commit --help)");
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
