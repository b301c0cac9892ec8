package org.palimpsest.stats;

/** A power curve by a formula. */
record Curve(EffectScale scale, long smallestN, long largestN, Formula formula) implements PowerCurve {
    /** Beyond it no sample is planned. */
    static final long LARGEST = 1L << 40;

    @Override
    public double at(double effect, long n) {
        return formula.at(effect, n);
    }

    /** The chance of rejection at an effect and a sample size. */
    interface Formula {
        double at(double effect, long n);
    }

    /**
     * Refuses what is no level.
     *
     * @throws IllegalArgumentException if alpha is not in (0, 1)
     */
    static double requireAlpha(double alpha) {
        if (!(alpha > 0 && alpha < 1)) {
            throw new IllegalArgumentException("alpha must be in (0, 1), got " + alpha);
        }
        return alpha;
    }
}
