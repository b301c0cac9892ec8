package org.palimpsest.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.palimpsest.corpus.CorruptInputException;
import org.palimpsest.corpus.transcript.OrderCommitment;
import org.palimpsest.corpus.transcript.Transcript;

/** Reads the opened entries that {@code provenance commit --open --out} wrote. */
final class OpeningFile {
    private OpeningFile() {}

    static List<OrderCommitment.Opening> read(Path file) throws IOException {
        List<OrderCommitment.Opening> openings = new ArrayList<>();
        for (JsonNode node : WrittenResult.read(file).path("openings")) {
            try {
                openings.add(opening(file, node));
            } catch (IllegalArgumentException e) {
                throw new CorruptInputException(
                        file.toString(), 0, "opening " + openings.size() + " is damaged; " + e.getMessage(), e);
            }
        }
        if (openings.isEmpty()) {
            throw new CorruptInputException(
                    file.toString(), "holds no opening (result.openings); give what --open and --out wrote");
        }
        return openings;
    }

    private static OrderCommitment.Opening opening(Path file, JsonNode node) throws CorruptInputException {
        for (String field : List.of("number", "index")) {
            if (!node.path(field).isIntegralNumber()) {
                throw new CorruptInputException(
                        file.toString(),
                        "an opening has no whole number \"" + field + "\"; expected number, index, id, step,"
                                + " salt and proof");
            }
        }
        List<byte[]> proof = new ArrayList<>();
        node.path("proof").forEach(hash -> proof.add(HexFormat.of().parseHex(hash.asText())));
        JsonNode step = node.path("step");
        return new OrderCommitment.Opening(
                node.path("number").asInt(),
                new Transcript.Entry(
                        node.path("index").asLong(),
                        node.path("id").asText(),
                        step.isIntegralNumber() ? step.asLong() : null),
                HexFormat.of().parseHex(node.path("salt").asText()),
                proof);
    }
}
