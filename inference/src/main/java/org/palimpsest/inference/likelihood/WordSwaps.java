package org.palimpsest.inference.likelihood;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.palimpsest.stats.RandomStream;

/**
 * Neighbours of a text: the same words, of which some have changed places. A swap exchanges two words that stand at different places,
 * drawn uniformly; a neighbour is made by max(1, floor(0.3 W)) swaps of a text of W words. White space stays where it is. This is
 * the augmentation of Ye et al. (2024, arXiv 2405.11930) in kind; they leave open how a word is found.
 *
 * @param count neighbours a text, at least 1
 * @param seed seed of the draws, which follow from it, the text's id and the number of the neighbour alone
 */
public record WordSwaps(int count, long seed) {
    private static final double SHARE = 0.3;
    private static final Pattern WORD = Pattern.compile("\\S+");

    /**
     * Checks the range.
     *
     * @throws IllegalArgumentException if the count is below 1
     */
    public WordSwaps {
        if (count < 1) {
            throw new IllegalArgumentException("word swaps must be at least 1, got " + count);
        }
    }

    /**
     * The neighbours of a text.
     *
     * @param id its id
     * @param text the text
     * @return as many as asked for; none if it has fewer than two words
     */
    public List<String> neighbours(String id, String text) {
        List<String> words = WORD.matcher(text).results().map(r -> r.group()).toList();
        if (words.size() < 2) {
            return List.of();
        }
        List<String> neighbours = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            neighbours.add(replaced(text, swapped(words, RandomStream.of(seed, "word swaps " + i + " of " + id))));
        }
        return neighbours;
    }

    private static List<String> swapped(List<String> words, RandomGenerator random) {
        List<String> mixed = new ArrayList<>(words);
        int swaps = Math.max(1, (int) (SHARE * words.size()));
        for (int i = 0; i < swaps; i++) {
            int one = random.nextInt(words.size());
            int other = random.nextInt(words.size() - 1);
            Collections.swap(mixed, one, other < one ? other : other + 1);
        }
        return mixed;
    }

    private static String replaced(String text, List<String> words) {
        StringBuilder out = new StringBuilder(text.length());
        Matcher places = WORD.matcher(text);
        int next = 0;
        int copied = 0;
        while (places.find()) {
            out.append(text, copied, places.start()).append(words.get(next++));
            copied = places.end();
        }
        return out.append(text, copied, text.length()).toString();
    }
}
