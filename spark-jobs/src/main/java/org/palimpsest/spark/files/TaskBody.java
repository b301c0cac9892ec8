package org.palimpsest.spark.files;

import java.io.IOException;
import java.io.Serializable;

/**
 * What a task of a stage does. It must do the same whenever it is done again: failed, lost and slow attempts are repeated.
 *
 * @param <T> what it is given
 */
@FunctionalInterface
public interface TaskBody<T> extends Serializable {
    /**
     * Does it.
     *
     * @param item what for
     * @param folder where the results go
     * @throws IOException if a file cannot be read or written
     */
    void run(T item, TaskFolder folder) throws IOException;
}
