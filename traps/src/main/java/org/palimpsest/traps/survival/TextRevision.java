package org.palimpsest.traps.survival;

import java.util.ArrayList;
import java.util.List;

/**
 * Writes a text anew out of ranges of an old one, whose marks move with them, and of new characters, which have none. Linear
 * if ranges ascend.
 */
public final class TextRevision {
    private final MarkedText source;
    private final StringBuilder text = new StringBuilder();
    private final List<Mark> marks = new ArrayList<>();
    private int next;

    /**
     * An empty text.
     *
     * @param source where ranges come from
     */
    public TextRevision(MarkedText source) {
        this.source = source;
    }

    /**
     * Adds a range of the old text.
     *
     * @param from first UTF-16 unit
     * @param to end, exclusive
     * @return this
     * @throws IndexOutOfBoundsException if the range leaves the old text
     */
    public TextRevision keep(int from, int to) {
        List<Mark> old = source.marks();
        int shift = text.length() - from;
        text.append(source.text(), from, to);
        while (next > 0 && old.get(next - 1).end() > from) {
            next--;
        }
        while (next < old.size() && old.get(next).end() <= from) {
            next++;
        }
        for (int i = next; i < old.size() && old.get(i).start() < to; i++) {
            Mark mark = old.get(i);
            add(Math.max(from, mark.start()) + shift, Math.min(to, mark.end()) + shift, mark.copy());
        }
        return this;
    }

    private void add(int start, int end, int copy) {
        if (end <= start) {
            return;
        }
        int last = marks.size() - 1;
        if (last >= 0 && marks.get(last).end() == start && marks.get(last).copy() == copy) {
            marks.set(last, new Mark(marks.get(last).start(), end, copy));
        } else {
            marks.add(new Mark(start, end, copy));
        }
    }

    /**
     * Adds new characters.
     *
     * @param characters what stands in no old text
     * @return this
     */
    public TextRevision put(String characters) {
        text.append(characters);
        return this;
    }

    /** Returns the number of UTF-16 units so far. */
    int length() {
        return text.length();
    }

    /**
     * The new text.
     *
     * @return the text with its marks
     */
    public MarkedText done() {
        return new MarkedText(text.toString(), marks);
    }
}
