package org.palimpsest.provenance.dataset;

/**
 * A linear score that tells suspect from other texts: ridge regression of the label (both kinds weighing the same) on scaled
 * features, {@code (X'WX + n c I) w = X'Wy} with c = 0.01, which is Fisher's discriminant with a penalty. Fitted on training
 * texts alone. O(n d^2 + d^3).
 */
@SuppressWarnings("ArrayRecordComponent") // never leaves the package; shared and not changed
record LinearScore(FeatureScaling scaling, double[] weights) {
    private static final double PENALTY = 0.01;

    static LinearScore fit(double[][] rows, boolean[] suspect, int[] training) {
        return fit(rows, suspect, FeatureScaling.fit(rows, training, FeatureScaling.CUT), training);
    }

    static LinearScore fit(double[][] rows, boolean[] suspect, FeatureScaling scaling, int[] training) {
        int d = rows[0].length;
        int in = 0;
        for (int row : training) {
            in += suspect[row] ? 1 : 0;
        }
        double[][] matrix = new double[d][d];
        double[] right = new double[d];
        if (in == 0 || in == training.length) {
            return new LinearScore(scaling, right);
        }
        double half = training.length / 2.0;
        for (int row : training) {
            double[] x = scaling.apply(rows[row]);
            double weight = half / (suspect[row] ? in : training.length - in);
            double target = suspect[row] ? weight : -weight;
            for (int i = 0; i < d; i++) {
                right[i] += target * x[i];
                for (int j = 0; j <= i; j++) {
                    matrix[i][j] += weight * x[i] * x[j];
                }
            }
        }
        for (int i = 0; i < d; i++) {
            matrix[i][i] += PENALTY * training.length;
        }
        return new LinearScore(scaling, solve(matrix, right));
    }

    /** Solves by Cholesky's decomposition, of which only the lower triangle is given; overwrites the matrix. */
    private static double[] solve(double[][] matrix, double[] right) {
        int d = right.length;
        double[] solution = right.clone();
        for (int i = 0; i < d; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = matrix[i][j];
                for (int k = 0; k < j; k++) {
                    sum -= matrix[i][k] * matrix[j][k];
                }
                matrix[i][j] = i == j ? Math.sqrt(sum) : sum / matrix[j][j];
            }
        }
        for (int i = 0; i < d; i++) {
            for (int k = 0; k < i; k++) {
                solution[i] -= matrix[i][k] * solution[k];
            }
            solution[i] /= matrix[i][i];
        }
        for (int i = d - 1; i >= 0; i--) {
            for (int k = i + 1; k < d; k++) {
                solution[i] -= matrix[k][i] * solution[k];
            }
            solution[i] /= matrix[i][i];
        }
        return solution;
    }

    /** The score of a text, higher for suspect ones. */
    double of(double[] row) {
        double[] x = scaling.apply(row);
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += weights[i] * x[i];
        }
        return sum;
    }
}
