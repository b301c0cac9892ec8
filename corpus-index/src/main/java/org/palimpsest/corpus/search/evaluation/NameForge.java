package org.palimpsest.corpus.search.evaluation;

import java.util.HashSet;
import java.util.Set;
import java.util.random.RandomGenerator;

/** Makes names that mean nothing, each once. */
final class NameForge {
    private static final String[] OPENINGS = {
        "b", "br", "d", "dr", "f", "g", "gl", "h", "k", "kr", "l", "m", "n", "p", "r", "s", "sk", "t", "tr", "v", "z"
    };
    private static final String[] VOWELS = {"a", "e", "i", "o", "u", "ei", "ou"};
    private static final String[] CLOSINGS = {"", "l", "n", "r", "s", "m", "th", "nd"};

    private final RandomGenerator random;
    private final Set<String> used = new HashSet<>();

    NameForge(RandomGenerator random) {
        this.random = random;
    }

    /** A capitalised name of three syllables. */
    String next() {
        while (true) {
            StringBuilder name = new StringBuilder();
            for (int syllable = 0; syllable < 3; syllable++) {
                name.append(pick(OPENINGS)).append(pick(VOWELS)).append(syllable == 2 ? pick(CLOSINGS) : "");
            }
            name.setCharAt(0, Character.toUpperCase(name.charAt(0)));
            if (used.add(name.toString())) {
                return name.toString();
            }
        }
    }

    private String pick(String[] from) {
        return from[random.nextInt(from.length)];
    }
}
