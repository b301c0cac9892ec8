package org.palimpsest.corpus.table;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.palimpsest.corpus.InputLocation;
import org.palimpsest.corpus.JsonLines;
import org.palimpsest.corpus.JsonValues;

/**
 * Reads columns of a JSONL file, plain, {@code .gz}, {@code .zst} or {@code -} for standard input; a column is a field of
 * the row's object. The literals {@code NaN} and {@code Infinity} are accepted and count as non-finite. Memory: eight
 * bytes a row and number column.
 *
 * @param skipBad how many bad lines to pass over and list before the next one is an error, at least 0
 */
public record JsonlRowReader(int skipBad) implements RowReader {
    /**
     * Checks.
     *
     * @throws IllegalArgumentException if {@code skipBad} is negative
     */
    public JsonlRowReader {
        if (skipBad < 0) {
            throw new IllegalArgumentException("skipBad must be at least 0, got " + skipBad);
        }
    }

    /** A reader for which the first bad line is an error. */
    public JsonlRowReader() {
        this(0);
    }

    @Override
    public NumberTable read(Path file, TableColumns columns) throws IOException {
        TableBuilder builder = new TableBuilder(columns);
        Set<String> seen = new HashSet<>();
        try (JsonLines lines = JsonLines.open(file, skipBad)) {
            while (lines.next((json, where) -> parse(json, where, builder, seen)) != null) {
                builder.endRow();
            }
            return builder.build(seen, lines.skipped());
        }
    }

    private static Boolean parse(JsonParser json, InputLocation where, TableBuilder builder, Set<String> seen)
            throws IOException {
        builder.beginRow();
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = json.currentName();
            json.nextToken();
            seen.add(name);
            int number = builder.numberColumn(name);
            int text = builder.textColumn(name);
            if (number >= 0) {
                readNumber(json, name, where, builder, number);
            } else if (text >= 0 && builder.isHint(text)) {
                if (json.currentToken() == JsonToken.VALUE_STRING
                        || json.currentToken() == JsonToken.VALUE_NUMBER_INT) {
                    builder.setHint(text, json.getText());
                } else {
                    json.skipChildren();
                }
            } else if (text >= 0) {
                boolean whole = json.currentToken() == JsonToken.VALUE_NUMBER_INT && builder.isLabel(text);
                builder.setText(text, whole ? json.getText() : JsonValues.readString(json, name, where));
            } else {
                json.skipChildren();
            }
        }
        return true;
    }

    private static void readNumber(JsonParser json, String name, InputLocation where, TableBuilder builder, int column)
            throws IOException {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            builder.setNumber(column, readScalar(json, name, "a number or a list of numbers", where));
            return;
        }
        double[] values = new double[64];
        int count = 0;
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (count == values.length) {
                values = Arrays.copyOf(values, 2 * count);
            }
            values[count] = readScalar(json, name + "[" + count + "]", "a number", where);
            count++;
        }
        builder.setList(column, values, count);
    }

    private static double readScalar(JsonParser json, String name, String expected, InputLocation where)
            throws IOException {
        if (json.currentToken() == JsonToken.VALUE_NULL) {
            return Double.NaN;
        }
        if (!json.currentToken().isNumeric()) {
            throw where.wrongType(name, expected, JsonValues.describe(json));
        }
        double value = json.getDoubleValue();
        return Double.isFinite(value) ? value : Double.NaN;
    }
}
