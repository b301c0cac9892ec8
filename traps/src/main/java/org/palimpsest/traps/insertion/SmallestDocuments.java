package org.palimpsest.traps.insertion;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/**
 * Keeps the documents with the smallest hashes, one for each id: where an id occurs several times, the occurrence whose file
 * name and line come first. O(log limit) an offer at most, O(1) for most.
 */
final class SmallestDocuments {
    private final int limit;
    private final TreeMap<ChosenDocument, ChosenDocument> kept =
            new TreeMap<>(Comparator.comparing(document -> document, ChosenDocument::compareHash));

    SmallestDocuments(int limit) {
        this.limit = limit;
    }

    void offer(ChosenDocument document) {
        if (kept.size() == limit && document.compareHash(kept.lastKey()) > 0) {
            return;
        }
        kept.merge(document, document, (one, other) -> one.compareTo(other) <= 0 ? one : other);
        if (kept.size() > limit) {
            kept.pollLastEntry();
        }
    }

    /** The kept documents by ascending hash. */
    List<ChosenDocument> list() {
        return new ArrayList<>(kept.values());
    }
}
