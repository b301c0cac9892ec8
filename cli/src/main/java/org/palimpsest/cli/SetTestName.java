package org.palimpsest.cli;

import java.util.Locale;

/** Tests of sets of texts, by the names of the command line. */
enum SetTestName {
    /** LLM dataset inference. */
    INFERENCE,
    /** Exchangeability of the order of a benchmark. */
    EXCHANGEABILITY,
    /** Published rephrasings among private ones. */
    STAMP,
    /** Peaked outputs. */
    CDD,
    /** Prompts with and without the name of the dataset. */
    GUIDED,
    /** Collections of documents by paragraphs. */
    COLLECTION;

    /** Whether the test reads score rows of texts, and not a table of versions. */
    boolean readsTexts() {
        return this != EXCHANGEABILITY && this != STAMP;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
