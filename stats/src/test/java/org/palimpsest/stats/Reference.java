package org.palimpsest.stats;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/** Reference cases of {@code reference/NAME.json}; the script that made them lies beside them and needs no build. */
final class Reference {
    private Reference() {}

    /** The array {@code cases} of a file whose {@code madeBy} says what software made it. */
    static JsonNode cases(String name) {
        String file = "reference/" + name + ".json";
        try (InputStream in = Objects.requireNonNull(Reference.class.getResourceAsStream(file), file)) {
            JsonNode root = new ObjectMapper().readTree(in);
            if (root.path("madeBy").asText().isBlank()) {
                throw new IllegalStateException(file + " does not say madeBy");
            }
            return root.required("cases");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static double[] numbers(JsonNode array) {
        double[] values = new double[array.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = array.get(i).asDouble();
        }
        return values;
    }
}
