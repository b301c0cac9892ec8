package org.palimpsest.corpus;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;

/**
 * Makes a value of one JSONL row.
 *
 * @param <T> the value
 */
@FunctionalInterface
public interface RowParser<T> {
    /**
     * Reads the row's object to its end.
     *
     * @param json stands on the object's opening brace; must stand on its closing brace on return
     * @param where the line, for errors
     * @return the value
     * @throws IOException if the row cannot be used: a {@link CorruptInputException} made by {@code where}, or whatever
     *     {@code json} throws
     */
    T parse(JsonParser json, InputLocation where) throws IOException;
}
