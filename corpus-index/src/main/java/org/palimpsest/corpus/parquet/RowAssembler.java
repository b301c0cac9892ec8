package org.palimpsest.corpus.parquet;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Puts the entries of columns together to values. The columns under a field walk in step: a field that is missing is one
 * entry in each.
 */
final class RowAssembler {
    private static final int LONGEST_LIST = 1 << 26;

    private final @Nullable ColumnCursor[] cursors;

    /** Cursors by column; null where a column is not read. */
    RowAssembler(@Nullable ColumnCursor[] cursors) {
        this.cursors = cursors;
    }

    /** The next value of a field; the cursors under it move on. */
    @Nullable
    Object read(SchemaNode node) throws IOException {
        if (!node.repeated()) {
            return readOne(node);
        }
        if (first(node).definition() < node.maxDefinition()) {
            skip(node);
            return List.of();
        }
        return repeats(node, node);
    }

    private @Nullable Object readOne(SchemaNode node) throws IOException {
        ColumnCursor first = first(node);
        if (first.definition() < node.maxDefinition()) {
            skip(node);
            return null;
        }
        if (node instanceof SchemaLeaf) {
            Object value = first.value();
            first.advance();
            return value;
        }
        SchemaGroup group = (SchemaGroup) node;
        return switch (group.shape()) {
            case OBJECT -> object(group);
            case MAP -> map(group);
            case LIST -> list(group);
        };
    }

    private Map<String, @Nullable Object> object(SchemaGroup group) throws IOException {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        for (SchemaNode child : group.children()) {
            object.put(child.name(), read(child));
        }
        return object;
    }

    private Map<String, @Nullable Object> map(SchemaGroup group) throws IOException {
        SchemaGroup pair = (SchemaGroup) group.only();
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        if (first(pair).definition() < pair.maxDefinition()) {
            skip(group);
            return map;
        }
        do {
            Object key = read(pair.children().get(0));
            map.put(String.valueOf(key), read(pair.children().get(1)));
        } while (cursor(pair).repetition() == pair.maxRepetition());
        return map;
    }

    /** A list's elements are its repeated field's only field, or the repeated field itself in files of old writers. */
    private Object list(SchemaGroup group) throws IOException {
        SchemaNode repeated = group.only();
        if (first(repeated).definition() < repeated.maxDefinition()) {
            skip(group);
            return List.of();
        }
        boolean wrapped = repeated instanceof SchemaGroup wrapper
                && wrapper.children().size() == 1
                && !wrapper.name().equals("array")
                && !wrapper.name().equals(group.name() + "_tuple");
        return repeats(repeated, wrapped ? ((SchemaGroup) repeated).only() : repeated);
    }

    private Object repeats(SchemaNode repeated, SchemaNode element) throws IOException {
        if (element instanceof SchemaLeaf leaf && leaf.isWholeNumber()) {
            return wholes(repeated);
        }
        if (element instanceof SchemaLeaf leaf && leaf.type().isReal()) {
            return reals(repeated);
        }
        return objects(new ArrayList<>(), repeated, element);
    }

    private List<@Nullable Object> objects(List<@Nullable Object> list, SchemaNode repeated, SchemaNode element)
            throws IOException {
        do {
            list.add(element == repeated ? readOne(element) : read(element));
            checkLength(list.size());
        } while (cursor(repeated).repetition() == repeated.maxRepetition());
        return list;
    }

    /** A {@code long[]}, or a list where an element is null. */
    private Object wholes(SchemaNode repeated) throws IOException {
        ColumnCursor cursor = first(repeated);
        int level = repeated.maxRepetition();
        long[] values = new long[16];
        int count = 0;
        do {
            if (!cursor.present()) {
                List<@Nullable Object> list = new ArrayList<>();
                Arrays.stream(values, 0, count).forEach(list::add);
                return objects(list, repeated, cursor.leaf());
            }
            if (count == values.length) {
                checkLength(count);
                values = Arrays.copyOf(values, 2 * count);
            }
            values[count++] = cursor.whole();
            cursor.advance();
        } while (cursor.repetition() == level);
        return Arrays.copyOf(values, count);
    }

    /** A {@code double[]}, NaN where an element is null. */
    private double[] reals(SchemaNode repeated) throws IOException {
        ColumnCursor cursor = first(repeated);
        int level = repeated.maxRepetition();
        double[] values = new double[16];
        int count = 0;
        do {
            if (count == values.length) {
                checkLength(count);
                values = Arrays.copyOf(values, 2 * count);
            }
            values[count++] = cursor.present() ? cursor.real() : Double.NaN;
            cursor.advance();
        } while (cursor.repetition() == level);
        return Arrays.copyOf(values, count);
    }

    private static void checkLength(int length) throws DamagedDataException {
        if (length > LONGEST_LIST) {
            throw new DamagedDataException("a list of more than " + LONGEST_LIST + " values in one row");
        }
    }

    /** The first cursor under a field, which stands on an entry. */
    private ColumnCursor first(SchemaNode node) throws DamagedDataException {
        ColumnCursor cursor = cursor(node);
        if (cursor.ended()) {
            throw new DamagedDataException("ends within a row");
        }
        return cursor;
    }

    private ColumnCursor cursor(SchemaNode node) {
        return Objects.requireNonNull(cursors[node.firstColumn()], node::name);
    }

    private void skip(SchemaNode node) throws IOException {
        if (node instanceof SchemaGroup group) {
            for (SchemaNode child : group.children()) {
                skip(child);
            }
        } else {
            first(node).advance();
        }
    }
}
