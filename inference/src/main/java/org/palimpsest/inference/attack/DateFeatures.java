package org.palimpsest.inference.attack;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** When a text was made: {@code created}, else {@code added}, as a year with its fraction, its square, and its tenth of all dates. */
record DateFeatures() implements BlindBaseline {
    /** The fields that hold a date, the better one first. */
    static final List<String> FIELDS = List.of("created", "added");

    private static final Pattern DATE = Pattern.compile("(\\d{4})(?:-(\\d{2})(?:-(\\d{2}))?)?(?!\\d).*");
    private static final int TENTHS = 10;

    @Override
    public String name() {
        return "date";
    }

    @Override
    public String needs() {
        return "date (created, added)";
    }

    @Override
    public boolean covers(ScoredText text) {
        return date(text) != null;
    }

    @Override
    public SparseFeatures features(List<ScoredText> texts) {
        double[] dates = texts.stream()
                .mapToDouble(text -> {
                    Double date = date(text);
                    return date == null ? 0 : date;
                })
                .toArray();
        double[] sorted = dates.clone();
        Arrays.sort(sorted);
        double mean = Shares.mean(dates);
        double[][] rows = new double[dates.length][2 + TENTHS];
        for (int i = 0; i < dates.length; i++) {
            rows[i][0] = dates[i] - mean;
            rows[i][1] = rows[i][0] * rows[i][0];
            rows[i][2 + tenth(sorted, dates[i])] = 1;
        }
        return SparseFeatures.standardised(rows);
    }

    /** The tenth in which the first of all equal dates stands. */
    private static int tenth(double[] sorted, double date) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] < date) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return (int) ((long) low * TENTHS / sorted.length);
    }

    /** A date as a year with its fraction; null if there is none that can be read. */
    private static @Nullable Double date(ScoredText text) {
        for (String field : FIELDS) {
            Matcher date = DATE.matcher(text.base().fields().getOrDefault(field, ""));
            if (date.matches()) {
                double month = date.group(2) == null ? 0 : Integer.parseInt(date.group(2)) - 1;
                double day = date.group(3) == null ? 0 : Integer.parseInt(date.group(3)) - 1;
                return Integer.parseInt(date.group(1)) + (month + day / 31) / 12;
            }
        }
        return null;
    }
}
