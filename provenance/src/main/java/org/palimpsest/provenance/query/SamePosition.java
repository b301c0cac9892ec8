package org.palimpsest.provenance.query;

import java.util.Arrays;
import java.util.stream.IntStream;

/** What rows that share a position are. Rows of one packed sequence moved together, and must not count as rows of their own. */
public enum SamePosition {
    /** Unknown: such rows are refused. */
    REFUSE,
    /** Documents of one packed sequence, or a row given twice: one row, with the mean of their scores. */
    MEAN,
    /** Documents that were shuffled one by one, and of which only the step is known: rows of their own. */
    EACH;

    /**
     * How many rows stand at a position that another row before them has.
     *
     * @param positions places in the training order; rows without one do not count
     */
    public static int repeated(double[] positions) {
        int count = 0;
        double[] sorted =
                Arrays.stream(positions).filter(Double::isFinite).sorted().toArray();
        for (int i = 1; i < sorted.length; i++) {
            count += sorted[i] == sorted[i - 1] ? 1 : 0;
        }
        return count;
    }

    /**
     * One row a position: the mean of the scores that are finite. The first row's stratum counts.
     *
     * @param data rows
     * @return rows with different positions, ascending
     */
    static QueryData mean(QueryData data) {
        int[] rows = IntStream.range(0, data.positions().length)
                .filter(i -> Double.isFinite(data.positions()[i]))
                .boxed()
                .sorted((i, j) -> Double.compare(data.positions()[i], data.positions()[j]))
                .mapToInt(Integer::intValue)
                .toArray();
        QueryData sorted = data.rows(rows);
        double[] scores = sorted.scores().clone();
        int[] firsts = new int[rows.length];
        int count = 0;
        for (int start = 0; start < rows.length; ) {
            int end = start;
            double sum = 0;
            int finite = 0;
            for (; end < rows.length && sorted.positions()[end] == sorted.positions()[start]; end++) {
                if (Double.isFinite(scores[end])) {
                    sum += scores[end];
                    finite++;
                }
            }
            scores[start] = finite == 0 ? Double.NaN : sum / finite;
            firsts[count++] = start;
            start = end;
        }
        return new QueryData(sorted.positions(), scores, sorted.strata(), sorted.referenced())
                .rows(Arrays.copyOf(firsts, count));
    }

    /**
     * Treats rows that share a position. Positions that are all the same are left to the test, which refuses them.
     *
     * @param data rows
     * @return the rows to test
     * @throws IllegalArgumentException if rows share a position and this is {@link #REFUSE}
     */
    public QueryData apply(QueryData data) {
        int repeated = repeated(data.positions());
        boolean constant = Arrays.stream(data.positions())
                        .filter(Double::isFinite)
                        .distinct()
                        .limit(2)
                        .count()
                < 2;
        if (repeated == 0 || constant || this == EACH) {
            return data;
        }
        if (this == MEAN) {
            return mean(data);
        }
        throw new IllegalArgumentException(refusal(repeated, data.positions().length));
    }

    /**
     * Why rows that share a position are refused.
     *
     * @param repeated how many stand at a position that another row before them has
     * @param rows of how many
     * @return a sentence
     */
    public static String refusal(long repeated, long rows) {
        return repeated + " of " + rows
                + " rows have a position that another row has; say what they are: documents of one packed sequence, or rows"
                + " given twice (mean), or documents that were shuffled one by one, known by their step (each)";
    }
}
