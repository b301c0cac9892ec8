package org.palimpsest.corpus.duplicates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.palimpsest.stats.RandomStream;

class ShingleSetTest {
    @Test
    void jaccardEqualsThatOfTheListsOfNgrams() {
        RandomGenerator random = RandomStream.of(1, "shingles");
        for (int round = 0; round < 300; round++) {
            int[] a = random.ints(random.nextInt(20), 0, 3).toArray();
            int[] b = random.ints(random.nextInt(20), 0, 3).toArray();
            int n = 1 + random.nextInt(4);
            Set<List<Integer>> plainA = ngrams(a, n);
            Set<List<Integer>> plainB = ngrams(b, n);
            ShingleSet setA = ShingleSet.ofTokens(a, n);
            ShingleSet setB = ShingleSet.ofTokens(b, n);
            assertThat(setA.size()).isEqualTo(plainA.size());
            assertThat(setA.jaccard(setB)).isEqualTo(jaccard(plainA, plainB));
            assertThat(setB.jaccard(setA)).isEqualTo(setA.jaccard(setB));
        }
    }

    static Set<List<Integer>> ngrams(int[] tokens, int n) {
        Set<List<Integer>> grams = new HashSet<>();
        int length = Math.min(n, tokens.length);
        for (int at = 0; length > 0 && at + length <= tokens.length; at++) {
            grams.add(Arrays.stream(tokens, at, at + length).boxed().toList());
        }
        return grams;
    }

    static double jaccard(Set<List<Integer>> a, Set<List<Integer>> b) {
        Set<List<Integer>> shared = new HashSet<>(a);
        shared.retainAll(b);
        int union = a.size() + b.size() - shared.size();
        return union == 0 ? 0 : (double) shared.size() / union;
    }

    @Test
    void wordsAreWholeWords() {
        ShingleSet set = ShingleSet.ofWords(List.of("ab", "c"), 2);
        assertThat(set.jaccard(ShingleSet.ofWords(List.of("ab", "c"), 2))).isEqualTo(1);
        assertThat(set.jaccard(ShingleSet.ofWords(List.of("a", "bc"), 2))).isZero();
        assertThat(set.jaccard(ShingleSet.ofWords(List.of("c", "ab"), 2))).isZero();
    }

    @Test
    void shortTextsHaveOneShingleAndEmptyTextsNone() {
        assertThat(ShingleSet.ofWords(List.of("one", "two"), 5).size()).isEqualTo(1);
        assertThat(ShingleSet.ofWords(List.of(), 5).size()).isZero();
    }

    @Test
    void nMustBePositive() {
        assertThatThrownBy(() -> ShingleSet.ofTokens(new int[] {1}, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("n must be at least 1, got 0");
    }
}
