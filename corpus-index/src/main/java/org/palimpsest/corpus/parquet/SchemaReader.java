package org.palimpsest.corpus.parquet;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes the tree of fields of the footer's list, which is the tree in preorder. */
final class SchemaReader {
    private static final int DEEPEST = 64;
    private static final int REPEATED = 2;
    private static final ValueMeaning[] CONVERTED = converted();

    private final List<ThriftStruct> elements;
    private int next;
    private int columns;

    SchemaReader(List<ThriftStruct> elements) {
        this.elements = elements;
    }

    private static ValueMeaning[] converted() {
        ValueMeaning[] meanings = new ValueMeaning[22];
        Arrays.fill(meanings, ValueMeaning.ITSELF);
        meanings[5] = ValueMeaning.DECIMAL;
        meanings[6] = ValueMeaning.DATE;
        meanings[9] = ValueMeaning.MILLIS;
        meanings[10] = ValueMeaning.MICROS;
        Arrays.fill(meanings, 11, 15, ValueMeaning.UNSIGNED);
        meanings[20] = ValueMeaning.OPAQUE;
        meanings[21] = ValueMeaning.OPAQUE;
        return meanings;
    }

    /** The root, whose fields are the file's columns. */
    SchemaGroup read() throws DamagedDataException {
        if (elements.isEmpty()) {
            throw new DamagedDataException("the schema is empty");
        }
        int fields = elements.get(next++).count(5, "the root's number of fields", elements.size());
        List<SchemaNode> children = children(fields, 0, 0, 1);
        if (next != elements.size()) {
            throw new DamagedDataException("the schema has " + elements.size() + " fields, its tree " + next);
        }
        return new SchemaGroup("", false, 0, 0, 0, SchemaGroup.Shape.OBJECT, children);
    }

    /** How many columns the tree has. */
    int columns() {
        return columns;
    }

    private List<SchemaNode> children(int count, int repetition, int definition, int depth)
            throws DamagedDataException {
        if (depth > DEEPEST) {
            throw new DamagedDataException("the schema is nested more than " + DEEPEST + " deep");
        }
        List<SchemaNode> children = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            children.add(node(repetition, definition, depth));
        }
        return children;
    }

    private SchemaNode node(int parentRepetition, int parentDefinition, int depth) throws DamagedDataException {
        if (next == elements.size()) {
            throw new DamagedDataException("the schema ends within a field");
        }
        ThriftStruct element = elements.get(next++);
        String name = element.text(4, "a field's name");
        int kind = element.count(3, "the repetition of field \"" + name + "\"", REPEATED);
        int repetition = parentRepetition + (kind == REPEATED ? 1 : 0);
        int definition = parentDefinition + (kind == 0 ? 0 : 1);
        int converted = (int) element.number(6, "a field's converted type", -1);
        ThriftStruct logical = element.optionalStruct(10, "a field's logical type");
        if (!element.has(5) || (element.number(5, "a field's number of fields") == 0 && element.has(1))) {
            return leaf(element, name, kind == REPEATED, repetition, definition, meaning(converted, logical));
        }
        int first = columns;
        int fields = element.count(5, "the number of fields of \"" + name + "\"", elements.size());
        List<SchemaNode> children = children(fields, repetition, definition, depth + 1);
        if (columns == first) {
            throw new DamagedDataException("the field \"" + name + "\" has no columns");
        }
        SchemaGroup.Shape shape = shape(converted, logical, children);
        return new SchemaGroup(name, kind == REPEATED, repetition, definition, first, shape, children);
    }

    private SchemaLeaf leaf(
            ThriftStruct element, String name, boolean repeated, int repetition, int definition, ValueMeaning meaning)
            throws DamagedDataException {
        PhysicalType type = PhysicalType.of(element.count(1, "the type of \"" + name + "\"", 7));
        int length = type == PhysicalType.FIXED_LEN_BYTE_ARRAY
                ? element.count(2, "the length of \"" + name + "\"", 1 << 20)
                : 0;
        int scale = element.has(7) ? element.count(7, "the scale of \"" + name + "\"", 1000) : 0;
        return new SchemaLeaf(name, repeated, repetition, definition, columns++, type, length, meaning, scale);
    }

    private static ValueMeaning meaning(int converted, @Nullable ThriftStruct logical) throws DamagedDataException {
        ThriftStruct time = logical == null ? null : logical.optionalStruct(8, "a time's type");
        if (time != null) {
            ThriftStruct unit = time.struct(2, "a time's unit");
            return unit.has(1) ? ValueMeaning.MILLIS : unit.has(2) ? ValueMeaning.MICROS : ValueMeaning.NANOS;
        }
        if (logical != null && (logical.has(14) || logical.has(15))) {
            return ValueMeaning.OPAQUE;
        }
        return converted < 0 || converted >= CONVERTED.length ? ValueMeaning.ITSELF : CONVERTED[converted];
    }

    private static SchemaGroup.Shape shape(int converted, @Nullable ThriftStruct logical, List<SchemaNode> children) {
        boolean oneRepeated = children.size() == 1 && children.get(0).repeated();
        boolean list = converted == 3 || (logical != null && logical.has(3));
        boolean map = converted == 1 || converted == 2 || (logical != null && logical.has(2));
        if (oneRepeated
                && map
                && children.get(0) instanceof SchemaGroup pair
                && pair.children().size() == 2) {
            return SchemaGroup.Shape.MAP;
        }
        return oneRepeated && list ? SchemaGroup.Shape.LIST : SchemaGroup.Shape.OBJECT;
    }
}
