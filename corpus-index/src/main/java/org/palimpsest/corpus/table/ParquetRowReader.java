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
    public NumberTable read(Path file, List<String> numberColumns, List<String> textColumns) throws IOException {
        ColumnNames.check(numberColumns, textColumns);
        TableBuilder builder = new TableBuilder(numberColumns, textColumns);
        List<String> names = new ArrayList<>(numberColumns);
        names.addAll(textColumns);
        try (ParquetInput rows = ParquetInput.open(file, names)) {
            while (rows.next()) {
                InputLocation where = rows.where();
                builder.beginRow();
                for (int i = 0; i < numberColumns.size(); i++) {
                    builder.setNumber(i, number(rows.value(i), names.get(i), where));
                }
                for (int i = 0; i < textColumns.size(); i++) {
                    int column = numberColumns.size() + i;
                    builder.setText(i, ParquetValues.text(rows.value(column), names.get(column), where));
                }
                builder.endRow();
            }
            return builder.build(new HashSet<>(rows.columns()), List.of());
        }
    }

    /** A number, or the mean of a list of numbers; NaN where there is none or it is not finite. */
    private static double number(@Nullable Object value, String name, InputLocation where) throws IOException {
        double number = value instanceof long[] wholes
                ? Arrays.stream(wholes).asDoubleStream().sum() / wholes.length
                : value instanceof double[] reals
                        ? Arrays.stream(reals).sum() / reals.length
                        : value instanceof List<?> list ? mean(list, name, where) : scalar(value, name, where);
        return Double.isFinite(number) ? number : Double.NaN;
    }

    private static double mean(List<?> list, String name, InputLocation where) throws IOException {
        double sum = 0;
        for (int i = 0; i < list.size(); i++) {
            sum += scalar(list.get(i), name + "[" + i + "]", where);
        }
        return sum / list.size();
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
