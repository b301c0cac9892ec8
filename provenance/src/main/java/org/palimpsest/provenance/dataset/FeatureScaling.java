package org.palimpsest.provenance.dataset;

import java.util.Arrays;

/**
 * The constants that turn raw features into those that a classifier sees, all of them from training texts of both sets together:
 * a missing value becomes the median, values are cut at the quantiles 0.025 and 0.975, the mean taken off and the standard
 * deviation divided by. Constants of each set for itself would tell the sets apart.
 */
@SuppressWarnings("ArrayRecordComponent") // never leaves the package; shared and not changed
record FeatureScaling(double[] median, double[] low, double[] high, double[] mean, double[] deviation) {
    /** Share of training texts that is cut on either side of a feature. */
    static final double CUT = 0.025;

    /** Fits the constants; a column that does not vary, or has no value, becomes 0. */
    static FeatureScaling fit(double[][] rows, int[] training, double share) {
        int columns = rows[0].length;
        FeatureScaling fitted = new FeatureScaling(
                new double[columns],
                new double[columns],
                new double[columns],
                new double[columns],
                new double[columns]);
        for (int column = 0; column < columns; column++) {
            fitted.fitColumn(rows, training, column, share);
        }
        return fitted;
    }

    private void fitColumn(double[][] rows, int[] training, int column, double share) {
        double[] known = Arrays.stream(training)
                .mapToDouble(row -> rows[row][column])
                .filter(value -> !Double.isNaN(value))
                .sorted()
                .toArray();
        if (known.length == 0) {
            return;
        }
        median[column] = quantile(known, 0.5);
        low[column] = quantile(known, share);
        high[column] = quantile(known, 1 - share);
        double[] cut = Arrays.stream(training)
                .mapToDouble(row -> cut(rows[row][column], column))
                .toArray();
        mean[column] = Arrays.stream(cut).average().orElse(0);
        double squares = Arrays.stream(cut)
                .map(value -> (value - mean[column]) * (value - mean[column]))
                .sum();
        deviation[column] = Math.sqrt(squares / cut.length);
    }

    private double cut(double value, int column) {
        return Double.isNaN(value) ? median[column] : Math.max(low[column], Math.min(high[column], value));
    }

    /** The features of one text as the classifier sees them. */
    double[] apply(double[] row) {
        double[] scaled = new double[row.length];
        for (int column = 0; column < row.length; column++) {
            double spread = deviation[column];
            boolean varies = spread > 1e-12 * Math.max(1e-300, Math.abs(mean[column]));
            scaled[column] = varies ? (cut(row[column], column) - mean[column]) / spread : 0;
        }
        return scaled;
    }

    /** Linear between order statistics, as R's type 7. */
    static double quantile(double[] sorted, double share) {
        double place = share * (sorted.length - 1);
        int below = (int) Math.floor(place);
        int above = Math.min(sorted.length - 1, below + 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }
}
