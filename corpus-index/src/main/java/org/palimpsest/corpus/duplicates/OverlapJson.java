package org.palimpsest.corpus.duplicates;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;

/** Rows of reports: doubles with the fewest digits that read back as the same, on every Java version. */
final class OverlapJson {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
            .build();

    private OverlapJson() {}

    static String line(Map<String, Object> row) {
        try {
            return MAPPER.writeValueAsString(row);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("rows hold strings, numbers, lists and maps", e);
        }
    }

    static Map<String, Object> holder(Sighting.Holder holder) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("document", holder.document());
        row.put("id", holder.id());
        row.put("position", holder.position());
        row.put("step", orNull(holder.step()));
        return row;
    }

    static Object orNull(OptionalLong number) {
        return number.isPresent() ? number.getAsLong() : NullNode.getInstance();
    }
}
