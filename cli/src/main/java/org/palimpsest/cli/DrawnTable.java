package org.palimpsest.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.palimpsest.corpus.CorruptInputException;
import org.palimpsest.corpus.table.NumberTable;
import org.palimpsest.corpus.table.RowReader;
import org.palimpsest.provenance.dataset.DrawnScores;

/**
 * Reads scores of versions of items, a row {@code {"item","version","drawn","score"}}: {@code drawn} is 1 for the published version,
 * 0 for the others; higher scores are likelier.
 */
record DrawnTable(Path file, int skipBad) {
    private static final List<String> COLUMNS = List.of("item", "version", "drawn", "score");

    DrawnScores read() throws IOException {
        NumberTable table =
                RowReader.of(file, skipBad).read(file, List.of("drawn", "score"), List.of("item", "version"));
        for (String column : COLUMNS) {
            if (!table.hasColumn(column)) {
                throw new CorruptInputException(
                        file.toString(),
                        "no row has column " + column + "; columns found: " + String.join(", ", table.columns()));
            }
        }
        Map<String, Item> items = new LinkedHashMap<>();
        double[] drawn = table.numbers("drawn");
        double[] scores = table.numbers("score");
        for (int row = 0; row < table.rows(); row++) {
            String item = table.texts("item").get(row);
            String version = table.texts("version").get(row);
            boolean known = item != null && version != null && (drawn[row] == 0 || drawn[row] == 1);
            if (item == null || version == null || !known || Double.isNaN(scores[row])) {
                throw bad(row, "needs item, version, drawn (1 or 0) and a finite score");
            }
            String problem = items.computeIfAbsent(item, name -> new Item()).add(version, drawn[row] == 1, scores[row]);
            if (problem != null) {
                throw bad(row, problem + " of item " + item);
            }
        }
        return scores(items);
    }

    private DrawnScores scores(Map<String, Item> items) throws IOException {
        double[] own = new double[items.size()];
        double[][] others = new double[items.size()][];
        int i = 0;
        for (Map.Entry<String, Item> entry : items.entrySet()) {
            Double published = entry.getValue().published;
            if (published == null) {
                throw new CorruptInputException(
                        file.toString(), "item " + entry.getKey() + " has no version with drawn 1");
            }
            own[i] = published;
            others[i++] = entry.getValue().others.values().stream()
                    .mapToDouble(Double::doubleValue)
                    .toArray();
        }
        try {
            return new DrawnScores(new ArrayList<>(items.keySet()), own, others);
        } catch (IllegalArgumentException e) {
            throw new CorruptInputException(file.toString(), 0, String.valueOf(e.getMessage()), e);
        }
    }

    private CorruptInputException bad(int row, String what) {
        return new CorruptInputException(file.toString(), "row " + (row + 1) + ": " + what);
    }

    /** Versions of an item, by name. */
    private static final class Item {
        private @Nullable Double published;
        private final Map<String, Double> others = new TreeMap<>();
        private @Nullable String name;

        @Nullable
        String add(String version, boolean drawn, double score) {
            if (version.equals(name) || others.containsKey(version)) {
                return "version " + version + " stands twice: it is in an earlier row";
            }
            if (drawn && published != null) {
                return "a second version has drawn 1";
            }
            if (drawn) {
                published = score;
                name = version;
            } else {
                others.put(version, score);
            }
            return null;
        }
    }
}
