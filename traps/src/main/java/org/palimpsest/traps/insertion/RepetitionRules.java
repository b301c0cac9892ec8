package org.palimpsest.traps.insertion;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Gopher's rules about repetition within a document. O(words) time and memory for each n. */
final class RepetitionRules {
    private static final double[] REPEATED = {0.15, 0.14, 0.13, 0.12, 0.11, 0.10};
    private static final double[] TOP = {0.20, 0.18, 0.16};
    private static final int SHORTEST_REPEATED = 5;
    private static final double PIECES = 0.30;
    private static final double PIECE_CHARACTERS = 0.20;

    private RepetitionRules() {}

    static boolean keep(String text) {
        String[] words = text.strip().split("\\s+");
        long characters = 0;
        for (String word : words) {
            characters += word.length();
        }
        for (int i = 0; i < REPEATED.length; i++) {
            if (repeated(words, SHORTEST_REPEATED + i) > REPEATED[i] * characters) {
                return false;
            }
        }
        for (int i = 0; i < TOP.length; i++) {
            if (top(words, 2 + i) > TOP[i] * characters) {
                return false;
            }
        }
        return keepPieces(text.strip().split("\n+")) && keepPieces(text.strip().split("\n\\s*\n"));
    }

    /** Characters of words that lie in an n-gram that came before, each counted once. */
    static long repeated(String[] words, int n) {
        List<String> all = List.of(words);
        Set<List<String>> seen = new HashSet<>();
        long characters = 0;
        int counted = 0;
        for (int i = 0; i + n <= words.length; i++) {
            if (!seen.add(all.subList(i, i + n))) {
                for (int j = Math.max(counted, i); j < i + n; j++) {
                    characters += words[j].length();
                }
                counted = i + n;
            }
        }
        return characters;
    }

    /** Characters of all occurrences of the n-gram that takes most of them, if it occurs more than once. */
    private static long top(String[] words, int n) {
        Map<List<String>, Integer> counts = new HashMap<>();
        int most = 0;
        long characters = 0;
        List<String> all = List.of(words);
        for (int i = 0; i + n <= words.length; i++) {
            int count = counts.merge(all.subList(i, i + n), 1, Integer::sum);
            long length = 0;
            for (String word : all.subList(i, i + n)) {
                length += word.length();
            }
            if (count > most || (count == most && length * count > characters)) {
                most = count;
                characters = length * count;
            }
        }
        return most > 1 ? characters : 0;
    }

    private static boolean keepPieces(String[] pieces) {
        Set<String> seen = new HashSet<>();
        List<String> repeated = new ArrayList<>();
        long characters = 0;
        for (String piece : pieces) {
            String stripped = piece.strip();
            characters += stripped.length();
            if (!seen.add(stripped)) {
                repeated.add(stripped);
            }
        }
        long repeatedCharacters = repeated.stream().mapToLong(String::length).sum();
        return repeated.size() <= PIECES * pieces.length && repeatedCharacters <= PIECE_CHARACTERS * characters;
    }
}
