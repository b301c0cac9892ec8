package org.palimpsest.inference.likelihood;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.palimpsest.corpus.InputLocation;
import org.palimpsest.corpus.JsonValues;

/** Reads the lists of numbers of a score row. */
final class ScoreNumbers {
    /** Rounding may lift a log-probability this far above 0; what lies above is something else, such as a loss. */
    private static final double ROUNDING = 0.01;

    private static final int FIRST_SIZE = 64;

    private final ScoreRowReader.Detail detail;
    private final JsonParser json;
    private final InputLocation where;

    ScoreNumbers(ScoreRowReader.Detail detail, JsonParser json, InputLocation where) {
        this.detail = detail;
        this.json = json;
        this.where = where;
    }

    /** What a number may be. */
    enum Kind {
        /** At most 0 up to rounding. */
        LOG_PROB,
        /** At least 0. */
        DEVIATION
    }

    /** A list of numbers; null where the field is {@code null}. */
    double @Nullable [] numbersOrNull(String field, Kind kind) throws IOException {
        return json.currentToken() == JsonToken.VALUE_NULL ? null : numbers(field, kind);
    }

    /** A list of numbers. */
    double[] numbers(String field, Kind kind) throws IOException {
        requireList(field);
        double[] values = new double[FIRST_SIZE];
        int count = 0;
        while (json.nextToken() != JsonToken.END_ARRAY) {
            values = count == values.length ? Arrays.copyOf(values, 2 * count) : values;
            values[count] = number(field, count, kind);
            count++;
        }
        return Arrays.copyOf(values, count);
    }

    /** Null stands for a number that JSON cannot hold: NaN. */
    private double number(String field, int index, Kind kind) throws IOException {
        boolean absent = json.currentToken() == JsonToken.VALUE_NULL;
        if (!absent && !json.currentToken().isNumeric()) {
            throw where.wrongType(field + "[" + index + "]", "a number", JsonValues.describe(json));
        }
        double value = absent ? Double.NaN : json.getDoubleValue();
        if (detail == ScoreRowReader.Detail.LIKELIHOODS) {
            return value;
        }
        if (!Double.isFinite(value)) {
            throw where.wrongType(field + "[" + index + "]", "a finite number", JsonValues.describe(json));
        }
        if (kind == Kind.LOG_PROB && value > ROUNDING) {
            throw where.wrongType(
                    field + "[" + index + "]",
                    "a log-probability in nats, at most 0 (a loss has the other sign)",
                    JsonValues.describe(json));
        }
        if (kind == Kind.DEVIATION && value < 0) {
            throw where.wrongType(
                    field + "[" + index + "]", "a standard deviation from 0 on", JsonValues.describe(json));
        }
        return value;
    }

    /** A list of token ids; null stands for one that an endpoint did not say. */
    int[] tokens(String field) throws IOException {
        return wholeNumbers(field, "a token id, a whole number from 0 on", true);
    }

    /** A list of places; null where the field is {@code null}. */
    int @Nullable [] placesOrNull(String field) throws IOException {
        return json.currentToken() == JsonToken.VALUE_NULL
                ? null
                : wholeNumbers(field, "a whole number from 0 on", false);
    }

    private int[] wholeNumbers(String field, String expected, boolean mayBeUnknown) throws IOException {
        requireList(field);
        int[] values = new int[FIRST_SIZE];
        int count = 0;
        while (json.nextToken() != JsonToken.END_ARRAY) {
            boolean unknown = json.currentToken() == JsonToken.VALUE_NULL && mayBeUnknown;
            if (!unknown
                    && (json.currentToken() != JsonToken.VALUE_NUMBER_INT
                            || json.getNumberType() != JsonParser.NumberType.INT
                            || json.getIntValue() < 0)) {
                throw where.wrongType(field + "[" + count + "]", expected, JsonValues.describe(json));
            }
            values = count == values.length ? Arrays.copyOf(values, 2 * count) : values;
            values[count++] = unknown ? TokenScores.UNKNOWN_ID : json.getIntValue();
        }
        return Arrays.copyOf(values, count);
    }

    /** A list of a list of token ids a place. */
    int[][] tokenLists(String field) throws IOException {
        requireList(field);
        int[][] lists = new int[FIRST_SIZE][];
        int count = 0;
        while (json.nextToken() != JsonToken.END_ARRAY) {
            lists = count == lists.length ? Arrays.copyOf(lists, 2 * count) : lists;
            lists[count] = tokens(field + "[" + count + "]");
            count++;
        }
        return Arrays.copyOf(lists, count);
    }

    /** A list of a list of log-probabilities a place. */
    double[][] logProbLists(String field) throws IOException {
        requireList(field);
        double[][] lists = new double[FIRST_SIZE][];
        int count = 0;
        while (json.nextToken() != JsonToken.END_ARRAY) {
            lists = count == lists.length ? Arrays.copyOf(lists, 2 * count) : lists;
            lists[count] = numbers(field + "[" + count + "]", Kind.LOG_PROB);
            count++;
        }
        return Arrays.copyOf(lists, count);
    }

    private void requireList(String field) throws IOException {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            throw where.wrongType(field, "a list of numbers", JsonValues.describe(json));
        }
    }
}
