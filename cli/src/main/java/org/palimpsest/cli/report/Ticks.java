package org.palimpsest.cli.report;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Round values along an axis and their labels.
 *
 * @param low where the axis begins
 * @param high where it ends
 * @param values ticks, ascending, within the axis
 * @param labels one a tick
 */
record Ticks(double low, double high, List<Double> values, List<String> labels) {
    private static final double[] STEPS = {1, 2, 2.5, 5, 10};
    private static final char MINUS = '\u2212';

    /**
     * Ticks for data from {@code dataLow} to {@code dataHigh}.
     *
     * @param axis scale and bounds
     * @param target wished number of intervals; there may be half or twice as many
     */
    static Ticks of(Axis axis, double dataLow, double dataHigh, int target) {
        double low = axis.low().orElse(dataLow);
        double high = axis.high().orElse(dataHigh);
        if (axis.scale() == AxisScale.LOG2) {
            return log2(axis, low, Math.max(low, high), target);
        }
        if (!(low < high)) {
            double room = low == 0 ? 1 : Math.abs(low) * 0.5;
            low = axis.low().orElse(low - room);
            high = axis.high().orElse(Math.max(low, high) + room);
        }
        return linear(axis, low, high, target);
    }

    private static Ticks linear(Axis axis, double low, double high, int target) {
        BigDecimal step = niceStep((high - low) / target);
        double width = step.doubleValue();
        long first =
                axis.low().isPresent() ? (long) Math.ceil(low / width - 1e-9) : (long) Math.floor(low / width + 1e-9);
        long last = axis.high().isPresent()
                ? (long) Math.floor(high / width + 1e-9)
                : (long) Math.ceil(high / width - 1e-9);
        List<Double> values = new ArrayList<>();
        List<String> labels = new ArrayList<>();
        for (long i = first; i <= last; i++) {
            BigDecimal value = step.multiply(BigDecimal.valueOf(i));
            values.add(value.doubleValue());
            labels.add(label(value, Math.max(Math.abs(low), Math.abs(high))));
        }
        double begin = axis.low().orElse(Math.min(low, values.get(0)));
        double end = axis.high().orElse(Math.max(high, values.get(values.size() - 1)));
        return new Ticks(begin, end, List.copyOf(values), List.copyOf(labels));
    }

    private static Ticks log2(Axis axis, double low, double high, int target) {
        int first = (int) (axis.low().isPresent() ? Math.ceil(exponent(low) - 1e-9) : Math.floor(exponent(low) + 1e-9));
        int last =
                (int) (axis.high().isPresent() ? Math.floor(exponent(high) + 1e-9) : Math.ceil(exponent(high) - 1e-9));
        if (first == last && axis.high().isEmpty()) {
            last++;
        }
        int stride = Math.max(1, (last - first + target) / (target + 1));
        List<Double> values = new ArrayList<>();
        List<String> labels = new ArrayList<>();
        for (int e = first; e <= last; e += stride) {
            values.add(Math.scalb(1.0, e));
            labels.add(label(new BigDecimal(Math.scalb(1.0, e)), Math.scalb(1.0, last)));
        }
        double begin = axis.low().orElse(Math.scalb(1.0, first));
        double end = axis.high().orElse(Math.scalb(1.0, last));
        return new Ticks(begin, end, List.copyOf(values), List.copyOf(labels));
    }

    private static double exponent(double value) {
        return AxisScale.LOG2.toLength(value);
    }

    /** The least of 1, 2, 2.5, 5 times a power of ten that is not below {@code rough}. */
    private static BigDecimal niceStep(double rough) {
        int power = (int) Math.floor(Math.log10(rough));
        double leading = rough / Math.pow(10, power);
        for (double step : STEPS) {
            if (leading <= step * (1 + 1e-9)) {
                return BigDecimal.valueOf(step).scaleByPowerOfTen(power);
            }
        }
        return BigDecimal.TEN.scaleByPowerOfTen(power);
    }

    /** A number with thousands separators and a true minus; with an exponent where the axis is very long or short. */
    static String label(BigDecimal value, double greatest) {
        if (value.signum() == 0) {
            return "0";
        }
        BigDecimal plain = value.stripTrailingZeros();
        String text;
        if (greatest >= 1e7 || greatest < 1e-3) {
            int exponent = plain.precision() - plain.scale() - 1;
            BigDecimal leading = plain.scaleByPowerOfTen(-exponent).setScale(3, RoundingMode.HALF_EVEN);
            text = leading.stripTrailingZeros().toPlainString() + "e" + exponent;
        } else {
            text = String.format(Locale.ROOT, "%,." + Math.max(0, Math.min(10, plain.scale())) + "f", plain);
        }
        return text.replace('-', MINUS);
    }
}
