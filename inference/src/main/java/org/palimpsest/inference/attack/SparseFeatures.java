package org.palimpsest.inference.attack;

import java.util.Arrays;

/**
 * Features of texts, a row a text, zeros left out (compressed sparse rows). Immutable.
 *
 * @param columns number of features
 * @param offsets where each row begins in the other two, and at the end their length
 * @param indices the column of each entry
 * @param values the value of each entry
 */
@SuppressWarnings("ArrayRecordComponent") // never leaves the package; shared and not changed
record SparseFeatures(int columns, int[] offsets, int[] indices, double[] values) {
    /** A matrix in which every entry counts; columns are brought to mean 0 and variance 1, constant ones to 0. */
    static SparseFeatures standardised(double[][] rows) {
        int columns = rows.length == 0 ? 0 : rows[0].length;
        int[] offsets = new int[rows.length + 1];
        int[] indices = new int[rows.length * columns];
        double[] values = new double[rows.length * columns];
        for (int column = 0; column < columns; column++) {
            double mean = 0;
            for (double[] row : rows) {
                mean += row[column] / rows.length;
            }
            double variance = 0;
            for (double[] row : rows) {
                variance += (row[column] - mean) * (row[column] - mean) / rows.length;
            }
            boolean constant = variance <= 1e-18 * (1 + mean * mean);
            for (int row = 0; row < rows.length; row++) {
                int at = row * columns + column;
                indices[at] = column;
                values[at] = constant ? 0 : (rows[row][column] - mean) / Math.sqrt(variance);
            }
        }
        Arrays.setAll(offsets, row -> row * columns);
        return new SparseFeatures(columns, offsets, indices, values);
    }

    int rows() {
        return offsets.length - 1;
    }

    /** Product of a row with weights. */
    double product(int row, double[] weights) {
        double sum = 0;
        for (int i = offsets[row]; i < offsets[row + 1]; i++) {
            sum += values[i] * weights[indices[i]];
        }
        return sum;
    }

    /** Adds a multiple of a row to a vector. */
    void addTo(double[] vector, int row, double factor) {
        for (int i = offsets[row]; i < offsets[row + 1]; i++) {
            vector[indices[i]] += factor * values[i];
        }
    }
}
