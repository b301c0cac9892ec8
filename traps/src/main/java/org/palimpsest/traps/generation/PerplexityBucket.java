package org.palimpsest.traps.generation;

import java.util.List;
import java.util.stream.IntStream;

/**
 * A range of perplexities: those whose integer part is in [from, to).
 *
 * @param from smallest integer perplexity, 1 or more
 * @param to the integer behind the largest
 */
public record PerplexityBucket(int from, int to) {
    /**
     * Checks.
     *
     * @throws IllegalArgumentException if the range is empty or begins below 1
     */
    public PerplexityBucket {
        if (from < 1 || to <= from) {
            throw new IllegalArgumentException(
                    "a perplexity bucket must be FROM-TO with 1 <= FROM < TO, got " + from + "-" + to);
        }
    }

    /**
     * The ten buckets of the paper: [1, 11), [11, 21), ..., [91, 101).
     *
     * @return in ascending order
     */
    public static List<PerplexityBucket> ofPaper() {
        return IntStream.range(0, 10)
                .mapToObj(i -> new PerplexityBucket(1 + 10 * i, 11 + 10 * i))
                .toList();
    }

    /**
     * Reads {@code FROM-TO}.
     *
     * @param text such as {@code 11-21}
     * @return the bucket
     * @throws IllegalArgumentException if it is none
     */
    public static PerplexityBucket parse(String text) {
        if (!text.matches("[0-9]{1,6}-[0-9]{1,6}")) {
            throw new IllegalArgumentException(
                    "a perplexity bucket must be FROM-TO, such as 11-21, got \"" + text + "\"");
        }
        String[] ends = text.split("-", -1);
        return new PerplexityBucket(Integer.parseInt(ends[0]), Integer.parseInt(ends[1]));
    }

    /**
     * Whether a perplexity belongs to this bucket.
     *
     * @param perplexity its integer part
     * @return whether from &lt;= perplexity &lt; to
     */
    public boolean contains(int perplexity) {
        return perplexity >= from && perplexity < to;
    }

    /** {@code FROM-TO}. */
    @Override
    public String toString() {
        return from + "-" + to;
    }
}
