package org.palimpsest.traps.registry;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a beacon published, and when: {@code publication.json}.
 *
 * @param root root of the commitment, 64 lower-case hexadecimal digits
 * @param beacon the public value
 * @param recorded when the owner applied it, by the owner's clock
 */
public record Publication(String root, Beacon beacon, Instant recorded) {
    /** The publication as files hold it. */
    Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("root", root);
        map.put("beacon", beacon.value());
        map.put("source", beacon.source());
        Instant time = beacon.time();
        map.put("time", time == null ? "" : time.toString());
        map.put("recorded", recorded.toString());
        return map;
    }

    /** A publication from what files hold. */
    static Publication of(Path file, JsonNode fields) throws CorruptRegistryException {
        try {
            String time = fields.path("time").asText();
            return new Publication(
                    fields.path("root").asText(),
                    new Beacon(
                            fields.path("beacon").asText(),
                            fields.path("source").asText(),
                            instant(time)),
                    Instant.parse(fields.path("recorded").asText()));
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new CorruptRegistryException(
                    file, 1, "a publication: root, beacon, times", String.valueOf(e.getMessage()));
        }
    }

    static Publication read(Path file) throws IOException {
        return of(file, CheckedObject.read(file));
    }

    private static @Nullable Instant instant(String text) {
        return text.isEmpty() ? null : Instant.parse(text);
    }
}
