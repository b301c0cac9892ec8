package org.palimpsest.corpus.parquet;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Files that other programs wrote, and what is in them. {@code duck-*.parquet}: DuckDB 2.0.0.1, {@code hadoop-*.parquet}:
 * parquet-java 1.17.0; 60 rows each, whose values follow from the row's number i, from 0.
 */
final class Fixtures {
    static final int ROWS = 60;

    private Fixtures() {}

    static Path file(String name) {
        try {
            return Path.of(Objects.requireNonNull(Fixtures.class.getResource("/parquet/" + name + ".parquet"), name)
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    static List<List<@Nullable Object>> read(Path path, List<String> columns) throws IOException {
        List<List<@Nullable Object>> all = new ArrayList<>();
        try (ParquetFile file = ParquetFile.open(path)) {
            ParquetRows rows = file.rows(columns);
            while (rows.next()) {
                List<@Nullable Object> row = new ArrayList<>();
                for (int i = 0; i < columns.size(); i++) {
                    row.add(rows.value(i));
                }
                all.add(row);
            }
        }
        return all;
    }

    /** What every fixture has: id, text, tokens, loss, position, half, flag, source, created. */
    static List<@Nullable Object> common(int i) {
        List<@Nullable Object> row = new ArrayList<>();
        row.add("doc-" + i);
        row.add(i % 7 == 3 ? null : "Text number " + i + " ü€😀 " + "abc ".repeat(i % 40));
        row.add(tokens(i));
        row.add(i / 3.0);
        row.add((long) i);
        row.add(i * 0.5);
        row.add(i % 3 == 0);
        row.add(i % 11 == 0 ? null : "src" + i % 4);
        row.add("2020-01-0" + (1 + i / 24) + "T" + (i % 24 < 10 ? "0" : "") + i % 24 + ":00:00Z");
        return row;
    }

    /** A list without values, or the values. */
    static Object tokens(int i) {
        int count = i % 5 == 0 ? 0 : i % 29;
        long[] tokens = new long[count];
        for (int x = 0; x < count; x++) {
            tokens[x] = (long) x * x * 31 + i;
        }
        return count == 0 ? List.of() : tokens;
    }

    static Object losses(int i, int count) {
        double[] losses = new double[count];
        for (int x = 0; x < count; x++) {
            losses[x] = -x / 8.0;
        }
        return count == 0 ? List.of() : losses;
    }

    static Object old(int i) {
        long[] old = new long[i % 4];
        for (int x = 0; x < old.length; x++) {
            old[x] = (long) i - x;
        }
        return old.length == 0 ? List.of() : old;
    }

    static Map<String, Object> duckMetadata(int i) {
        return Map.of("label", i % 2L, "tags", List.of("a", "b" + i), "deep", Map.of("x", (long) i));
    }
}
