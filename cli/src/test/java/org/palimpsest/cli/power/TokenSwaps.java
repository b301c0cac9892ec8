package org.palimpsest.cli.power;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.palimpsest.stats.RandomStream;

/**
 * Replaces tokens by others that often follow the token before: one of the ten commonest successors in held-out text, or, where
 * there are fewer than two, one of the 500 commonest tokens.
 */
final class TokenSwaps {
    private static final int SUCCESSORS = 10;
    private static final int COMMON = 500;

    private final int[][] successors;
    private final int[] common;

    TokenSwaps(SourceText text) {
        int width = text.vocabularySize();
        int[][] counts = new int[width][width];
        int[] single = new int[width];
        for (List<String> words : text.heldOut()) {
            int[] tokens = text.spellAll(words);
            for (int i = 0; i < tokens.length; i++) {
                single[tokens[i]]++;
                if (i > 0) {
                    counts[tokens[i - 1]][tokens[i]]++;
                }
            }
        }
        this.successors =
                Arrays.stream(counts).map(row -> commonest(row, SUCCESSORS)).toArray(int[][]::new);
        this.common = commonest(single, COMMON);
    }

    private static int[] commonest(int[] counts, int most) {
        return IntStream.range(0, counts.length)
                .filter(t -> counts[t] > 0)
                .boxed()
                .sorted(Comparator.comparingInt((Integer t) -> -counts[t]).thenComparingInt(t -> t))
                .limit(most)
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** A copy in which so many tokens, at places drawn anew, are others. */
    int[] replace(int[] tokens, int count, RandomGenerator random) {
        int[] copy = tokens.clone();
        int[] places = Arrays.copyOf(RandomStream.permutation(tokens.length, random), count);
        Arrays.sort(places);
        for (int place : places) {
            copy[place] = other(place == 0 ? -1 : copy[place - 1], tokens[place], random);
        }
        return copy;
    }

    private int other(int before, int original, RandomGenerator random) {
        int[] choice = before < 0 || successors[before].length < 2 ? common : successors[before];
        int drawn = original;
        while (drawn == original) {
            drawn = choice[random.nextInt(choice.length)];
        }
        return drawn;
    }
}
