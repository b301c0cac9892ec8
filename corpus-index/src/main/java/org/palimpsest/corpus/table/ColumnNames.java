package org.palimpsest.corpus.table;

import java.util.List;

/** The columns that a reader is asked for. */
final class ColumnNames {
    private ColumnNames() {}

    /** Throws IllegalArgumentException if a column is named both as numbers and as texts. */
    static void check(List<String> numberColumns, List<String> textColumns) {
        List<String> both = numberColumns.stream().filter(textColumns::contains).toList();
        if (!both.isEmpty()) {
            throw new IllegalArgumentException(
                    "a column must be read as numbers or as texts, not as both, got " + both);
        }
    }
}
