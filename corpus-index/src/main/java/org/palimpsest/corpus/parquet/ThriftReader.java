package org.palimpsest.corpus.parquet;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads Thrift's compact protocol, the language of Parquet's metadata. */
final class ThriftReader {
    private static final int DEEPEST = 32;
    private static final int STOP = 0;
    private static final int TRUE = 1;
    private static final int FALSE = 2;
    private static final int BYTE = 3;
    private static final int I64 = 6;
    private static final int DOUBLE = 7;
    private static final int BINARY = 8;
    private static final int LIST = 9;
    private static final int SET = 10;
    private static final int MAP = 11;
    private static final int STRUCT = 12;

    private final PageBytes in;

    ThriftReader(PageBytes in) {
        this.in = in;
    }

    ThriftStruct read() throws DamagedDataException {
        return struct(0);
    }

    private ThriftStruct struct(int depth) throws DamagedDataException {
        if (depth > DEEPEST) {
            throw new DamagedDataException("metadata is nested more than " + DEEPEST + " deep");
        }
        Map<Integer, Object> fields = new HashMap<>();
        int field = 0;
        for (int header = in.nextByte(); header != STOP; header = in.nextByte()) {
            int step = header >>> 4;
            field = step == 0 ? (int) in.nextZigzag() : field + step;
            int type = header & 0xf;
            fields.put(field, type == TRUE || type == FALSE ? (Object) (type == TRUE) : value(type, depth));
        }
        return new ThriftStruct(fields);
    }

    private Object value(int type, int depth) throws DamagedDataException {
        if (type > BYTE && type <= I64) {
            return in.nextZigzag();
        }
        return switch (type) {
            case TRUE, FALSE -> in.nextByte() == TRUE;
            case BYTE -> (long) (byte) in.nextByte();
            case DOUBLE -> Double.longBitsToDouble(in.nextLong());
            case BINARY -> in.copy(in.nextVarint());
            case LIST, SET -> list(depth);
            case MAP -> map(depth);
            case STRUCT -> struct(depth + 1);
            default -> throw new DamagedDataException("metadata has a value of the unknown type " + type);
        };
    }

    private List<Object> list(int depth) throws DamagedDataException {
        int header = in.nextByte();
        int size = header >>> 4;
        size = checked(size == 15 ? in.nextVarint() : size);
        List<Object> list = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            list.add(value(header & 0xf, depth + 1));
        }
        return list;
    }

    private Map<Object, Object> map(int depth) throws DamagedDataException {
        int size = checked(in.nextVarint());
        int types = size == 0 ? 0 : in.nextByte();
        Map<Object, Object> map = new HashMap<>();
        for (int i = 0; i < size; i++) {
            Object key = value(types >>> 4, depth + 1);
            map.put(key, value(types & 0xf, depth + 1));
        }
        return map;
    }

    private int checked(int size) throws DamagedDataException {
        if (size > in.remaining()) {
            throw new DamagedDataException(
                    "a list of " + size + " values in " + in.remaining() + " bytes, which cannot hold them");
        }
        return size;
    }
}
