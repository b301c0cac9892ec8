package org.palimpsest.cli.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class TextTableTest {
    private static final TextTable MODELS = TextTable.of(
                    Column.left("model"), Column.right("p"), Column.left("verdict"))
            .withRow("bob", "10^-73.2", "consistent-unverified")
            .withRow("carol", "0.61", "no-evidence");

    @Test
    void alignsColumnsToTheirWidestCell() {
        assertThat(MODELS.render(Border.LIGHT, Style.PLAIN)).isEqualTo("""
                        model │        p │ verdict
                        ──────┼──────────┼──────────────────────
                        bob   │ 10^-73.2 │ consistent-unverified
                        carol │     0.61 │ no-evidence
                        """);
    }

    @Test
    void hasASevenBitForm() {
        assertThat(MODELS.render(Border.ASCII, Style.PLAIN))
                .startsWith("model |        p | verdict\n------+----------+-----")
                .matches("\\p{ASCII}*");
        assertThat(Border.of(StandardCharsets.US_ASCII)).isEqualTo(Border.ASCII);
        assertThat(Border.of(StandardCharsets.ISO_8859_1)).isEqualTo(Border.ASCII);
        assertThat(Border.of(StandardCharsets.UTF_8)).isEqualTo(Border.LIGHT);
    }

    @Test
    void colourChangesNoColumn() {
        TextTable table = TextTable.of(Column.left("a"), Column.right("b"))
                .withRow(List.of(new Cell("x", Ink.EVIDENCE), Cell.of("12")));
        String painted = table.render(Border.LIGHT, Style.ANSI);
        assertThat(painted).contains("\u001b[1;35mx\u001b[0m");
        assertThat(painted.replaceAll("\u001b\\[[0-9;]*m", "")).isEqualTo(table.render(Border.LIGHT, Style.PLAIN));
    }

    @Test
    void countsTerminalColumnsNotCharacters() {
        String table = TextTable.of(Column.left("t"), Column.right("n"))
                .withRow("漢字", "1")
                .withRow("e\u0301", "22")
                .render(Border.LIGHT, Style.PLAIN);
        assertThat(table).isEqualTo("t    │  n\n─────┼───\n漢字 │  1\ne\u0301    │ 22\n");
    }

    @Test
    void cellsCannotSteerTheTerminal() {
        String table = TextTable.of(Column.left("text"))
                .withRow("a\u001b[2Jb\nc\u202ed")
                .render(Border.LIGHT, Style.PLAIN);
        assertThat(table).contains("a␛[2Jb␊c[U+202E]d");
    }

    @Test
    void refusesRowsOfAnotherLength() {
        assertThatThrownBy(() -> MODELS.withRow("only")).hasMessage("a row must have 3 cells, got 1");
        assertThatThrownBy(TextTable::of).hasMessage("a table needs at least 1 column, got 0");
        assertThatThrownBy(() -> Column.left(" ")).hasMessage("a column needs a name that is not blank, got \" \"");
    }
}
