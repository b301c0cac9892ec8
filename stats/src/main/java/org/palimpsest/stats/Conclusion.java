package org.palimpsest.stats;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A verdict with the numbers that it rests on.
 *
 * @param verdict what the test allows to be said
 * @param test the outcome of the test
 * @param alpha level in (0, 1), fixed beforehand
 * @param detectable the smallest effect that the test would have found; must be there for {@code NO_EVIDENCE}
 */
public record Conclusion(
        Verdict verdict,
        TestResult test,
        double alpha,
        @Nullable DetectableEffect detectable) {
    /** The power at which the detectable effect of a verdict is stated. */
    public static final double POWER = 0.9;

    /**
     * Checks the level and that no evidence comes with what would have been found.
     *
     * @throws IllegalArgumentException if alpha is outside its range or the detectable effect is missing
     */
    public Conclusion {
        Curve.requireAlpha(alpha);
        if (verdict == Verdict.NO_EVIDENCE && detectable == null) {
            throw new IllegalArgumentException("detectable must be given for " + verdict.label());
        }
    }

    /**
     * The conclusion from a test, by {@link Verdict#of}. Where the plan says that no effect, however large, is found with its
     * power, a test that found nothing is underpowered.
     *
     * @param test the outcome
     * @param smallestLog10P base-10 logarithm of the smallest p-value that the test could have given; minus infinity if there is
     *     none
     * @param alpha level in (0, 1), fixed beforehand
     * @param randomisation what is known about the random draw
     * @param curve the power of the test at this level, whose n counts what the n of the test counts
     * @throws IllegalArgumentException if a number is outside its range
     */
    public static Conclusion of(
            TestResult test, double smallestLog10P, double alpha, Randomisation randomisation, PowerCurve curve) {
        Verdict verdict = Verdict.of(test.log10PValue(), smallestLog10P, alpha, randomisation);
        // A curve that ends before n still says what fewer data would have shown.
        long n = Math.min(test.n(), curve.largestN());
        DetectableEffect detectable =
                n < curve.smallestN() ? null : PowerPlan.of(curve, POWER).detectable(n);
        boolean blind = verdict == Verdict.NO_EVIDENCE && detectable == null;
        return new Conclusion(blind ? Verdict.UNDERPOWERED : verdict, test, alpha, detectable);
    }

    /**
     * One or two sentences for a report, such as {@code no-evidence: p = 0.2 (log10 p = -0.699), exact, greater, n = 50, level
     * 0.01. The smallest effect that the test would have found with 90 % power: Spearman correlation of 0.4825.}
     */
    public String sentence() {
        String numbers = String.format(
                Locale.ROOT,
                "%s: p = %s (log10 p = %s), %s, %s, n = %d, level %s.",
                verdict.label(),
                test.pValue() == 0 ? "below 1e-300" : number(test.pValue()),
                number(test.log10PValue()),
                test.method().label(),
                test.alternative().label(),
                test.n(),
                number(alpha));
        if (verdict != Verdict.NO_EVIDENCE || detectable == null) {
            return numbers;
        }
        return String.format(
                Locale.ROOT,
                "%s The smallest effect that the test would have found with %s %% power: %s of %s.",
                numbers,
                number(100 * detectable.power()),
                detectable.name(),
                number(detectable.value()));
    }

    /** Four significant digits, no trailing zeros. */
    private static String number(double value) {
        BigDecimal rounded = new BigDecimal(value).round(new MathContext(4)).stripTrailingZeros();
        double size = Math.abs(value);
        boolean plain = value == 0 || (size >= 1e-4 && size < 1e6);
        return plain ? rounded.toPlainString() : rounded.toString().replace("E", "e");
    }
}
