package org.palimpsest.cli.story;

import java.math.BigDecimal;
import java.util.Locale;
import org.palimpsest.cli.output.PValueFormat;

/** Numbers as report and summary print them. */
final class StoryReportNumbers {
    private static final String FOUND = " would have been found with 90 % power (before Holm).";

    private StoryReportNumbers() {}

    /** With a comma every three digits. */
    static String count(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    /** With a number of decimals. */
    static String fixed(double value, int decimals) {
        return String.format(Locale.ROOT, "%." + decimals + "f", value);
    }

    /** With its sign and a number of decimals; nothing reads as minus zero. */
    static String signed(double value, int decimals) {
        String text = String.format(Locale.ROOT, "%+." + decimals + "f", value);
        return text.matches("-[0.]+") ? "+" + text.substring(1) : text;
    }

    /** An e-value from its base-10 logarithm: plain near one, else as a power of ten. */
    static String eValue(double log10E) {
        if (log10E >= 4 || log10E <= -3) {
            return String.format(Locale.ROOT, "10^%.1f", log10E);
        }
        double value = Math.pow(10, log10E);
        return String.format(Locale.ROOT, value >= 100 ? "%,.0f" : value >= 1 ? "%.1f" : "%.3f", value);
    }

    /** A p-value from its base-10 logarithm. */
    static String p(double log10P) {
        return PValueFormat.ofLog10(log10P);
    }

    /** A share in percent. */
    static String percent(double share) {
        return String.format(Locale.ROOT, "%.0f %%", 100 * share);
    }

    /** The smallest effect of the marks that would have been found, as half a sentence. */
    static String detectableMarks(SuspectEvidence suspect) {
        return suspect.detectableAuc().isEmpty()
                ? "so few ghosts show no effect, however great, with 90 % power."
                : "an AUC of " + fixed(suspect.detectableAuc().getAsDouble(), 3) + FOUND;
    }

    /** The smallest effect of the order that would have been found, as half a sentence. */
    static String detectableOrder(SuspectEvidence suspect) {
        return "a correlation of " + fixed(suspect.order().detectable(), 3) + FOUND;
    }

    /** A setting with all its digits and no exponent. */
    static String plain(double value) {
        return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }
}
