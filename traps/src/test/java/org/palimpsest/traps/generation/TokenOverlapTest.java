package org.palimpsest.traps.generation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.palimpsest.stats.RandomStream;

class TokenOverlapTest {
    @Test
    void acceptsWhatComparingAllPairsAccepts() {
        RandomGenerator random = RandomStream.of(1, "overlap");
        TokenOverlap overlap = new TokenOverlap(0.25);
        List<Set<Integer>> accepted = new ArrayList<>();
        int refused = 0;
        for (int i = 0; i < 500; i++) {
            int[] tokens = random.ints(6 + random.nextInt(6), 0, 60).toArray();
            Set<Integer> set = new HashSet<>();
            for (int token : tokens) {
                set.add(token);
            }
            boolean unlike = accepted.stream().allMatch(other -> jaccard(set, other) <= 0.25);
            assertThat(overlap.accept(tokens)).isEqualTo(unlike);
            if (unlike) {
                accepted.add(set);
            } else {
                refused++;
            }
        }
        assertThat(accepted).hasSizeGreaterThan(20);
        assertThat(refused).isGreaterThan(20);
    }

    private static double jaccard(Set<Integer> a, Set<Integer> b) {
        Set<Integer> both = new HashSet<>(a);
        both.retainAll(b);
        Set<Integer> either = new HashSet<>(a);
        either.addAll(b);
        return (double) both.size() / either.size();
    }
}
