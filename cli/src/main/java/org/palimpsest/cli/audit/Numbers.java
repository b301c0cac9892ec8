package org.palimpsest.cli.audit;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** Values of a result as a reader wants them. */
final class Numbers {
    private static final MathContext DIGITS = new MathContext(6);

    private Numbers() {}

    /** Up to six significant digits. */
    static String of(double value) {
        if (value == 0 || !Double.isFinite(value)) {
            return value == 0 ? "0" : "-";
        }
        BigDecimal rounded = new BigDecimal(value).round(DIGITS).stripTrailingZeros();
        int exponent = rounded.precision() - rounded.scale() - 1;
        return exponent < -5 || exponent > 9
                ? rounded.movePointLeft(exponent).toPlainString() + "e" + exponent
                : rounded.toPlainString();
    }

    static String shown(JsonNode value) {
        if (value.isMissingNode() || value.isNull()) {
            return "-";
        }
        if (value.isIntegralNumber()) {
            return value.asText();
        }
        if (isEstimate(value)) {
            return shown(value.path("value")) + " [" + end(value.path("low")) + ", " + end(value.path("high")) + "]";
        }
        return value.isNumber() ? of(value.asDouble()) : value.isContainerNode() ? "…" : value.asText();
    }

    /** An end of an interval; those of {@code RatioInterval} that are nowhere are 1e100. */
    private static String end(JsonNode value) {
        return Math.abs(value.asDouble()) < 1e100 ? shown(value) : "no end";
    }

    /** Whether it is a number with an interval, {@code {"value","low","high"}}. */
    static boolean isEstimate(JsonNode value) {
        return value.path("value").isNumber()
                && value.path("low").isNumber()
                && value.path("high").isNumber();
    }

    /** {@code meanRelativeRank} as {@code mean relative rank}. */
    static String words(String name) {
        return name.replaceAll("(?<=[a-z0-9])(?=[A-Z][a-z])", " ")
                .replaceAll("(?<=[a-z0-9])(?=[A-Z]$)", " ")
                .toLowerCase(Locale.ROOT);
    }
}
