package org.palimpsest.provenance.observational;

import java.util.Arrays;

/** What was shuffled when the order was drawn, and may change places under the null hypothesis. */
public enum UnitKind {
    /**
     * All documents of a step together. Valid for a uniform shuffle of documents and for one of packed sequences, as long as every
     * step takes as much; batches that grow during training break it, which the check of sizes finds.
     */
    STEP("step"),
    /** Each document by itself. Valid only if documents were shuffled one by one; also where batches grow. */
    DOCUMENT("document");

    private final String label;

    UnitKind(String label) {
        this.label = label;
    }

    /** The word that options use. */
    public String label() {
        return label;
    }

    /**
     * The kind of a word that options use.
     *
     * @param label {@code step} or {@code document}
     * @throws IllegalArgumentException if there is none
     */
    public static UnitKind of(String label) {
        return Arrays.stream(values())
                .filter(kind -> kind.label.equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("unit must be step or document, got " + label));
    }
}
