package org.palimpsest.corpus.duplicates;

import java.util.ArrayList;
import java.util.List;

/**
 * Neighbouring tokens of a text.
 *
 * @param start the first, at least 0
 * @param end one past the last, above {@code start}
 */
public record Span(int start, int end) {
    /**
     * Checks.
     *
     * @throws IllegalArgumentException if the span is empty or begins before 0
     */
    public Span {
        if (start < 0 || end <= start) {
            throw new IllegalArgumentException(
                    "a span must begin at 0 or later and end after its start, got " + start + " to " + end);
        }
    }

    /** Returns the number of tokens. */
    public int length() {
        return end - start;
    }

    /**
     * Joins spans that touch or overlap.
     *
     * @param lengths for each token the length of the span that starts there, 0 for none
     * @return disjoint spans, in order
     */
    static List<Span> merged(int[] lengths) {
        List<Span> spans = new ArrayList<>();
        int start = 0;
        int end = 0;
        for (int i = 0; i < lengths.length; i++) {
            if (lengths[i] > 0) {
                if (i > end || end == 0) {
                    close(spans, start, end);
                    start = i;
                }
                end = Math.max(end, i + lengths[i]);
            }
        }
        close(spans, start, end);
        return List.copyOf(spans);
    }

    private static void close(List<Span> spans, int start, int end) {
        if (end > start) {
            spans.add(new Span(start, end));
        }
    }

    /** Tokens in disjoint spans. */
    static int covered(List<Span> spans) {
        return spans.stream().mapToInt(Span::length).sum();
    }
}
