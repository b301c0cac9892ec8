package org.palimpsest.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.palimpsest.cli.output.Border;
import org.palimpsest.cli.output.Column;
import org.palimpsest.cli.output.Style;
import org.palimpsest.cli.output.Terminal;
import org.palimpsest.cli.output.TextTable;
import org.palimpsest.traps.survival.CopyState;
import org.palimpsest.traps.survival.SurvivalReport;
import org.palimpsest.traps.survival.SurvivalRule;
import org.palimpsest.traps.survival.SurvivalStage;

/** What a pipeline left, for readers and for scripts. */
final class SurvivalTable {
    private SurvivalTable() {}

    static String word(CopyState state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    static String text(SurvivalReport report, Style style) {
        TextTable table = TextTable.of(
                Column.left("family"),
                Column.left("behind"),
                Column.right("whole"),
                Column.right("damaged"),
                Column.right("gone"),
                Column.left("taken by"));
        for (Map.Entry<String, List<SurvivalStage>> family : report.families().entrySet()) {
            long published = family.getValue().get(0).copies();
            table = table.withRow(family.getKey(), "publication", number(published), "0", "0", "");
            for (SurvivalStage stage : family.getValue()) {
                table = table.withRow(
                        "",
                        stage.rule(),
                        number(stage.whole()),
                        number(stage.damaged()),
                        number(stage.gone()),
                        taken(stage));
            }
        }
        long dropped = report.dropped().stream().mapToLong(Long::longValue).sum();
        return table.render(Border.of(Terminal.charset()), style)
                + String.format(
                        Locale.ROOT,
                        "%,d of %,d documents dropped. A simulation: addresses, languages and classifiers are not"
                                + " modelled.%n",
                        dropped,
                        report.documents());
    }

    private static String number(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    private static String taken(SurvivalStage stage) {
        return stage.taken().entrySet().stream()
                .map(entry -> entry.getKey() + " " + number(entry.getValue()))
                .collect(Collectors.joining(", "));
    }

    static Map<String, Object> json(SurvivalReport report, List<SurvivalRule> rules) {
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
            row.put("behind", list.stream().map(SurvivalTable::json).toList());
            families.add(row);
        });
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("documents", report.documents());
        result.put("rules", stages);
        result.put("families", families);
        return result;
    }

    private static Map<String, Object> json(SurvivalStage stage) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("rule", stage.rule());
        row.put("whole", stage.whole());
        row.put("damaged", stage.damaged());
        row.put("gone", stage.gone());
        row.put("taken", stage.taken());
        return row;
    }
}
