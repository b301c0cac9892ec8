package org.palimpsest.provenance.dataset;

import java.util.List;
import org.palimpsest.inference.attack.ScoreTable;

/** Membership scores as features: a row a text, a column an attack. */
public final class FeatureRows {
    private FeatureRows() {}

    /**
     * The columns of a table side by side.
     *
     * @param table scores of texts under several attacks
     * @return for each text its scores in the order of the columns, NaN where a score is undefined
     * @throws IllegalArgumentException if the table has no column
     */
    public static double[][] of(ScoreTable table) {
        List<double[]> columns =
                table.columns().stream().map(ScoreTable.Column::values).toList();
        if (columns.isEmpty()) {
            throw new IllegalArgumentException("a feature is needed, no attack has a score");
        }
        double[][] rows = new double[columns.get(0).length][columns.size()];
        for (int column = 0; column < columns.size(); column++) {
            for (int row = 0; row < rows.length; row++) {
                rows[row][column] = columns.get(column)[row];
            }
        }
        return rows;
    }
}
