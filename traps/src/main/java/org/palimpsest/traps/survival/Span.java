package org.palimpsest.traps.survival;

/**
 * A range of UTF-16 units.
 *
 * @param start first
 * @param end end, exclusive
 */
record Span(int start, int end) {
    int length() {
        return end - start;
    }

    String of(String text) {
        return text.substring(start, end);
    }
}
