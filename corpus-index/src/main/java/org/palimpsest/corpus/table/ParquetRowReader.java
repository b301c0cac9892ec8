package org.palimpsest.corpus.table;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.palimpsest.corpus.InputLocation;
import org.palimpsest.corpus.ParquetInput;
import org.palimpsest.corpus.ParquetValues;

/**
 * Reads columns of a Parquet file, as {@link JsonlRowReader} reads fields of rows. Only the named columns are read. Memory:
 * eight bytes a row and number column, and a page of each column.
 */
public record ParquetRowReader() implements RowReader {
    @Override
    public NumberTable read(Path file, TableColumns columns) throws IOException {
        TableBuilder builder = new TableBuilder(columns);
        List<String> numberColumns = columns.numbers();
        List<String> textColumns = new ArrayList<>(columns.texts());
        textColumns.addAll(columns.labels());
        textColumns.addAll(columns.hints());
        List<String> names = new ArrayList<>(numberColumns);
        names.addAll(textColumns);
        try (ParquetInput rows = ParquetInput.open(file, names)) {
            while (rows.next()) {
                InputLocation where = rows.where();
                builder.beginRow();
                for (int i = 0; i < numberColumns.size(); i++) {
                    number(rows.value(i), names.get(i), where, builder, i);
                }
                for (int i = 0; i < textColumns.size(); i++) {
                    int column = numberColumns.size() + i;
                    Object value = rows.value(column);
                    if (builder.isHint(i)) {
                        if (value instanceof Long || value instanceof String) {
                            builder.setHint(i, value.toString());
                        }
                        continue;
                    }
                    boolean whole = value instanceof Long && builder.isLabel(i);
                    builder.setText(
                            i, whole ? String.valueOf(value) : ParquetValues.text(value, names.get(column), where));
                }
                builder.endRow();
            }
            return builder.build(new HashSet<>(rows.columns()), List.of());
        }
    }

    /** A number, or a list of numbers; NaN where there is none or it is not finite. */
    private static void number(
            @Nullable Object value, String name, InputLocation where, TableBuilder builder, int column)
            throws IOException {
        if (value instanceof long[] wholes) {
            builder.setList(column, Arrays.stream(wholes).asDoubleStream().toArray(), wholes.length);
        } else if (value instanceof double[] reals) {
            builder.setList(column, reals, reals.length);
        } else if (value instanceof List<?> list) {
            double[] values = new double[list.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = scalar(list.get(i), name + "[" + i + "]", where);
            }
            builder.setList(column, values, values.length);
        } else {
            double number = scalar(value, name, where);
            builder.setNumber(column, Double.isFinite(number) ? number : Double.NaN);
        }
    }

    private static double scalar(@Nullable Object value, String name, InputLocation where) throws IOException {
        if (value == null) {
            return Double.NaN;
        }
        if (value instanceof Number number) {
            return number.doubleValue();
        }
        throw where.wrongType(name, "a number or a list of numbers", ParquetValues.describe(value));
    }
}
