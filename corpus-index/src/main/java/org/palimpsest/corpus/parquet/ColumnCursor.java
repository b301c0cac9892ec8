package org.palimpsest.corpus.parquet;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Walks the entries of a column chunk; stands on one, unless it has ended. */
final class ColumnCursor {
    private final SchemaLeaf leaf;
    private final ChunkPages pages;
    private final boolean repeats;
    private final boolean mayMiss;
    private @Nullable DataPage page;
    private int left;
    private boolean ended;
    private int repetition;
    private int definition;
    private long whole;
    private double real;
    private @Nullable PageBytes bytes;

    ColumnCursor(SchemaLeaf leaf, ChunkPages pages) {
        this.leaf = leaf;
        this.pages = pages;
        this.repeats = leaf.maxRepetition() > 0;
        this.mayMiss = leaf.maxDefinition() > 0;
    }

    SchemaLeaf leaf() {
        return leaf;
    }

    /** Moves to the next entry. */
    void advance() throws IOException {
        while (left == 0 && !ended) {
            page = pages.next();
            ended = page == null;
            left = page == null ? 0 : page.count();
        }
        repetition = 0;
        definition = -1;
        DataPage current = page;
        if (ended || current == null) {
            return;
        }
        left--;
        repetition = repeats ? current.repetitions().next() : 0;
        definition = mayMiss ? current.definitions().next() : 0;
        if (repetition > leaf.maxRepetition() || definition > leaf.maxDefinition()) {
            throw new DamagedDataException("a level of " + Math.max(repetition, definition) + ", expected at most "
                    + Math.max(leaf.maxRepetition(), leaf.maxDefinition()));
        }
        if (definition == leaf.maxDefinition()) {
            take(current.values());
        }
    }

    private void take(Values values) throws DamagedDataException {
        if (leaf.type().isWhole()) {
            whole = values.nextLong();
        } else if (leaf.type().isReal()) {
            real = values.nextDouble();
        } else {
            bytes = values.nextBytes();
        }
    }

    /** Whether there are no more entries. */
    boolean ended() {
        return ended;
    }

    /** At which level the entry repeats; 0 begins a row. */
    int repetition() {
        return repetition;
    }

    /** Down to which level the entry is there. */
    int definition() {
        return definition;
    }

    /** Whether the entry has a value. */
    boolean present() {
        return definition == leaf.maxDefinition();
    }

    /** The value of a column of whole numbers. */
    long whole() {
        return leaf.unsigned(whole);
    }

    /** The value of a column of real numbers. */
    double real() {
        return real;
    }

    /** The value as the reader sees it: Long, Double, Boolean, String or byte[]. */
    Object value() throws DamagedDataException {
        if (leaf.type().isWhole()) {
            return leaf.meaning().ofWhole(whole, leaf);
        }
        PageBytes current = bytes;
        return current == null || leaf.type().isReal()
                ? (Object) real
                : leaf.meaning().ofBytes(current.again(), leaf);
    }
}
