package org.palimpsest.corpus.search;

import java.util.ArrayList;
import java.util.List;

/**
 * Words of a text that name something.
 *
 * @param from the first word's number
 * @param to one after the last
 * @param score how likely they name it, in (0, 1]
 */
record WordSpan(int from, int to, double score) {
    /** Of spans in the order of the text the last one that ends before this, and the first one that begins behind it. */
    List<WordSpan> neighbours(List<WordSpan> spans) {
        List<WordSpan> neighbours = new ArrayList<>();
        int before = -1;
        int behind = spans.size();
        for (int i = 0; i < spans.size(); i++) {
            before = spans.get(i).to <= from ? i : before;
            behind = spans.get(i).from >= to ? Math.min(i, behind) : behind;
        }
        if (before >= 0) {
            neighbours.add(spans.get(before));
        }
        if (behind < spans.size()) {
            neighbours.add(spans.get(behind));
        }
        return neighbours;
    }

    /** The words between two that do not overlap. */
    int gap(WordSpan other) {
        return from < other.from ? other.from - to : from - other.to;
    }
}
