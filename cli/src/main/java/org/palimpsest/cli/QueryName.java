package org.palimpsest.cli;

import org.jspecify.annotations.Nullable;

/**
 * A suspect of the query test: a column of losses, or a model.
 *
 * @param loss the column, or null
 * @param model the reference of a model, or null
 */
record QueryName(@Nullable String loss, @Nullable String model) {
    /** What it is called in results. */
    String label() {
        return loss != null ? loss : String.valueOf(model);
    }
}
