package org.palimpsest.inference.extraction;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A stretch of tokens.
 *
 * @param from the first token, at least 0
 * @param to the token after the last, at least {@code from}
 */
public record TokenSpan(int from, int to) {
    /**
     * Checks.
     *
     * @throws IllegalArgumentException if the ends are negative or in the wrong order
     */
    public TokenSpan {
        if (from < 0 || to < from) {
            throw new IllegalArgumentException(
                    "from must be at least 0 and to at least from, got " + from + " and " + to);
        }
    }

    /**
     * Number of tokens.
     *
     * @return {@code to - from}
     */
    public int length() {
        return to - from;
    }

    /**
     * The stretches that spans cover together; those that touch or overlap become one.
     *
     * @param spans in any order
     * @return disjoint spans, rising
     */
    public static List<TokenSpan> union(List<TokenSpan> spans) {
        List<TokenSpan> found = new ArrayList<>();
        for (TokenSpan span :
                spans.stream().sorted(Comparator.comparingInt(TokenSpan::from)).toList()) {
            int last = found.size() - 1;
            if (last >= 0 && span.from <= found.get(last).to) {
                found.set(last, new TokenSpan(found.get(last).from, Math.max(found.get(last).to, span.to)));
            } else {
                found.add(span);
            }
        }
        return List.copyOf(found);
    }
}
