package org.palimpsest.cli;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.palimpsest.cli.output.Border;
import org.palimpsest.cli.output.Column;
import org.palimpsest.cli.output.Style;
import org.palimpsest.cli.output.Terminal;
import org.palimpsest.cli.output.TextTable;
import org.palimpsest.traps.survival.SurvivalReport;
import org.palimpsest.traps.survival.SurvivalStage;

/** What a pipeline left, for readers and for scripts. */
final class SurvivalTable {
    private SurvivalTable() {}

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
}
