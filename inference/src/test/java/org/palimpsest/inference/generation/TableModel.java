package org.palimpsest.inference.generation;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** A model whose logits are a function of all that was read; checks that it is used as it may be. */
final class TableModel implements IncrementalModel {
    private final Function<int[], float[]> logits;
    private final int rowsAtOnce;
    private final List<Integer> endTokens;
    int steps;
    int open;

    TableModel(Function<int[], float[]> logits, int rowsAtOnce, List<Integer> endTokens) {
        this.logits = logits;
        this.rowsAtOnce = rowsAtOnce;
        this.endTokens = endTokens;
    }

    /** Logits that look random, and are the same for the same tokens. */
    static TableModel hashed(int vocabulary, int rowsAtOnce, List<Integer> endTokens) {
        return new TableModel(
                read -> {
                    float[] found = new float[vocabulary];
                    for (int id = 0; id < vocabulary; id++) {
                        int mixed = (31 * Arrays.hashCode(read) + id) * 0x9E3779B9;
                        found[id] = ((mixed ^ (mixed >>> 15)) & 0xffff) / 16384f;
                    }
                    return found;
                },
                rowsAtOnce,
                endTokens);
    }

    @Override
    public Rows read(List<int[]> prompts, int newTokens) {
        if (prompts.size() > rowsAtOnce) {
            throw new AssertionError(prompts.size() + " rows at once");
        }
        open++;
        return new TableRows(prompts.toArray(int[][]::new), newTokens);
    }

    @Override
    public int rowsAtOnce(int length) {
        return rowsAtOnce;
    }

    @Override
    public List<Integer> endTokens() {
        return endTokens;
    }

    private final class TableRows implements Rows {
        private int[][] read;
        private int left;

        TableRows(int[][] read, int left) {
            this.read = read;
            this.left = left;
        }

        @Override
        public float[][] logits() {
            return Arrays.stream(read).map(logits).toArray(float[][]::new);
        }

        @Override
        public void select(int[] rows) {
            read = Arrays.stream(rows).mapToObj(row -> read[row]).toArray(int[][]::new);
        }

        @Override
        public void append(int[] tokens) {
            if (--left < 0) {
                throw new AssertionError("more tokens than were announced");
            }
            steps++;
            if (tokens.length != read.length) {
                throw new AssertionError(tokens.length + " tokens for " + read.length + " rows");
            }
            for (int row = 0; row < tokens.length; row++) {
                read[row] = Arrays.copyOf(read[row], read[row].length + 1);
                read[row][read[row].length - 1] = tokens[row];
            }
        }

        @Override
        public void close() {
            open--;
        }
    }
}
