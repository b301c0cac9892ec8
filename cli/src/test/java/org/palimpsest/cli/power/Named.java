package org.palimpsest.cli.power;

import java.util.Map;

/**
 * Values by name, all of which are there.
 *
 * @param all the values
 */
public record Named<V>(Map<String, V> all) {
    /** The value of a name. */
    public V get(String name) {
        V value = all.get(name);
        if (value == null) {
            throw new IllegalArgumentException("name must be one of " + all.keySet() + ", got " + name);
        }
        return value;
    }
}
