package org.palimpsest.traps.insertion;

import java.io.Serializable;
import java.util.List;

/**
 * Limits that filters of training text put on a document. A document that would break them with its traps is unsuitable.
 * Implementations have no state and may be called by many threads.
 */
@FunctionalInterface
public interface InsertionBudget extends Serializable {
    /**
     * Whether a marked document passes.
     *
     * @param text what a reader sees of the document, with its traps
     * @param copies where copies stand in it, by ascending start
     * @return whether the filter keeps the document and all copies
     */
    boolean keeps(String text, List<CopySpan> copies);

    /**
     * No limits.
     *
     * @return a budget that keeps everything
     */
    static InsertionBudget unlimited() {
        return Unlimited.INSTANCE;
    }

    /** The budget without limits, told from others so that texts need not be read for it. */
    enum Unlimited implements InsertionBudget {
        /** The only one. */
        INSTANCE;

        @Override
        public boolean keeps(String text, List<CopySpan> copies) {
            return true;
        }
    }
}
