package org.palimpsest.spark;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import org.palimpsest.corpus.CorruptInputException;
import org.palimpsest.corpus.table.ListWindow;
import org.palimpsest.corpus.table.NumberTable;
import org.palimpsest.corpus.table.RowReader;
import org.palimpsest.corpus.table.TableColumns;
import org.palimpsest.provenance.query.ReferenceFit;

/**
 * What the query test reads of a file, as rows of its own: a row a document, or a part of one that is joined by id.
 *
 * @param position column with the place in training
 * @param loss column with the suspect's loss; empty if recorded scores have its likelihoods
 * @param references columns with losses of references
 * @param joined whether recorded scores are joined by id
 * @param drop whether rows that lack a number are dropped
 */
record QueryColumns(String position, String loss, List<String> references, boolean joined, boolean drop)
        implements Serializable {
    /** Of a row: a place with what the transcript says of it, or a recorded score. */
    enum Kind {
        PLACE(0),
        SUSPECT(1),
        REFERENCE(2);

        private final int code;

        Kind(int code) {
            this.code = code;
        }

        /** Its number in rows. */
        int code() {
            return code;
        }
    }

    /** A row as it is read; {@code likelihood} is the suspect's, {@code reference} the negative of the references' mean. */
    static final StructType SCHEMA = new StructType()
            .add("id", DataTypes.StringType)
            .add("kind", DataTypes.IntegerType, false)
            .add("position", DataTypes.DoubleType, false)
            .add("likelihood", DataTypes.DoubleType, false)
            .add("reference", DataTypes.DoubleType, false)
            .add("complete", DataTypes.BooleanType, false)
            .add("file", DataTypes.IntegerType, false)
            .add("row", DataTypes.LongType, false);

    private static final String ID = "id";
    private static final String LOG_PROBS = "logprobs";
    private static final String VARIANT = "variant";

    /** Reads a file of the transcript. Holds its columns, 8 bytes a number, and its ids if they are joined. */
    List<Row> places(Path local, String file, int number) throws IOException {
        List<String> numbers = new ArrayList<>(List.of(position));
        if (!loss.isEmpty()) {
            numbers.add(loss);
        }
        numbers.addAll(references);
        NumberTable table = read(local, file, numbers, List.of());
        double[] positions = table.numbers(position);
        double[] likelihoods = loss.isEmpty() ? new double[positions.length] : negated(table, loss);
        List<double[]> others =
                references.stream().map(column -> negated(table, column)).toList();
        double[] rest = ReferenceFit.difference().scores(new double[positions.length], others, List.of());
        boolean[] complete = complete(table, numbers, file);
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < positions.length; i++) {
            rows.add(RowFactory.create(
                    joined ? id(table, i, file) : null,
                    Kind.PLACE.code(),
                    positions[i],
                    likelihoods[i],
                    rest[i],
                    complete[i],
                    number,
                    i + 1L));
        }
        return rows;
    }

    /** Reads a file of recorded scores, as {@code score} writes them; rows of variants are passed over. */
    List<Row> scores(Path local, String file, int number, Kind kind) throws IOException {
        NumberTable table = read(local, file, List.of(LOG_PROBS), List.of(VARIANT));
        double[] means = table.numbers(LOG_PROBS);
        boolean[] complete = complete(table, List.of(LOG_PROBS), file);
        List<@Nullable String> variants = table.texts(VARIANT);
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < means.length; i++) {
            String variant = variants.get(i);
            if (variant != null && !variant.isEmpty()) {
                continue;
            }
            rows.add(RowFactory.create(
                    id(table, i, file),
                    kind.code(),
                    0.0,
                    kind == Kind.SUSPECT ? means[i] : 0.0,
                    kind == Kind.SUSPECT ? 0.0 : -means[i],
                    complete[i],
                    number,
                    i + 1L));
        }
        return rows;
    }

    private NumberTable read(Path local, String file, List<String> numbers, List<String> labels) throws IOException {
        List<String> texts = joined ? List.of(ID) : List.of();
        List<String> different = numbers.stream().distinct().toList();
        NumberTable table =
                RowReader.of(local, 0).read(local, new TableColumns(different, texts, labels, ListWindow.ALL));
        for (String column : numbers) {
            if (table.rows() > 0 && !table.hasColumn(column)) {
                throw new CorruptInputException(
                        file,
                        "no row has column " + column + "; columns found: "
                                + String.join(", ", new TreeSet<>(table.columns())));
            }
        }
        return table;
    }

    private static double[] negated(NumberTable table, String column) {
        return Arrays.stream(table.numbers(column)).map(loss -> -loss).toArray();
    }

    /** Which rows have all their numbers; those that have not are an error unless they are to be dropped. */
    private boolean[] complete(NumberTable table, List<String> numbers, String file) throws IOException {
        boolean[] complete = new boolean[table.rows()];
        Arrays.fill(complete, true);
        for (String column : numbers) {
            double[] values = table.numbers(column);
            for (int i = 0; i < values.length; i++) {
                complete[i] &= !Double.isNaN(values[i]);
                if (!complete[i] && !drop) {
                    throw new CorruptInputException(
                            file,
                            "row " + (i + 1) + " has no finite number in column " + column
                                    + "; mend it, or leave such rows out with --allow-missing");
                }
            }
        }
        return complete;
    }

    private static String id(NumberTable table, int row, String file) throws IOException {
        String id = table.texts(ID).get(row);
        if (id == null || id.isEmpty()) {
            throw new CorruptInputException(file, "row " + (row + 1) + " has no id; recorded scores are joined by id");
        }
        return id;
    }
}
