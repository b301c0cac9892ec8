package org.palimpsest.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class RandomStreamTest {
    @Test
    void keyIsTheHashOfSeedAndRole() {
        // printf '\0\0\0\0\0\0\0\001role' | sha256sum
        assertThat(HexFormat.of().formatHex(RandomStream.key(1, "role")))
                .isEqualTo("3fa6a0162112f0eb6b34f287eab208a67c4eb7caa162691cdb7c83c195c0526b");
    }

    @Test
    void streamsNeverDrift() {
        RandomGenerator random = RandomStream.of(42, "pinned");
        assertThat(new long[] {random.nextLong(), random.nextLong(), random.nextLong()})
                .containsExactly(773372880852035025L, 5157059881082979032L, 2629919352974579712L);
        assertThat(RandomStream.permutation(10, RandomStream.of(42, "pinned")))
                .containsExactly(4, 6, 9, 8, 5, 3, 7, 1, 2, 0);
    }

    @Test
    void rolesAndSeedsGiveDifferentStreams() {
        long first = RandomStream.of(1, "a").nextLong();
        assertThat(RandomStream.of(1, "a").nextLong()).isEqualTo(first);
        assertThat(RandomStream.of(1, "b").nextLong()).isNotEqualTo(first);
        assertThat(RandomStream.of(2, "a").nextLong()).isNotEqualTo(first);
    }

    @Test
    void permutationsAreUniform() {
        RandomGenerator random = RandomStream.of(3, "uniform");
        Map<String, Integer> counts = new HashMap<>();
        int draws = 24_000;
        for (int i = 0; i < draws; i++) {
            counts.merge(Arrays.toString(RandomStream.permutation(4, random)), 1, Integer::sum);
        }
        assertThat(counts).hasSize(24);
        assertThat(counts.values())
                .allSatisfy(count -> assertThat(
                                Interval.clopperPearson(count, draws, 0.9999).contains(1 / 24.0))
                        .isTrue());
    }

    @Test
    void boundedDrawsRejectTheOverhang() {
        // With bound 3 * 2^29 a draw without rejection would give one third of the range twice the weight.
        int bound = 3 << 29;
        RandomGenerator random = RandomStream.of(4, "bound");
        int low = 0;
        int draws = 30_000;
        int residueZero = 0;
        for (int i = 0; i < draws; i++) {
            int value = RandomStream.below(bound, random);
            assertThat(value).isBetween(0, bound - 1);
            low += value < bound / 2 ? 1 : 0;
            residueZero += value % 3 == 0 ? 1 : 0;
        }
        assertThat(Interval.clopperPearson(low, draws, 0.999).contains(0.5)).isTrue();
        assertThat(Interval.clopperPearson(residueZero, draws, 0.999).contains(1 / 3.0))
                .isTrue();
    }

    @Test
    void emptyPermutationExistsAndNegativeDoesNot() {
        assertThat(RandomStream.permutation(0, RandomStream.of(0, "empty"))).isEmpty();
        assertThatThrownBy(() -> RandomStream.permutation(-1, RandomStream.of(0, "negative")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("n must be at least 0, got -1");
    }
}
