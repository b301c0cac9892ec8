package org.palimpsest.corpus.parquet;

import java.util.List;

/** A field made of fields. */
record SchemaGroup(
        String name,
        boolean repeated,
        int maxRepetition,
        int maxDefinition,
        int firstColumn,
        Shape shape,
        List<SchemaNode> children)
        implements SchemaNode {

    /** What the fields make. */
    enum Shape {
        /** An object. */
        OBJECT,
        /** A list: one repeated field, whose only field is the element. */
        LIST,
        /** A map: one repeated field of key and value. */
        MAP
    }

    SchemaNode only() {
        return children.get(0);
    }
}
