package org.palimpsest.inference.attack;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The words of a text, in lower case, that stand in at least two texts; the 50,000 that stand in most. Weight (1 + ln count)
 * ln(texts/texts with it), each row scaled to length 1.
 */
record BagOfWords() implements BlindBaseline {
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+");
    private static final int MOST_WORDS = 50_000;

    @Override
    public String name() {
        return "bag_of_words";
    }

    @Override
    public String needs() {
        return "text";
    }

    @Override
    public boolean covers(ScoredText text) {
        return text.base().text() != null;
    }

    @Override
    public SparseFeatures features(List<ScoredText> texts) {
        List<Map<String, Integer>> bags = texts.stream().map(BagOfWords::words).toList();
        Map<String, Integer> spread = new HashMap<>();
        bags.forEach(bag -> bag.keySet().forEach(word -> spread.merge(word, 1, Integer::sum)));
        List<String> kept = spread.entrySet().stream()
                .filter(entry -> entry.getValue() > 1)
                .sorted(Comparator.comparing((Map.Entry<String, Integer> entry) -> -entry.getValue())
                        .thenComparing(Map.Entry::getKey))
                .limit(MOST_WORDS)
                .map(Map.Entry::getKey)
                .toList();
        Map<String, Integer> columns = new HashMap<>();
        kept.forEach(word -> columns.put(word, columns.size()));
        return matrix(bags, columns, spread);
    }

    private static SparseFeatures matrix(
            List<Map<String, Integer>> bags, Map<String, Integer> columns, Map<String, Integer> spread) {
        int[] offsets = new int[bags.size() + 1];
        List<Integer> indices = new ArrayList<>();
        List<Double> values = new ArrayList<>();
        for (int row = 0; row < bags.size(); row++) {
            double square = 0;
            for (Map.Entry<String, Integer> word : bags.get(row).entrySet()) {
                Integer column = columns.get(word.getKey());
                if (column != null) {
                    double rarity = Math.log((double) bags.size() / spread.getOrDefault(word.getKey(), 1));
                    double weight = (1 + Math.log(word.getValue())) * rarity;
                    indices.add(column);
                    values.add(weight);
                    square += weight * weight;
                }
            }
            offsets[row + 1] = indices.size();
            for (int i = offsets[row]; i < offsets[row + 1]; i++) {
                values.set(i, square == 0 ? 0 : values.get(i) / Math.sqrt(square));
            }
        }
        return new SparseFeatures(
                columns.size(),
                offsets,
                indices.stream().mapToInt(Integer::intValue).toArray(),
                values.stream().mapToDouble(Double::doubleValue).toArray());
    }

    /** Words with their counts, in a fixed order. */
    private static Map<String, Integer> words(ScoredText text) {
        Map<String, Integer> bag = new TreeMap<>();
        String raw = text.base().text();
        Matcher words = WORD.matcher(raw == null ? "" : raw.toLowerCase(Locale.ROOT));
        while (words.find()) {
            bag.merge(words.group(), 1, Integer::sum);
        }
        return bag;
    }
}
