package org.palimpsest.inference.attack;

import java.util.List;

/**
 * Features of texts that know nothing of any model. A classifier on them that tells members from non-members shows that the two
 * differ by more than membership, and then no attack means anything.
 */
interface BlindBaseline {
    /** The name in results. */
    String name();

    /** What a text must have, one noun. */
    String needs();

    /** Whether a text has it. */
    boolean covers(ScoredText text);

    /** A row of features a text, computed without labels. */
    SparseFeatures features(List<ScoredText> texts);

    /** What learns from them. */
    default RowClassifier classifier() {
        return LogisticRegression::classifier;
    }
}
