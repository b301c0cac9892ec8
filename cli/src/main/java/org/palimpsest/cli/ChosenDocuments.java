package org.palimpsest.cli;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.palimpsest.corpus.Document;

/** The documents of some rows, ascending, one read ahead; the rest of the file is read to its end. */
final class ChosenDocuments implements Iterator<Document> {
    private final Iterator<Document> all;
    private final int[] chosen;
    private int row;
    private int taken;
    private @Nullable Document next;

    ChosenDocuments(Iterator<Document> all, int[] chosen) {
        this.all = all;
        this.chosen = chosen;
    }

    @Override
    public boolean hasNext() {
        while (next == null && all.hasNext()) {
            Document document = all.next();
            if (taken < chosen.length && chosen[taken] == row) {
                next = document;
                taken++;
            }
            row++;
        }
        return next != null;
    }

    @Override
    public Document next() {
        if (!hasNext()) {
            throw new NoSuchElementException("no further document");
        }
        Document document = Objects.requireNonNull(next);
        next = null;
        return document;
    }
}
