package org.palimpsest.cli.output;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A table for a terminal: a heading, a rule and one line a row, each column as wide as its widest cell. Immutable.
 *
 * <pre>
 * model │         p
 * ──────┼──────────
 * bob   │ 10^-73.2
 * carol │      0.61
 * </pre>
 */
public final class TextTable {
    private final List<Column> columns;
    private final List<List<Cell>> rows;

    private TextTable(List<Column> columns, List<List<Cell>> rows) {
        this.columns = List.copyOf(columns);
        this.rows = List.copyOf(rows);
    }

    /**
     * A table without rows.
     *
     * @throws IllegalArgumentException if there is no column
     */
    public static TextTable of(Column... columns) {
        if (columns.length == 0) {
            throw new IllegalArgumentException("a table needs at least 1 column, got 0");
        }
        return new TextTable(List.of(columns), List.of());
    }

    /**
     * This table with one more row of ordinary text.
     *
     * @throws IllegalArgumentException if the number of cells is not the number of columns
     */
    public TextTable withRow(String... cells) {
        return withRow(Arrays.stream(cells).map(Cell::of).toList());
    }

    /**
     * This table with one more row.
     *
     * @throws IllegalArgumentException if the number of cells is not the number of columns
     */
    public TextTable withRow(List<Cell> cells) {
        if (cells.size() != columns.size()) {
            throw new IllegalArgumentException("a row must have " + columns.size() + " cells, got " + cells.size());
        }
        List<List<Cell>> more = new ArrayList<>(rows);
        more.add(List.copyOf(cells));
        return new TextTable(columns, more);
    }

    /** The table as lines, each ended by a line feed, without trailing blanks. */
    public String render(Border border, Style style) {
        int[] widths = widths();
        StringBuilder out = new StringBuilder();
        List<Cell> heading = columns.stream()
                .map(column -> new Cell(column.name(), Ink.STRONG))
                .toList();
        line(out, heading, widths, border, style);
        List<String> rules =
                Arrays.stream(widths).mapToObj(border.rule()::repeat).toList();
        out.append(style.paint(Ink.FAINT, String.join(border.crossing(), rules)))
                .append('\n');
        rows.forEach(row -> line(out, row, widths, border, style));
        return out.toString();
    }

    private int[] widths() {
        int[] widths = columns.stream().mapToInt(c -> shownWidth(c.name())).toArray();
        for (List<Cell> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], shownWidth(row.get(i).text()));
            }
        }
        return widths;
    }

    private static int shownWidth(String text) {
        return VisibleText.width(VisibleText.line(text));
    }

    private void line(StringBuilder out, List<Cell> cells, int[] widths, Border border, Style style) {
        for (int i = 0; i < widths.length; i++) {
            if (i > 0) {
                out.append(style.paint(Ink.FAINT, border.separator()));
            }
            String text = VisibleText.line(cells.get(i).text());
            String painted = style.paint(cells.get(i).ink(), text);
            String blanks = " ".repeat(widths[i] - VisibleText.width(text));
            boolean left = columns.get(i).alignment() == Alignment.LEFT;
            boolean last = i == widths.length - 1;
            out.append(left ? painted + (last ? "" : blanks) : blanks + painted);
        }
        out.append('\n');
    }
}
