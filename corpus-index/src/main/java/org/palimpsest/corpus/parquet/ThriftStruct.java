package org.palimpsest.corpus.parquet;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A structure of the file's metadata: fields by number. Values are Long, Boolean, Double, byte[], List or ThriftStruct. */
record ThriftStruct(Map<Integer, Object> fields) {
    boolean has(int field) {
        return fields.containsKey(field);
    }

    long number(int field, String name) throws DamagedDataException {
        return required(field, name, Long.class);
    }

    long number(int field, String name, long otherwise) throws DamagedDataException {
        return has(field) ? number(field, name) : otherwise;
    }

    /** A number from 0 to {@code most}. */
    int count(int field, String name, int most) throws DamagedDataException {
        long value = number(field, name);
        if (value < 0 || value > most) {
            throw new DamagedDataException(name + " is " + value + ", expected 0 to " + most);
        }
        return (int) value;
    }

    ThriftStruct struct(int field, String name) throws DamagedDataException {
        return required(field, name, ThriftStruct.class);
    }

    /** The structure, or null where the field is missing. */
    @Nullable
    ThriftStruct optionalStruct(int field, String name) throws DamagedDataException {
        return has(field) ? struct(field, name) : null;
    }

    String text(int field, String name) throws DamagedDataException {
        return new String(required(field, name, byte[].class), StandardCharsets.UTF_8);
    }

    boolean flag(int field, String name, boolean otherwise) throws DamagedDataException {
        return has(field) ? required(field, name, Boolean.class) : otherwise;
    }

    /** A list of structures. */
    List<ThriftStruct> structs(int field, String name) throws DamagedDataException {
        List<ThriftStruct> structs = new ArrayList<>();
        for (Object each : required(field, name, List.class)) {
            if (!(each instanceof ThriftStruct struct)) {
                throw new DamagedDataException(name + " holds something that is not a structure");
            }
            structs.add(struct);
        }
        return structs;
    }

    private <T> T required(int field, String name, Class<T> type) throws DamagedDataException {
        Object value = fields.get(field);
        if (!type.isInstance(value)) {
            throw new DamagedDataException(name + (value == null ? " is missing" : " has another type than expected"));
        }
        return type.cast(value);
    }
}
