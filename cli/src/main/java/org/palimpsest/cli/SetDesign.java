package org.palimpsest.cli;

import org.palimpsest.provenance.dataset.DatasetInferenceTest;

/** How dataset inference shares texts between learning and testing. */
enum SetDesign {
    /** One half learns, the other is tested. */
    HALVES(DatasetInferenceTest.Design.HALVES),
    /** Five folds, repeated for every permutation. */
    CROSS_FIT(DatasetInferenceTest.Design.CROSS_FIT);

    private final DatasetInferenceTest.Design design;

    SetDesign(DatasetInferenceTest.Design design) {
        this.design = design;
    }

    DatasetInferenceTest.Design design() {
        return design;
    }

    @Override
    public String toString() {
        return design.label();
    }
}
