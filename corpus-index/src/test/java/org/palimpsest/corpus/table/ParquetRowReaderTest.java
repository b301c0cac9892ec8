package org.palimpsest.corpus.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.palimpsest.corpus.CorruptInputException;

class ParquetRowReaderTest {
    private static Path fixture(String name) {
        try {
            return Path.of(Objects.requireNonNull(ParquetRowReaderTest.class.getResource("/parquet/" + name))
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void readsNumbersListsAndTexts() throws IOException {
        RowReader reader = RowReader.of(Path.of("x.parquet"), 3);
        NumberTable table = reader.read(
                fixture("duck-gzip.parquet"),
                List.of("loss", "position", "losses", "tokens", "none"),
                List.of("source"));
        assertThat(table.rows()).isEqualTo(60);
        assertThat(table.numbers("loss")[7]).isEqualTo(7 / 3.0);
        assertThat(table.numbers("position")[59]).isEqualTo(59);
        assertThat(table.numbers("losses")[5]).isEqualTo(-0.25);
        assertThat(table.numbers("losses")[6]).isNaN();
        assertThat(table.numbers("tokens")[2]).isEqualTo((2 + 33) / 2.0);
        assertThat(table.numbers("none")).containsOnly(Double.NaN);
        assertThat(table.hasColumn("none")).isFalse();
        assertThat(table.hasColumn("flag")).isTrue();
        assertThat(table.texts("source").subList(0, 3)).containsExactly(null, "src1", "src2");
    }

    @Test
    void hintsAreKeptIfTheyCanBeAndNeverAnError() throws IOException {
        TableColumns columns = new TableColumns(
                List.of(), List.of(), List.of(), ListWindow.ALL, List.of("source", "tokens", "loss", "position", "no"));
        NumberTable table = new ParquetRowReader().read(fixture("duck-gzip.parquet"), columns);
        assertThat(table.texts("source").subList(0, 3)).containsExactly(null, "src1", "src2");
        assertThat(table.texts("tokens")).containsOnlyNulls();
        assertThat(table.texts("loss")).containsOnlyNulls();
        assertThat(table.texts("position").get(59)).isEqualTo("59");
        assertThat(table.texts("no")).containsOnlyNulls();
    }

    @Test
    void namesRowAndColumnOfAnotherType() {
        Path file = fixture("duck-gzip.parquet");
        assertThatThrownBy(() -> new ParquetRowReader().read(file, List.of("source"), List.of()))
                .isInstanceOf(CorruptInputException.class)
                .hasMessage(file + ", row 2: field \"source\": expected a number or a list of numbers, found a string"
                        + " (\"src1\")");
        assertThatThrownBy(() -> new ParquetRowReader().read(file, List.of(), List.of("loss")))
                .hasMessage(file + ", row 1: field \"loss\": expected a string, found a number (0.0)");
        assertThatThrownBy(() -> new ParquetRowReader().read(file, List.of("loss"), List.of("loss")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a column must be read as numbers or as texts, not as both, got [loss]");
    }

    @Test
    void anyOtherNameIsLines() {
        assertThat(RowReader.of(Path.of("x.jsonl.gz"), 2)).isEqualTo(new JsonlRowReader(2));
    }
}
