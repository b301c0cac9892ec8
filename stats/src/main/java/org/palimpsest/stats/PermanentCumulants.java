package org.palimpsest.stats;

import java.util.Arrays;

/**
 * The cumulant generating function of {@code S = sum x_i y_pi(i)} over all orders, x and y standardised: the permanent of
 * {@code exp(t x_i y_j)}.
 *
 * <p>Scaled to unit margins, the matrix becomes {@code k(x, y) = exp(t x y + f(x) + g(y))}, and
 * {@code K(t) = -n E f - n E g - 1/2 n/(n-1) ln det(I - (k^T k - 1))} (McCullagh 2014, "An asymptotic approximation for the
 * permanent of a doubly stochastic matrix"). The exponent n/(n-1) of the determinant is added here: it gives S its exact
 * variance {@code n^2/(n-1)}. The margins are kept by Newton steps, started where the point before leads to.
 */
final class PermanentCumulants implements Cumulants {
    private static final double EXACT_MARGINS = 1e-11;
    /** Residuals up to this are mended by Newton steps, larger ones by scaling rows and columns in turn. */
    private static final double NEWTON_BELOW = 0.3;

    private static final int MAX_STEPS = 2_000;

    private final double n;
    private final double[] x;
    private final double[] y;
    private final double[] rootX;
    private final double[] rootY;
    private final double reach;
    private double t;
    private double[] f;
    private double[] g;
    private double[] slopeF;
    private double[] slopeG;
    /** {@code k} times the roots of both weights. */
    private final double[][] scaled;

    /**
     * The function of two tie structures of equal n.
     *
     * @param size most nodes for either; the reach grows with its square
     */
    PermanentCumulants(TieStructure a, TieStructure b, int size) {
        GaussRule first = a.rule(size);
        GaussRule second = b.rule(size);
        this.n = a.n();
        this.x = first.nodes();
        this.y = second.nodes();
        this.rootX = Arrays.stream(first.weights()).map(Math::sqrt).toArray();
        this.rootY = Arrays.stream(second.weights()).map(Math::sqrt).toArray();
        double clear = 5.0 * size * size / 256;
        this.reach = clear / (first.extent() * second.extent());
        this.f = new double[x.length];
        this.g = new double[y.length];
        this.slopeF = new double[x.length];
        this.slopeG = new double[y.length];
        this.scaled = new double[x.length][y.length];
    }

    @Override
    public double reach() {
        return reach;
    }

    @Override
    public CumulantPoint at(double target) {
        for (int i = 0; i < x.length; i++) {
            f[i] += slopeF[i] * (target - t);
        }
        for (int j = 0; j < y.length; j++) {
            g[j] += slopeG[j] * (target - t);
        }
        t = target;
        Cholesky system = balance();
        return point(system);
    }

    /** Brings all margins of k to 1; returns the factor of {@code R - C C^T + r r^T}, R the margins of x and r the roots of its weights. */
    private Cholesky balance() {
        for (int step = 0; step < MAX_STEPS; step++) {
            balanceColumns();
            double[] missing = new double[x.length];
            double worst = 0;
            for (int i = 0; i < x.length; i++) {
                missing[i] = rootX[i] - dot(scaled[i], rootY);
                worst = Math.max(worst, Math.abs(missing[i] / rootX[i]));
            }
            if (worst < EXACT_MARGINS || (step > 20 && worst < 100 * EXACT_MARGINS)) {
                return system();
            }
            if (worst < NEWTON_BELOW) {
                double[] move = system().solve(missing);
                for (int i = 0; i < x.length; i++) {
                    f[i] += move[i] / rootX[i];
                }
            } else {
                for (int i = 0; i < x.length; i++) {
                    f[i] -= Math.log1p(-missing[i] / rootX[i]);
                }
            }
        }
        throw new ArithmeticException("margins did not converge for t = " + t + ", n = " + n);
    }

    /** Sets g so that the margins over x are exact, and computes k. */
    private void balanceColumns() {
        double[] exponents = new double[x.length];
        for (int j = 0; j < y.length; j++) {
            double highest = Double.NEGATIVE_INFINITY;
            for (int i = 0; i < x.length; i++) {
                exponents[i] = t * x[i] * y[j] + f[i];
                highest = Math.max(highest, exponents[i]);
            }
            double sum = 0;
            for (int i = 0; i < x.length; i++) {
                exponents[i] = rootX[i] * Math.exp(exponents[i] - highest);
                sum += rootX[i] * exponents[i];
            }
            g[j] = -highest - Math.log(sum);
            for (int i = 0; i < x.length; i++) {
                scaled[i][j] = exponents[i] * rootY[j] / sum;
            }
        }
    }

    private Cholesky system() {
        double[][] matrix = new double[x.length][x.length];
        for (int i = 0; i < x.length; i++) {
            for (int j = 0; j <= i; j++) {
                matrix[i][j] = rootX[i] * rootX[j] - dot(scaled[i], scaled[j]);
            }
            matrix[i][i] += dot(scaled[i], rootY) / rootX[i];
        }
        return new Cholesky(matrix);
    }

    /** Reads off K; its second derivative is that of the margins, differentiated with the same system. */
    private CumulantPoint point(Cholesky system) {
        double[] meanY = new double[x.length];
        double[] meanX = new double[y.length];
        double fourth = 0;
        for (int i = 0; i < x.length; i++) {
            for (int j = 0; j < y.length; j++) {
                double mass = scaled[i][j];
                meanY[i] += mass * rootY[j] * y[j] / rootX[i];
                meanX[j] += mass * rootX[i] * x[i] / rootY[j];
                fourth += mass * rootX[i] * rootY[j] * x[i] * x[i] * y[j] * y[j];
            }
        }
        differentiate(system, meanY, meanX);
        double value = 0;
        double slope = 0;
        double curvature = fourth;
        for (int i = 0; i < x.length; i++) {
            double weight = rootX[i] * rootX[i];
            value -= weight * f[i];
            slope += weight * x[i] * meanY[i];
            curvature += weight * x[i] * meanY[i] * slopeF[i];
        }
        for (int j = 0; j < y.length; j++) {
            double weight = rootY[j] * rootY[j];
            value -= weight * g[j];
            curvature += weight * y[j] * meanX[j] * slopeG[j];
        }
        double correction = -n / (2 * (n - 1)) * system.logDeterminant();
        return new CumulantPoint(n * value, n * slope, n * curvature, correction);
    }

    /** The derivatives of f and g with respect to t, which keep all margins. */
    private void differentiate(Cholesky system, double[] meanY, double[] meanX) {
        double[] right = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            right[i] = -rootX[i] * x[i] * meanY[i];
            for (int j = 0; j < y.length; j++) {
                right[i] += scaled[i][j] * rootY[j] * y[j] * meanX[j];
            }
        }
        double[] solved = system.solve(right);
        for (int i = 0; i < x.length; i++) {
            slopeF[i] = solved[i] / rootX[i];
        }
        for (int j = 0; j < y.length; j++) {
            double sum = 0;
            for (int i = 0; i < x.length; i++) {
                sum += scaled[i][j] * solved[i];
            }
            slopeG[j] = -y[j] * meanX[j] - sum / rootY[j];
        }
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
