package org.palimpsest.traps.survival;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What became of one copy.
 *
 * @param document id of its document
 * @param trap id of its trap
 * @param family name of the trap's family
 * @param copy number of the copy
 * @param state what became of it
 * @param kept share of its characters that are left, white space not counted
 * @param rule name of the rule that brought it into that state, empty if it is whole
 * @param reason which part of that rule, empty if it is whole
 */
public record CopyFate(
        String document,
        String trap,
        String family,
        int copy,
        CopyState state,
        double kept,
        String rule,
        String reason) {
    /**
     * The fate as a row of a list.
     *
     * @return one line of JSON, without a line end
     */
    public String json() {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("document", document);
        row.put("trap", trap);
        row.put("family", family);
        row.put("copy", copy);
        row.put("state", state.name().toLowerCase(Locale.ROOT));
        row.put("kept", kept);
        if (state != CopyState.WHOLE) {
            row.put("rule", rule);
            row.put("reason", reason);
        }
        return SurvivalJson.line(row);
    }
}
