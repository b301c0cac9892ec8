package org.palimpsest.cli.story;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.palimpsest.cli.output.Column;
import org.palimpsest.cli.report.Table;

/**
 * A table with a column a suspect and a row a quantity. Immutable.
 *
 * @param evidence what was found
 * @param table the rows so far
 */
record StoryReportBySuspect(StoryEvidence evidence, Table table) {
    /** A table without rows. */
    static StoryReportBySuspect table(String caption, StoryEvidence evidence) {
        List<Column> columns = new ArrayList<>(List.of(Column.left("quantity")));
        evidence.suspects().forEach(s -> columns.add(Column.right(s.role().label())));
        return new StoryReportBySuspect(evidence, new Table(caption, columns, List.of()));
    }

    /** The same with one more row. */
    StoryReportBySuspect row(String name, Function<SuspectEvidence, String> cell) {
        List<String> cells = new ArrayList<>(List.of(name));
        evidence.suspects().forEach(s -> cells.add(cell.apply(s)));
        return new StoryReportBySuspect(evidence, table.withRow(cells.toArray(String[]::new)));
    }
}
