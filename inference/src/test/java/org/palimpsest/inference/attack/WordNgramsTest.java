package org.palimpsest.inference.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntToDoubleFunction;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.palimpsest.corpus.run.Progress;
import org.palimpsest.stats.RandomStream;

class WordNgramsTest {
    private static List<ScoredText> texts(List<String> texts) {
        List<ScoredText> rows = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            rows.add(Texts.labelled("t" + i, i % 2, texts.get(i), -1, Map.of()));
        }
        return rows;
    }

    private static List<String> drawn(int count, int words, int vocabulary, String stream) {
        RandomGenerator random = RandomStream.of(1, stream);
        return IntStream.range(0, count)
                .mapToObj(i -> String.join(
                        " ",
                        IntStream.range(0, words)
                                .mapToObj(w -> "w" + random.nextInt(vocabulary))
                                .toList()))
                .toList();
    }

    /** Runs of one to three words of a text, as strings. */
    private static Set<String> runs(String text) {
        String[] words = text.split(" ", -1);
        Set<String> runs = new LinkedHashSet<>();
        for (int start = 0; start < words.length; start++) {
            for (int end = start + 1; end <= Math.min(start + 3, words.length); end++) {
                runs.add(String.join(" ", List.of(words).subList(start, end)));
            }
        }
        return runs;
    }

    /** For every run of two texts or more the texts that it stands in. */
    private static Map<String, Set<Integer>> postings(List<String> texts) {
        Map<String, Set<Integer>> postings = new HashMap<>();
        for (int i = 0; i < texts.size(); i++) {
            for (String run : runs(texts.get(i))) {
                postings.computeIfAbsent(run, key -> new LinkedHashSet<>()).add(i);
            }
        }
        postings.values().removeIf(set -> set.size() < 2);
        return postings;
    }

    @Test
    void featuresAreTheRunsOfTwoTextsOrMore() {
        List<String> texts = drawn(30, 12, 9, "features");
        Map<String, Set<Integer>> postings = postings(texts);
        SparseFeatures features = WordNgrams.withDefaults().features(texts(texts));
        assertThat(features.columns()).isEqualTo(postings.size());
        Map<Set<Integer>, Integer> expected = new HashMap<>();
        postings.values().forEach(set -> expected.merge(set, 1, Integer::sum));
        Map<Set<Integer>, Integer> found = new HashMap<>();
        Map<Integer, Set<Integer>> columns = new HashMap<>();
        for (int row = 0; row < 30; row++) {
            for (int i = features.offsets()[row]; i < features.offsets()[row + 1]; i++) {
                columns.computeIfAbsent(features.indices()[i], key -> new LinkedHashSet<>())
                        .add(row);
            }
        }
        columns.values().forEach(set -> found.merge(set, 1, Integer::sum));
        assertThat(found).isEqualTo(expected);
    }

    @Test
    void ofTooManyRunsThoseOfMostTextsAreKept() {
        List<String> texts = drawn(30, 12, 9, "features");
        int[] spreads =
                postings(texts).values().stream().mapToInt(Set::size).sorted().toArray();
        for (int most : new int[] {1, 7, spreads.length - 1, spreads.length, spreads.length + 5}) {
            SparseFeatures features = new WordNgrams(most).features(texts(texts));
            int[] found = new int[features.columns()];
            for (int column : features.indices()) {
                found[column]++;
            }
            int kept = Math.min(most, spreads.length);
            assertThat(Arrays.stream(found).sorted().toArray())
                    .containsExactly(Arrays.copyOfRange(spreads, spreads.length - kept, spreads.length));
        }
    }

    /** The same rules picked from strings, one by one, by counting anew each time. */
    private static double[] oracle(List<String> texts, List<Integer> learn) {
        Map<String, Set<Integer>> postings = postings(texts);
        List<Integer> left = new ArrayList<>(learn);
        double members = learn.stream().filter(i -> i % 2 == 1).count();
        double[] scores = new double[texts.size()];
        Set<Integer> reached = new LinkedHashSet<>();
        for (int rule = 0; rule < 64; rule++) {
            Map<String, Double> weights = new HashMap<>();
            postings.forEach((run, in) -> {
                double a =
                        left.stream().filter(i -> in.contains(i) && i % 2 == 1).count();
                double b =
                        left.stream().filter(i -> in.contains(i) && i % 2 == 0).count();
                if (a + b >= 2) {
                    weights.put(
                            run,
                            Math.log((a + 0.5) / (members + 1)) - Math.log((b + 0.5) / (learn.size() - members + 1)));
                }
            });
            Map.Entry<String, Double> best = weights.entrySet().stream()
                    .max(Comparator.comparingDouble((Map.Entry<String, Double> w) -> Math.abs(w.getValue())))
                    .orElse(null);
            if (best == null) {
                break;
            }
            Set<Integer> in = postings.getOrDefault(best.getKey(), Set.of());
            for (int text : in) {
                scores[text] = reached.add(text) ? best.getValue() : scores[text];
            }
            left.removeAll(in);
        }
        return scores;
    }

    @Test
    void rulesAreThoseOfCountingAnew() {
        // phrases of different frequency, so that no two rules weigh the same; Solo is learnt from one text alone
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            String member =
                    i % 2 == 1 ? (i < 26 ? "Alpha" : i < 44 ? "Beta gamma" : i < 50 ? "Delta" : "x" + i) : "y" + i;
            String other = i % 2 == 0 && i % 7 == 0 ? " not a member" : " z" + i;
            texts.add(member + other + (i == 3 ? " Delta" : i == 50 || i == 53 ? " Solo" : ""));
        }
        List<Integer> learn = IntStream.range(0, 60)
                .filter(i -> i % 5 != 0 && i % 8 != 3)
                .boxed()
                .toList();
        boolean[] labels = new boolean[60];
        IntStream.range(0, 60).forEach(i -> labels[i] = i % 2 == 1);
        IntToDoubleFunction fit = GreedyRules.fit(
                WordNgrams.withDefaults().features(texts(texts)),
                learn.stream().mapToInt(Integer::intValue).toArray(),
                labels);
        double[] expected = oracle(texts, learn);
        assertThat(expected).contains(0);
        for (int i = 0; i < 60; i++) {
            assertThat(fit.applyAsDouble(i)).as(texts.get(i)).isCloseTo(expected[i], within(1e-12));
        }
    }

    @Test
    void theOrderOfWordsIsSeenWhereABagOfWordsIsBlind() {
        List<String> texts = new ArrayList<>();
        RandomGenerator random = RandomStream.of(2, "order");
        for (int i = 0; i < 80; i++) {
            String noise = " n" + random.nextInt(6) + " n" + random.nextInt(6);
            texts.add((i % 2 == 1 ? "See also" : "also See") + noise);
        }
        List<ScoredText> rows = texts(texts);
        List<BlindResult> blind = new BlindBaselines(199, 0, Progress.none())
                .run(rows, Labels.of(rows, null))
                .results();
        assertThat(blind.get(0).confounds()).isFalse();
        assertThat(blind.get(1).baseline()).isEqualTo("ngrams");
        assertThat(blind.get(1).auc()).isEqualTo(1);
        assertThat(blind.get(1).confounds()).isTrue();
    }

    @Test
    void oneKindOfLabelTeachesNothing() {
        SparseFeatures features = WordNgrams.withDefaults().features(texts(List.of("a b", "a b", "a c")));
        IntToDoubleFunction fit = GreedyRules.fit(features, new int[] {0, 1}, new boolean[3]);
        assertThat(fit.applyAsDouble(2)).isZero();
        assertThat(GreedyRules.fit(features, new int[0], new boolean[3]).applyAsDouble(0))
                .isZero();
    }
}
