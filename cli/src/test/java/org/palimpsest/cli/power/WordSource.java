package org.palimpsest.cli.power;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/** Draws the texts of traps and controls, of an exact number of tokens, from the words of held-out text. */
final class WordSource {
    private static final int LEAST_COUNT = 5;
    private static final int LAST_WORD_TRIES = 30;

    private final SourceText text;
    private final List<List<String>> addresses;
    private final Map<String, List<String>> followers = new HashMap<>();
    private final List<String> vocabulary;

    WordSource(SourceText text) {
        this.text = text;
        this.addresses = text.heldOut();
        Map<String, Integer> counts = new TreeMap<>();
        for (List<String> words : addresses) {
            for (int i = 0; i < words.size(); i++) {
                counts.merge(words.get(i), 1, Integer::sum);
                if (i >= 2) {
                    followers
                            .computeIfAbsent(words.get(i - 2) + " " + words.get(i - 1), k -> new ArrayList<>())
                            .add(words.get(i));
                }
            }
        }
        this.vocabulary = counts.entrySet().stream()
                .filter(e -> e.getValue() >= LEAST_COUNT && e.getKey().matches("[a-z]+"))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** A text of exactly {@code length} tokens. */
    int[] draw(Wording wording, int length, RandomGenerator random) {
        while (true) {
            int[] tokens = attempt(wording, length, random);
            if (tokens.length == length) {
                return tokens;
            }
        }
    }

    private int[] attempt(Wording wording, int length, RandomGenerator random) {
        List<String> words = new ArrayList<>();
        int size = 0;
        for (int misses = 0; size < length && misses < LAST_WORD_TRIES; ) {
            String next = wording == Wording.RANDOM ? pick(vocabulary, random) : follow(words, random);
            int more = text.spell(next).length;
            if (size + more <= length) {
                words.add(next);
                size += more;
            } else {
                misses++;
            }
        }
        return text.spellAll(words);
    }

    private String follow(List<String> words, RandomGenerator random) {
        if (words.size() < 2) {
            List<String> address = pick(addresses, random);
            return address.get(random.nextInt(address.size()));
        }
        List<String> next = followers.get(words.get(words.size() - 2) + " " + words.get(words.size() - 1));
        return next == null ? pick(vocabulary, random) : pick(next, random);
    }

    private static <T> T pick(List<T> items, RandomGenerator random) {
        return items.get(random.nextInt(items.size()));
    }
}
