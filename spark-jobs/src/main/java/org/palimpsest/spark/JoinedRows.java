package org.palimpsest.spark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.jspecify.annotations.Nullable;
import org.palimpsest.corpus.CorruptInputException;
import org.palimpsest.spark.QueryColumns.Kind;

/** Puts together what several files say of a document: rows sorted by id, then kind, become one a document. */
final class JoinedRows implements Iterator<Row> {
    private final Iterator<Row> sorted;
    private final List<String> files;
    private final int kinds;
    private @Nullable Row next;

    /**
     * Joins.
     *
     * @param sorted by id, kind, file and row
     * @param files paths, by number
     * @param referenced whether references are joined too
     * @param suspect whether the suspect's scores are
     */
    JoinedRows(Iterator<Row> sorted, List<String> files, boolean suspect, boolean referenced) {
        this.sorted = sorted;
        this.files = files;
        this.kinds = 1 | (suspect ? 1 << Kind.SUSPECT.code() : 0) | (referenced ? 1 << Kind.REFERENCE.code() : 0);
        this.next = sorted.hasNext() ? sorted.next() : null;
    }

    @Override
    public boolean hasNext() {
        return next != null;
    }

    @Override
    public Row next() {
        Row first = next;
        if (first == null) {
            throw new NoSuchElementException();
        }
        int found = 0;
        double position = 0;
        double score = 0;
        boolean complete = true;
        Row last = null;
        while (next != null && next.getString(0).equals(first.getString(0))) {
            Row row = next;
            if (last != null && last.getInt(1) == row.getInt(1)) {
                throw twice(last, row);
            }
            found |= 1 << row.getInt(1);
            position += row.getDouble(2);
            score += row.getDouble(3) + row.getDouble(4);
            complete &= row.getBoolean(5);
            last = row;
            next = sorted.hasNext() ? sorted.next() : null;
        }
        return row(position, score, state(found, complete));
    }

    /** A row of the test: what a row of the transcript says alone. */
    static Row alone(Row row) {
        return row(
                row.getDouble(2),
                row.getDouble(3) + row.getDouble(4),
                row.getBoolean(5) ? QueryState.WHOLE : QueryState.DROPPED);
    }

    private static Row row(double position, double score, QueryState state) {
        // One zero, so that equal numbers have equal bits.
        return RowFactory.create(position + 0.0, score + 0.0, state.code());
    }

    private QueryState state(int found, boolean complete) {
        if (found == kinds) {
            return complete ? QueryState.WHOLE : QueryState.DROPPED;
        }
        return (found & 1) == 0 ? QueryState.SCORE_ALONE : QueryState.PLACE_ALONE;
    }

    private UncheckedIOException twice(Row one, Row other) {
        IOException error = new CorruptInputException(
                files.get(other.getInt(6)),
                "row " + other.getLong(7) + " has the id " + other.getString(0) + " of row " + one.getLong(7) + " of "
                        + files.get(one.getInt(6)) + "; rows that are joined need ids of their own");
        return new UncheckedIOException(error);
    }
}
