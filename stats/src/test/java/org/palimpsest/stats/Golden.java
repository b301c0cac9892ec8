package org.palimpsest.stats;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/** Reference values that other software produced; the file says which. */
final class Golden {
    private Golden() {}

    static JsonNode section(String name) {
        try (InputStream in = Objects.requireNonNull(Golden.class.getResourceAsStream("golden.json"), "golden.json")) {
            JsonNode root = new ObjectMapper().readTree(in);
            if (root.path("madeBy").asText().isBlank()) {
                throw new IllegalStateException("golden.json does not say madeBy");
            }
            return root.required(name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
