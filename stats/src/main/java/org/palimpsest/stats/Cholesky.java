package org.palimpsest.stats;

/** The Cholesky factor of a small positive definite matrix. */
final class Cholesky {
    /** What rounding leaves of a pivot near 0 in a matrix of size 1. */
    private static final double SMALLEST = 1e-13;

    private final double[][] lower;

    /**
     * Factors a matrix in place, O(n^3).
     *
     * @param matrix symmetric, of size about 1 and positive definite or nearly so; its lower triangle is overwritten
     * @throws ArithmeticException if it is clearly not positive definite
     */
    Cholesky(double[][] matrix) {
        for (int j = 0; j < matrix.length; j++) {
            for (int i = j; i < matrix.length; i++) {
                double sum = matrix[i][j];
                for (int k = 0; k < j; k++) {
                    sum -= matrix[i][k] * matrix[j][k];
                }
                matrix[i][j] = i == j ? pivot(sum) : sum / matrix[j][j];
            }
        }
        this.lower = matrix;
    }

    private static double pivot(double square) {
        if (!(square > -SMALLEST)) {
            throw new ArithmeticException("matrix must be positive definite, got pivot " + square);
        }
        return Math.sqrt(Math.max(square, SMALLEST));
    }

    double logDeterminant() {
        double sum = 0;
        for (int i = 0; i < lower.length; i++) {
            sum += 2 * Math.log(lower[i][i]);
        }
        return sum;
    }

    /** The solution of {@code matrix * z = right}. */
    double[] solve(double[] right) {
        double[] z = right.clone();
        for (int i = 0; i < z.length; i++) {
            for (int k = 0; k < i; k++) {
                z[i] -= lower[i][k] * z[k];
            }
            z[i] /= lower[i][i];
        }
        for (int i = z.length - 1; i >= 0; i--) {
            for (int k = i + 1; k < z.length; k++) {
                z[i] -= lower[k][i] * z[k];
            }
            z[i] /= lower[i][i];
        }
        return z;
    }
}
