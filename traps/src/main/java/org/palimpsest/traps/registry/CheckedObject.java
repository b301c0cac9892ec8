package org.palimpsest.traps.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.palimpsest.corpus.run.Fingerprint;

/**
 * A file of one JSON object on one line, whose last field {@code sha256} is the SHA-256 of the line without that field: damage is
 * found, whatever it hits. It is no signature: who changes the file can compute the field again.
 */
final class CheckedObject {
    private static final String SUM = "sha256";
    private static final ObjectMapper JSON = new ObjectMapper();

    private CheckedObject() {}

    /** Compact JSON. */
    static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("strings and numbers cannot be written as JSON", e);
        }
    }

    /** The fields with their sum, and a line feed. */
    static String line(Map<String, Object> fields) {
        Map<String, Object> whole = new LinkedHashMap<>(fields);
        whole.put(SUM, Fingerprint.sha256(json(fields)));
        return json(whole) + "\n";
    }

    /** Reads a file and checks every byte of it. */
    static JsonNode read(Path file) throws IOException {
        if (!Files.exists(file)) {
            throw new NoSuchFileException(file.toString(), null, "is missing; give the file or restore it from a copy");
        }
        byte[] bytes = Files.readAllBytes(file);
        try {
            JsonNode found = JSON.readTree(bytes);
            if (found instanceof ObjectNode object) {
                ObjectNode fields = object.deepCopy();
                fields.remove(SUM);
                ObjectNode whole = fields.deepCopy().put(SUM, Fingerprint.sha256(json(fields)));
                if (Arrays.equals(bytes, (json(whole) + "\n").getBytes(StandardCharsets.UTF_8))) {
                    return fields;
                }
            }
        } catch (IOException e) {
            throw new CorruptRegistryException(file, 1, "a JSON object on one line", "text that is none");
        }
        throw new CorruptRegistryException(
                file, 1, "a JSON object with its SHA-256 as last field", "one that was changed or cut");
    }
}
