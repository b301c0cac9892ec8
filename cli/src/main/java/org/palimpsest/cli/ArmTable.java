package org.palimpsest.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.palimpsest.corpus.BadLine;
import org.palimpsest.corpus.CorruptInputException;
import org.palimpsest.corpus.table.ListWindow;
import org.palimpsest.corpus.table.NumberTable;
import org.palimpsest.corpus.table.RowReader;
import org.palimpsest.corpus.table.TableColumns;
import org.palimpsest.provenance.dynamics.ArmOutcome;

/**
 * Reads outcomes of the units of experiments, a row {@code {"experiment","arm","outcome"}} with {@code arm} {@code treated} or {@code
 * control}, and a column of 1 or 0 for each other experiment; a row without a number there says nothing of it.
 */
record ArmTable(Path file, int skipBad) {
    Read read(List<String> others, @Nullable String cluster) throws IOException {
        List<String> numbers =
                Stream.concat(Stream.of("outcome"), others.stream()).toList();
        List<String> words = List.of("experiment", "arm");
        List<String> labels = cluster == null ? List.of() : List.of(cluster);
        NumberTable table =
                RowReader.of(file, skipBad).read(file, new TableColumns(numbers, words, labels, ListWindow.ALL));
        for (String column :
                Stream.of(numbers, words, labels).flatMap(List::stream).toList()) {
            if (!table.hasColumn(column)) {
                throw new CorruptInputException(
                        file.toString(),
                        "no row has column " + column + "; columns found: " + String.join(", ", table.columns()));
            }
        }
        double[] outcome = table.numbers("outcome");
        Map<String, double[]> switchesOf = new LinkedHashMap<>();
        others.forEach(other -> switchesOf.put(other, table.numbers(other)));
        List<ArmOutcome> outcomes = new ArrayList<>();
        for (int row = 0; row < table.rows(); row++) {
            String experiment = table.texts("experiment").get(row);
            String arm = table.texts("arm").get(row);
            if (experiment == null || Double.isNaN(outcome[row])) {
                throw bad(row, "needs experiment, arm and a finite outcome");
            }
            if (!"treated".equals(arm) && !"control".equals(arm)) {
                throw bad(row, "field \"arm\" must be treated or control, got " + arm);
            }
            Map<String, Boolean> switches = new LinkedHashMap<>();
            for (Map.Entry<String, double[]> column : switchesOf.entrySet()) {
                String other = column.getKey();
                double on = column.getValue()[row];
                if (!Double.isNaN(on) && on != 0 && on != 1) {
                    throw bad(row, "field \"" + other + "\" must be 1 or 0, got " + on);
                }
                if (!Double.isNaN(on)) {
                    switches.put(other, on == 1);
                }
            }
            String together = cluster == null ? null : table.texts(cluster).get(row);
            outcomes.add(new ArmOutcome(experiment, arm.equals("treated"), outcome[row], switches, together));
        }
        return new Read(outcomes, table.skipped());
    }

    private CorruptInputException bad(int row, String what) {
        return new CorruptInputException(file.toString(), "row " + (row + 1) + ": " + what);
    }

    /** What was read. */
    record Read(List<ArmOutcome> outcomes, List<BadLine> skipped) {}
}
