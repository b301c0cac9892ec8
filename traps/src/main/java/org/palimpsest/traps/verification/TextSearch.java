package org.palimpsest.traps.verification;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds all places of many texts in another one: a rolling hash over as many characters as the shortest text has, at most 32,
 * then a comparison. O(length) a search, however many texts there are.
 */
final class TextSearch {
    private static final int LONGEST = 32;
    private static final long BASE = 0x9E3779B97F4A7C15L | 1;

    private final Map<Long, List<String>> byHash = new HashMap<>();
    private final int window;
    private final long highest;

    TextSearch(Iterable<String> texts) {
        int shortest = LONGEST;
        for (String text : texts) {
            shortest = Math.min(shortest, text.length());
        }
        this.window = shortest;
        long power = 1;
        for (int i = 1; i < window; i++) {
            power *= BASE;
        }
        this.highest = power;
        for (String text : texts) {
            List<String> same = byHash.computeIfAbsent(first(text), hash -> new ArrayList<>());
            if (!same.contains(text)) {
                same.add(text);
            }
        }
    }

    /** What is done with a place. */
    @FunctionalInterface
    interface Visitor {
        void found(String text, int offset);
    }

    void search(String in, Visitor visitor) {
        if (in.length() < window) {
            return;
        }
        long hash = first(in);
        for (int start = 0; ; start++) {
            for (String text : byHash.getOrDefault(hash, List.of())) {
                if (in.startsWith(text, start)) {
                    visitor.found(text, start);
                }
            }
            if (start + window >= in.length()) {
                return;
            }
            hash = (hash - in.charAt(start) * highest) * BASE + in.charAt(start + window);
        }
    }

    private long first(String text) {
        long hash = 0;
        for (int i = 0; i < window; i++) {
            hash = hash * BASE + text.charAt(i);
        }
        return hash;
    }
}
