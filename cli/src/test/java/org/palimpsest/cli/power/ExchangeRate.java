package org.palimpsest.cli.power;

import java.util.Arrays;

/**
 * How many exact copies a fuzzy copy is worth, after Shilov, Meeus and de Montjoye (2405.15523): the effect of one original and
 * nine fuzzy copies is looked up on the curve of 1 to 10 exact copies, {@code rho = (nu - 1) / 9}.
 *
 * <p>The curve is laid linearly through the measured numbers of copies, smoothed over three neighbours, and inverted linearly;
 * beyond its end it goes on with the mean of the last three slopes, and before its beginning with the first slope;
 * where that slope does not rise, the end itself is the answer.
 */
final class ExchangeRate {
    private static final int MOST = 10;

    private final double[] curve;

    private ExchangeRate(double[] curve) {
        this.curve = curve;
    }

    /**
     * The rate along a measured curve.
     *
     * @param copies numbers of copies, rising from 1 to 10
     * @param effects the effect of each
     */
    static ExchangeRate of(int[] copies, double[] effects) {
        if (copies.length != effects.length || copies[0] != 1 || copies[copies.length - 1] != MOST) {
            throw new IllegalArgumentException(
                    "copies must go from 1 to " + MOST + " with an effect each, got " + Arrays.toString(copies));
        }
        double[] whole = new double[MOST];
        for (int nu = 1, i = 0; nu <= MOST; nu++) {
            while (copies[i + 1] < nu) {
                i++;
            }
            double share = (double) (nu - copies[i]) / (copies[i + 1] - copies[i]);
            whole[nu - 1] = effects[i] + share * (effects[i + 1] - effects[i]);
        }
        double[] smooth = whole.clone();
        for (int k = 1; k < MOST - 1; k++) {
            smooth[k] = (whole[k - 1] + whole[k] + whole[k + 1]) / 3;
        }
        return new ExchangeRate(smooth);
    }

    /** The exact copies of the same effect, less one, over nine. */
    double rho(double effect) {
        return (equivalent(effect) - 1) / (MOST - 1);
    }

    private double equivalent(double effect) {
        if (effect < curve[0]) {
            double slope = curve[1] - curve[0];
            return slope <= 0 ? 1 : 1 + (effect - curve[0]) / slope;
        }
        for (int i = 0; i + 1 < MOST; i++) {
            if (effect <= curve[i + 1]) {
                double step = curve[i + 1] - curve[i];
                return i + 1 + (step <= 0 ? 0 : (effect - curve[i]) / step);
            }
        }
        double slope = (curve[MOST - 1] - curve[MOST - 4]) / 3;
        return slope <= 0 ? MOST : MOST + (effect - curve[MOST - 1]) / slope;
    }
}
