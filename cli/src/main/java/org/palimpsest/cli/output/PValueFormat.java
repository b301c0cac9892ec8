package org.palimpsest.cli.output;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/**
 * Writes p-values: with two or three significant digits down to 0.0001, below that as a power of ten ({@code 10^-73.2}).
 * A p-value never reads as 0, and only 1 itself reads as 1.
 */
public final class PValueFormat {
    /** Below this base-10 logarithm a p-value is written as a power of ten. */
    private static final double LOG_FORM_BELOW = -4;

    private static final int DIGITS = 3;

    private PValueFormat() {}

    /**
     * A p-value given as a number. An underflowed 0 reads {@code < 10^-323}: prefer {@link #ofLog10}.
     *
     * @throws IllegalArgumentException if p is not in [0, 1]
     */
    public static String of(double p) {
        if (!(p >= 0 && p <= 1)) {
            throw new IllegalArgumentException("p must be in [0, 1], got " + p);
        }
        if (p == 0) {
            return "< 10^-323";
        }
        return p < 1e-4 ? power(Math.log10(p)) : decimal(p);
    }

    /**
     * A p-value given by its base-10 logarithm, however small.
     *
     * @throws IllegalArgumentException if the logarithm is not a finite number that is at most 0
     */
    public static String ofLog10(double log10P) {
        if (!(log10P <= 0) || Double.isInfinite(log10P)) {
            throw new IllegalArgumentException("log10 p must be finite and at most 0, got " + log10P);
        }
        return log10P < LOG_FORM_BELOW ? power(log10P) : decimal(Math.pow(10, log10P));
    }

    /** The p-value as part of a sentence: {@code p = 0.031}, {@code p > 0.999}. */
    public static String equation(double log10P) {
        String text = ofLog10(log10P);
        return text.startsWith(">") ? "p " + text : "p = " + text;
    }

    private static String power(double log10P) {
        return String.format(Locale.ROOT, "10^%.1f", log10P);
    }

    private static String decimal(double p) {
        if (p == 1) {
            return "1";
        }
        BigDecimal rounded = new BigDecimal(p).round(new MathContext(DIGITS, RoundingMode.HALF_EVEN));
        if (rounded.compareTo(BigDecimal.ONE) >= 0) {
            return "> 0.999";
        }
        BigDecimal full = rounded.setScale(rounded.scale() + DIGITS - rounded.precision(), RoundingMode.UNNECESSARY);
        boolean lastIsZero = full.unscaledValue().intValueExact() % 10 == 0;
        return (lastIsZero ? full.setScale(full.scale() - 1, RoundingMode.UNNECESSARY) : full).toPlainString();
    }
}
