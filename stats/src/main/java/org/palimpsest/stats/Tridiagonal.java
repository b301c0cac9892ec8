package org.palimpsest.stats;

/** Eigenvalues of a symmetric tridiagonal matrix as the nodes of a Gauss rule (Golub and Welsch 1969). */
final class Tridiagonal {
    private static final int MAX_SWEEPS = 100;

    private final double[] diagonal;
    private final double[] off;
    private final double[] first;

    private Tridiagonal(double[] diagonal, double[] off) {
        this.diagonal = diagonal.clone();
        this.off = new double[diagonal.length];
        System.arraycopy(off, 0, this.off, 0, off.length);
        this.first = new double[diagonal.length];
        first[0] = 1;
    }

    /**
     * The rule whose nodes are the eigenvalues and whose weights the squared first components of the eigenvectors.
     *
     * @param diagonal of the matrix
     * @param off its off-diagonal, one shorter
     */
    static GaussRule rule(double[] diagonal, double[] off) {
        Tridiagonal matrix = new Tridiagonal(diagonal, off);
        for (int i = 0; i < diagonal.length; i++) {
            matrix.isolate(i);
        }
        for (int i = 0; i < diagonal.length; i++) {
            matrix.first[i] *= matrix.first[i];
        }
        return new GaussRule(matrix.diagonal, matrix.first).sorted();
    }

    /** Turns the matrix until the off-diagonal beside place {@code low} vanishes: QL steps with implicit shifts. */
    private void isolate(int low) {
        for (int sweep = 0; sweep < MAX_SWEEPS; sweep++) {
            int high = low;
            while (high < diagonal.length - 1 && !negligible(high)) {
                high++;
            }
            if (high == low) {
                return;
            }
            step(low, high);
        }
        throw new ArithmeticException("eigenvalues did not converge after " + MAX_SWEEPS + " sweeps");
    }

    private boolean negligible(int i) {
        double size = Math.abs(diagonal[i]) + Math.abs(diagonal[i + 1]);
        return Math.abs(off[i]) <= Math.ulp(1.0) / 4 * Math.max(size, 1e-3);
    }

    private void step(int low, int high) {
        double gap = (diagonal[low + 1] - diagonal[low]) / (2 * off[low]);
        double shift = diagonal[low] - off[low] / (gap + Math.copySign(Math.hypot(gap, 1), gap));
        double bulge = diagonal[high] - shift;
        double sine = 1;
        double cosine = 1;
        double carried = 0;
        for (int i = high - 1; i >= low; i--) {
            double opposite = sine * off[i];
            double beside = cosine * off[i];
            double length = Math.hypot(opposite, bulge);
            off[i + 1] = length;
            if (length == 0) {
                diagonal[i + 1] -= carried;
                off[high] = 0;
                return;
            }
            sine = opposite / length;
            cosine = bulge / length;
            double base = diagonal[i + 1] - carried;
            double turn = (diagonal[i] - base) * sine + 2 * cosine * beside;
            carried = sine * turn;
            diagonal[i + 1] = base + carried;
            bulge = cosine * turn - beside;
            double component = first[i + 1];
            first[i + 1] = sine * first[i] + cosine * component;
            first[i] = cosine * first[i] - sine * component;
        }
        diagonal[low] -= carried;
        off[low] = bulge;
        off[high] = 0;
    }
}
