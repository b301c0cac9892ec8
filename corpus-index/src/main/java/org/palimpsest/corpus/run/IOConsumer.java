package org.palimpsest.corpus.run;

import java.io.IOException;

/**
 * Takes a value and may fail to read or write.
 *
 * @param <T> the value
 */
@FunctionalInterface
public interface IOConsumer<T> {
    /**
     * Takes the value.
     *
     * @param value the value
     * @throws IOException if reading or writing fails
     */
    void accept(T value) throws IOException;
}
