package org.palimpsest.stats;

import java.util.function.DoubleUnaryOperator;

/** Integration of smooth functions by the 32-point rule of Gauss and Legendre on equal panels. */
final class GaussLegendre {
    private static final int POINTS = 32;
    private static final double[] NODES = new double[POINTS];
    private static final double[] WEIGHTS = new double[POINTS];

    static {
        for (int i = 0; i < POINTS; i++) {
            double x = Math.cos(Math.PI * (i + 0.75) / (POINTS + 0.5));
            double slope = 1;
            for (int step = 0; step < 10; step++) {
                double before = 1;
                double value = x;
                for (int k = 2; k <= POINTS; k++) {
                    double next = ((2 * k - 1) * x * value - (k - 1) * before) / k;
                    before = value;
                    value = next;
                }
                slope = POINTS * (x * value - before) / (x * x - 1);
                x -= value / slope;
            }
            NODES[i] = x;
            WEIGHTS[i] = 2 / ((1 - x * x) * slope * slope);
        }
    }

    private GaussLegendre() {}

    static double integral(DoubleUnaryOperator f, double low, double high, int panels) {
        double half = (high - low) / (2 * panels);
        double sum = 0;
        for (int panel = 0; panel < panels; panel++) {
            double middle = low + (2 * panel + 1) * half;
            for (int i = 0; i < POINTS; i++) {
                sum += WEIGHTS[i] * f.applyAsDouble(middle + half * NODES[i]);
            }
        }
        return sum * half;
    }
}
