package org.palimpsest.stats;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a linear fit leaves over. The columns and a constant are made orthogonal one after the other (Gram-Schmidt, twice each); one
 * that the ones before it give already, up to 1e-9 of its length, adds nothing and is counted. O(n k^2) for k columns.
 */
public final class LeastSquares {
    private static final double DEPENDENT = 1e-9;
    private static final double ROUNDING = 1e-12;

    private LeastSquares() {}

    /**
     * What is left of a series after its least-squares fit.
     *
     * @param residuals y minus the fit, one a row
     * @param used columns that entered the fit, the constant not counted
     * @param explained share of the variance of y that the fit explains, in [0, 1]; 0 for a constant y
     */
    @SuppressWarnings("ArrayRecordComponent") // copied on the way in and out
    public record Fit(double[] residuals, int used, double explained) {
        /** Copies the residuals. */
        public Fit {
            residuals = residuals.clone();
        }

        /** A copy of the residuals. */
        @Override
        public double[] residuals() {
            return residuals.clone();
        }
    }

    /**
     * Fits a constant and the columns.
     *
     * @param y finite values, at least 1
     * @param columns finite values, each as many as y; a later column that depends on earlier ones is left out
     * @throws IllegalArgumentException if lengths differ, a value is not finite, or there is none
     */
    public static Fit fit(double[] y, List<double[]> columns) {
        if (y.length == 0) {
            throw new IllegalArgumentException("y must hold at least 1 value, got 0");
        }
        Scores.requireFinite("y", y);
        List<double[]> basis = new ArrayList<>();
        basis.add(constant(y.length));
        for (int c = 0; c < columns.size(); c++) {
            double[] column = columns.get(c);
            if (column.length != y.length) {
                throw new IllegalArgumentException(
                        "column " + c + " must hold " + y.length + " values as y, got " + column.length);
            }
            Scores.requireFinite("column " + c, column);
            double[] direction = direction(column, basis);
            if (direction != null) {
                basis.add(direction);
            }
        }
        double[] centred = y.clone();
        remove(centred, basis.subList(0, 1));
        double total = square(centred);
        remove(centred, basis);
        remove(centred, basis);
        double explained =
                total > ROUNDING * ROUNDING * square(y) ? Math.max(0, Math.min(1, 1 - square(centred) / total)) : 0;
        return new Fit(centred, basis.size() - 1, explained);
    }

    private static double[] constant(int n) {
        double[] unit = new double[n];
        Arrays.fill(unit, 1 / Math.sqrt(n));
        return unit;
    }

    /** The part of a column that the basis does not have, of length 1; null if there is none to speak of. */
    private static double @Nullable [] direction(double[] column, List<double[]> basis) {
        double[] rest = column.clone();
        double largest = 0;
        for (double value : rest) {
            largest = Math.max(largest, Math.abs(value));
        }
        if (largest == 0) {
            return null;
        }
        for (int i = 0; i < rest.length; i++) {
            rest[i] /= largest;
        }
        double before = Math.sqrt(square(rest));
        remove(rest, basis);
        remove(rest, basis);
        double after = Math.sqrt(square(rest));
        if (after <= DEPENDENT * before) {
            return null;
        }
        for (int i = 0; i < rest.length; i++) {
            rest[i] /= after;
        }
        return rest;
    }

    private static void remove(double[] values, List<double[]> basis) {
        for (double[] unit : basis) {
            double product = 0;
            for (int i = 0; i < values.length; i++) {
                product += values[i] * unit[i];
            }
            for (int i = 0; i < values.length; i++) {
                values[i] -= product * unit[i];
            }
        }
    }

    private static double square(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value * value;
        }
        return sum;
    }
}
