package org.palimpsest.cli.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.palimpsest.cli.output.Alignment;
import org.palimpsest.cli.output.Column;

/**
 * A table with a caption; columns of numbers stand right. On a narrow screen it scrolls inside its box.
 *
 * @param caption what it shows, not blank
 * @param columns at least one
 * @param rows cells as they are shown, one a column
 */
public record Table(String caption, List<Column> columns, List<List<String>> rows) implements Block {
    /** @throws IllegalArgumentException if the caption is blank, there is no column, or a row does not fit */
    public Table {
        if (caption.isBlank()) {
            throw new IllegalArgumentException("a table needs a caption that is not blank, got \"" + caption + "\"");
        }
        columns = List.copyOf(columns);
        rows = rows.stream().map(List::copyOf).toList();
        if (columns.isEmpty()) {
            throw new IllegalArgumentException("table \"" + caption + "\" needs at least 1 column, got 0");
        }
        for (List<String> row : rows) {
            if (row.size() != columns.size()) {
                throw new IllegalArgumentException(
                        "a row of table \"" + caption + "\" must have " + columns.size() + " cells, got " + row.size());
            }
        }
    }

    /** A table without rows. */
    public static Table captioned(String caption, Column... columns) {
        return new Table(caption, List.of(columns), List.of());
    }

    /**
     * This table with one more row.
     *
     * @throws IllegalArgumentException if the number of cells is not the number of columns
     */
    public Table withRow(String... cells) {
        List<List<String>> more = new ArrayList<>(rows);
        more.add(Arrays.asList(cells));
        return new Table(caption, columns, more);
    }

    @Override
    public void writeTo(Markup out) {
        // A box that scrolls must be reachable by keyboard.
        out.open("div", "class", "scroll", "role", "region", "aria-label", caption, "tabindex", "0")
                .line();
        out.open("table").line().element("caption", caption).line();
        out.open("thead").open("tr");
        for (Column column : columns) {
            out.element("th", column.name(), "scope", "col", "class", side(column));
        }
        out.close().close().line().open("tbody").line();
        for (List<String> row : rows) {
            out.open("tr");
            for (int i = 0; i < columns.size(); i++) {
                if (i == 0) {
                    out.element("th", row.get(i), "scope", "row", "class", side(columns.get(i)));
                } else {
                    out.element("td", row.get(i), "class", side(columns.get(i)));
                }
            }
            out.close().line();
        }
        out.close().line().close().close().line();
    }

    private static String side(Column column) {
        return column.alignment() == Alignment.RIGHT ? "number" : "words";
    }
}
