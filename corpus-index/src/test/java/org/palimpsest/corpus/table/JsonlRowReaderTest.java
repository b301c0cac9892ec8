package org.palimpsest.corpus.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.palimpsest.corpus.CorruptInputException;

class JsonlRowReaderTest {
    private static final double NAN = Double.NaN;

    @TempDir
    Path folder;

    @Test
    void readsNumbersListsAndGaps() throws IOException {
        Path file = write("""
                {"id":"a","loss":2,"extra":{"loss":9}}
                {"loss":[1,2.5,4],"id":null}
                {"loss":[]}
                {"loss":null,"index":1}
                {"id":"e","loss":NaN}
                {"loss":[1,Infinity]}
                {"loss":[1,null]}
                {"loss":1e999}
                {"loss":-0.1}
                """);
        NumberTable table = new JsonlRowReader().read(file, List.of("loss", "index", "none"), List.of("id"));
        assertThat(table.rows()).isEqualTo(9);
        assertThat(table.numbers("loss")).containsExactly(2, 2.5, NAN, NAN, NAN, NAN, NAN, NAN, -0.1);
        assertThat(table.numbers("index")).containsExactly(NAN, NAN, NAN, 1, NAN, NAN, NAN, NAN, NAN);
        assertThat(table.texts("id")).containsExactly("a", null, null, null, "e", null, null, null, null);
        assertThat(table.columns()).containsExactly("extra", "id", "index", "loss");
        assertThat(table.hasColumn("none")).isFalse();
        assertThat(table.numbers("none")).containsOnly(NAN);
    }

    @Test
    void hintsAreKeptIfTheyCanBeAndNeverAnError() throws IOException {
        String text = "x".repeat(2000);
        Path file = write("{\"id\":\"a\",\"text\":\"" + text + "\"}\n{\"id\":7,\"text\":\"" + text + "\"}\n"
                + "{\"id\":[1],\"text\":{\"a\":1}}\n{\"id\":1.5,\"text\":\"" + text + "y\"}\n");
        TableColumns columns =
                new TableColumns(List.of(), List.of(), List.of(), ListWindow.ALL, List.of("id", "text", "no"));
        NumberTable table = new JsonlRowReader().read(file, columns);
        assertThat(table.texts("id")).containsExactly("a", "7", null, null);
        assertThat(table.texts("text").get(0))
                .hasSize(24)
                .isEqualTo(table.texts("text").get(1))
                .isNotEqualTo(table.texts("text").get(3));
        assertThat(table.texts("text").get(2)).isNull();
        assertThat(table.lengths("text")).containsExactly(2000, 2000, Double.NaN, 2001);
        assertThat(table.texts("no")).containsOnlyNulls();
        assertThatThrownBy(() -> new TableColumns(List.of("id"), List.of(), List.of(), ListWindow.ALL, List.of("id")))
                .hasMessage("a column that is read must not be a hint as well, got [id]");
    }

    @Test
    void growsBeyondItsFirstCapacity() throws IOException {
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < 5000; i++) {
            rows.append("{\"x\":").append(i).append("}\n");
        }
        double[] x =
                new JsonlRowReader().read(write(rows.toString()), List.of("x")).numbers("x");
        assertThat(x).hasSize(5000);
        for (int i = 0; i < x.length; i++) {
            assertThat(x[i]).isEqualTo(i);
        }
    }

    @Test
    void otherTypesAreNamed() throws IOException {
        Path string = write("{\"loss\":1}\n{\"loss\":\"0.5\"}\n");
        assertThatThrownBy(() -> new JsonlRowReader().read(string, List.of("loss")))
                .isInstanceOf(CorruptInputException.class)
                .hasMessage(string + ", line 2: field \"loss\": expected a number or a list of numbers, found a string"
                        + " (\"0.5\")");
        Path list = write("{\"loss\":[1,true]}\n");
        assertThatThrownBy(() -> new JsonlRowReader().read(list, List.of("loss")))
                .hasMessage(list + ", line 1: field \"loss[1]\": expected a number, found a boolean (true)");
        Path text = write("{\"id\":4}\n");
        assertThatThrownBy(() -> new JsonlRowReader().read(text, List.of(), List.of("id")))
                .hasMessage(text + ", line 1: field \"id\": expected a string, found a number (4)");
    }

    @Test
    void aSkippedLineLeavesNoValuesBehind() throws IOException {
        Path file = write("{\"x\":1,\"y\":1}\n{\"x\":2,\"y\":\"bad\"}\n{\"y\":3}\n");
        NumberTable table = new JsonlRowReader(1).read(file, List.of("x", "y"));
        assertThat(table.numbers("x")).containsExactly(1, NAN);
        assertThat(table.numbers("y")).containsExactly(1, 3);
        assertThat(table.skipped()).hasSize(1);
        assertThat(table.skipped().get(0).line()).isEqualTo(2);
    }

    @Test
    void refusesWhatMakesNoSense() throws IOException {
        assertThatThrownBy(() -> new JsonlRowReader(-1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("skipBad must be at least 0, got -1");
        assertThatThrownBy(() -> new JsonlRowReader().read(Path.of("x"), List.of("a", "b"), List.of("b")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a column must be read as numbers or as texts, not as both, got [b]");
        NumberTable table = new JsonlRowReader().read(write(""), List.of("a"));
        assertThat(table.rows()).isZero();
        assertThatThrownBy(() -> table.numbers("b"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the column must be one of the number columns that were read, [a], got b");
        assertThatThrownBy(() -> table.texts("b"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the column must be one of the text columns that were read, [], got b");
    }

    @Test
    void aTableHasColumnsOfOneLength() {
        assertThatThrownBy(() -> new NumberTable(Map.of("a", new double[2]), Map.of(), Set.of(), 3, List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("column \"a\" must have 3 rows as the table, got 2");
    }

    private Path write(String text) throws IOException {
        return Files.writeString(folder.resolve("in.jsonl"), text);
    }
}
