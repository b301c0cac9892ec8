package org.palimpsest.inference.attack;

import java.util.function.IntToDoubleFunction;

/** Learns to tell members from non-members. Deterministic, and safe for threads. */
interface RowClassifier {
    /**
     * Learns from some rows.
     *
     * @param features a row a text
     * @param rows the rows to learn from
     * @param members for each row of the features whether it is a member; only those of the rows are read
     * @return the score of any row, higher for members
     */
    IntToDoubleFunction fit(SparseFeatures features, int[] rows, boolean[] members);
}
