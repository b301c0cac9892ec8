package org.palimpsest.traps.survival;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reports as JSON: doubles with the fewest digits that read back as the same, on every Java version. */
final class SurvivalJson {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
            .build();

    private SurvivalJson() {}

    static String line(Map<String, Object> row) {
        try {
            return MAPPER.writeValueAsString(row);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("rows hold strings, numbers, lists and maps", e);
        }
    }

    static Map<String, Object> rows(SurvivalReport report, List<SurvivalRule> rules) {
        List<Map<String, Object>> stages = new ArrayList<>();
        for (int i = 0; i < rules.size(); i++) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("rule", rules.get(i).name());
            row.put("source", rules.get(i).source());
            row.put("droppedDocuments", report.dropped().get(i));
            stages.add(row);
        }
        List<Map<String, Object>> families = new ArrayList<>();
        report.families().forEach((family, list) -> {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("family", family);
            row.put("copies", list.get(0).copies());
            row.put("survival", list.get(list.size() - 1).share());
            row.put("behind", list.stream().map(SurvivalJson::row).toList());
            families.add(row);
        });
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("documents", report.documents());
        result.put("rules", stages);
        result.put("families", families);
        return result;
    }

    private static Map<String, Object> row(SurvivalStage stage) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("rule", stage.rule());
        row.put("whole", stage.whole());
        row.put("damaged", stage.damaged());
        row.put("gone", stage.gone());
        row.put("taken", stage.taken());
        return row;
    }
}
