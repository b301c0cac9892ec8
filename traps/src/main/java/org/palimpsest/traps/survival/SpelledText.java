package org.palimpsest.traps.survival;

/**
 * The units of a text.
 *
 * @param units a number a unit, equal for equal units; cloned in and out
 * @param starts where each unit begins in UTF-16 units of the text, never descending, and the length of the text behind
 *     them; units inside one character all begin where it does; cloned in and out
 */
@SuppressWarnings("ArrayRecordComponent") // a number for every byte of a text: boxing would cost five times the memory
public record SpelledText(int[] units, int[] starts) {
    /**
     * Checks and copies.
     *
     * @throws IllegalArgumentException if there is not one start more than units, or starts descend
     */
    public SpelledText {
        units = units.clone();
        starts = starts.clone();
        if (starts.length != units.length + 1) {
            throw new IllegalArgumentException(
                    units.length + " units need " + (units.length + 1) + " starts, got " + starts.length);
        }
        for (int i = 1; i < starts.length; i++) {
            if (starts[i] < starts[i - 1]) {
                throw new IllegalArgumentException(
                        "starts must not descend, got " + starts[i] + " after " + starts[i - 1]);
            }
        }
    }

    @Override
    public int[] units() {
        return units.clone();
    }

    @Override
    public int[] starts() {
        return starts.clone();
    }

    /** The characters that lie in so many units from one on, whole. */
    Span characters(int from, int count) {
        int start = starts[from];
        if (from > 0 && starts[from - 1] == start && starts[from + count] > start) {
            int next = from;
            while (starts[next] == start) {
                next++;
            }
            start = starts[next];
        }
        return new Span(start, Math.max(start, starts[from + count]));
    }
}
