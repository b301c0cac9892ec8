package org.palimpsest.traps.family;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads what {@link TrapFamily#options()} wrote. */
record OptionMap(String family, Map<String, Object> options) {
    /** The value of an option, which must be there and of that type. */
    <T> T get(String name, Class<T> type) {
        Object value = options.get(name);
        if (!type.isInstance(value)) {
            throw new IllegalArgumentException("option \"" + name + "\" of family " + family + " must be of type "
                    + type.getSimpleName() + ", got " + value);
        }
        return type.cast(value);
    }

    boolean has(String name) {
        return options.containsKey(name);
    }

    int integer(String name) {
        return get(name, Integer.class);
    }

    String text(String name) {
        return get(name, String.class);
    }

    /** A list of texts. */
    List<String> texts(String name) {
        List<?> values = get(name, List.class);
        return values.stream()
                .map(value -> {
                    if (value instanceof String text) {
                        return text;
                    }
                    throw new IllegalArgumentException(
                            "option \"" + name + "\" of family " + family + " must be a list of texts, got " + value);
                })
                .toList();
    }

    /** An object of names and values. */
    OptionMap object(String name) {
        return of(family, get(name, Map.class));
    }

    /** A list of objects. */
    List<OptionMap> objects(String name) {
        List<?> values = get(name, List.class);
        return values.stream()
                .map(value -> {
                    if (value instanceof Map<?, ?> map) {
                        return of(family, map);
                    }
                    throw new IllegalArgumentException(
                            "option \"" + name + "\" of family " + family + " must be a list of objects, got " + value);
                })
                .toList();
    }

    private static OptionMap of(String family, Map<?, ?> map) {
        Map<String, Object> named = new LinkedHashMap<>();
        map.forEach((key, value) -> named.put(String.valueOf(key), value));
        return new OptionMap(family, named);
    }
}
