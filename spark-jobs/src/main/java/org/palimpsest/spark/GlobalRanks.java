package org.palimpsest.spark;

import java.io.Serializable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.jspecify.annotations.Nullable;

/**
 * Mid-ranks among rows of all partitions: a sort by ranges, the number of rows of each range, and their sums before each. Where ranges
 * are cut decides who ranks a row and not its rank. A task holds the rows that share one value.
 *
 * @param rows the rows with one more column, the doubled, centred mid-rank as a long
 * @param n how many they are
 * @param repeated how many have the value of a row before them
 */
record GlobalRanks(Dataset<Row> rows, long n, long repeated) {
    /**
     * Ranks rows by a column of finite doubles.
     *
     * @param spark the session
     * @param rows the rows
     * @param column by which
     * @param partitions ranges
     * @param rank name of the new column
     */
    static GlobalRanks of(SparkSession spark, Dataset<Row> rows, String column, int partitions, String rank) {
        int key = rows.schema().fieldIndex(column);
        JavaRDD<Row> sorted = rows.repartitionByRange(partitions, rows.col(column))
                .sortWithinPartitions(column)
                .toJavaRDD();
        List<Count> counts = sorted.mapPartitionsWithIndex(
                        (index, part) -> List.of(count(index, part, key)).iterator(), true)
                .collect();
        long[] before = new long[sorted.getNumPartitions()];
        long n = 0;
        long repeated = 0;
        double largest = Double.NEGATIVE_INFINITY;
        for (Count count : counts) {
            if (count.rows > 0 && count.first <= largest) {
                throw new IllegalStateException("ranges of " + column + " must ascend and share no value, got "
                        + count.first + " after " + largest);
            }
            largest = count.rows > 0 ? count.last : largest;
            before[count.partition] = n;
            n += count.rows;
            repeated += count.repeated;
        }
        long all = n;
        JavaRDD<Row> ranked =
                sorted.mapPartitionsWithIndex((index, part) -> new Ranked(part, key, before[index], all), true);
        Dataset<Row> table = spark.createDataFrame(ranked, rows.schema().add(rank, DataTypes.LongType, false));
        return new GlobalRanks(table, n, repeated);
    }

    /** What a range holds. */
    private record Count(int partition, long rows, long repeated, double first, double last) implements Serializable {}

    private static Count count(int partition, Iterator<Row> part, int key) {
        long rows = 0;
        long repeated = 0;
        double first = Double.NaN;
        double last = Double.NaN;
        while (part.hasNext()) {
            double value = part.next().getDouble(key);
            repeated += value == last ? 1 : 0;
            first = rows++ == 0 ? value : first;
            last = value;
        }
        return new Count(partition, rows, repeated, first, last);
    }

    /** Rows of a range with their ranks. */
    static final class Ranked implements Iterator<Row> {
        private final Iterator<Row> sorted;
        private final int key;
        private final long n;
        private final ArrayDeque<Row> tied = new ArrayDeque<>();
        private @Nullable Row following;
        private long place;
        private long rank;

        Ranked(Iterator<Row> sorted, int key, long before, long n) {
            this.sorted = sorted;
            this.key = key;
            this.n = n;
            this.place = before;
            this.following = sorted.hasNext() ? sorted.next() : null;
        }

        @Override
        public boolean hasNext() {
            return !tied.isEmpty() || following != null;
        }

        @Override
        public Row next() {
            if (tied.isEmpty()) {
                gather();
            }
            Row row = tied.remove();
            List<Object> values = new ArrayList<>();
            for (int i = 0; i < row.size(); i++) {
                values.add(row.get(i));
            }
            values.add(rank);
            return RowFactory.create(values.toArray());
        }

        private void gather() {
            Row first = following;
            if (first == null) {
                throw new NoSuchElementException();
            }
            while (following != null && following.getDouble(key) == first.getDouble(key)) {
                tied.add(following);
                following = sorted.hasNext() ? sorted.next() : null;
            }
            rank = 2 * place + tied.size() - n;
            place += tied.size();
        }
    }
}
