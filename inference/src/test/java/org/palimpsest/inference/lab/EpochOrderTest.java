package org.palimpsest.inference.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EpochOrderTest {
    private static int[] sorted(int[] order, int from, int to) {
        return Arrays.stream(order, from, to).sorted().toArray();
    }

    @Test
    void everyEpochIsAPermutationOfItsOwn() {
        int[] order = new EpochOrder(50, 3, 7).draw();
        int[] all = sorted(order, 0, 50);
        assertThat(all).containsExactly(java.util.stream.IntStream.range(0, 50).toArray());
        assertThat(sorted(order, 50, 100)).isEqualTo(all);
        assertThat(sorted(order, 100, 150)).isEqualTo(all);
        assertThat(Arrays.copyOfRange(order, 0, 50)).isNotEqualTo(Arrays.copyOfRange(order, 50, 100));
        assertThat(new EpochOrder(50, 3, 7).draw()).isEqualTo(order);
        assertThat(new EpochOrder(50, 1, 7).draw()).isEqualTo(Arrays.copyOf(order, 50));
        assertThat(new EpochOrder(50, 1, 8).draw()).isNotEqualTo(Arrays.copyOf(order, 50));
    }

    @Test
    void aReshufflingKeepsWhatCameBeforeAndWhatIsSeen() {
        EpochOrder epochs = new EpochOrder(40, 2, 3);
        int[] order = epochs.draw();
        int[] drawn = epochs.reshuffled(30, 1);
        assertThat(Arrays.copyOf(drawn, 30)).isEqualTo(Arrays.copyOf(order, 30));
        assertThat(sorted(drawn, 30, 80)).isEqualTo(sorted(order, 30, 80));
        assertThat(drawn).isNotEqualTo(order).isNotEqualTo(epochs.reshuffled(30, 2));
        assertThat(epochs.reshuffled(80, 1)).isEqualTo(order);
    }

    /** All 6 orders of 3 last positions: chi-squared with 5 degrees of freedom stays below its 0.1 % point, 20.5. */
    @Test
    void reshufflingsAreUniform() {
        EpochOrder epochs = new EpochOrder(5, 1, 11);
        Map<String, Integer> counts = new HashMap<>();
        int draws = 6_000;
        for (int copy = 0; copy < draws; copy++) {
            counts.merge(Arrays.toString(Arrays.copyOfRange(epochs.reshuffled(2, copy), 2, 5)), 1, Integer::sum);
        }
        assertThat(counts).hasSize(6);
        double expected = draws / 6.0;
        double chiSquared = counts.values().stream()
                .mapToDouble(count -> (count - expected) * (count - expected) / expected)
                .sum();
        assertThat(chiSquared).isLessThan(20.5);
    }

    @Test
    void whatIsOutsideIsNamed() {
        assertThatThrownBy(() -> new EpochOrder(0, 1, 1)).hasMessage("sequences must be at least 1, got 0");
        assertThatThrownBy(() -> new EpochOrder(1, 0, 1)).hasMessage("epochs must be at least 1, got 0");
        assertThatThrownBy(() -> new EpochOrder(1 << 20, 1 << 20, 1))
                .hasMessage("sequences times epochs must be below 2^31, got 1048576 times 1048576");
        assertThatThrownBy(() -> new EpochOrder(3, 2, 1).reshuffled(7, 1)).hasMessage("from must be in [0, 6], got 7");
    }
}
