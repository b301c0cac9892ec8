package org.palimpsest.traps.family;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SpacedPositionsTest {
    /** All sets of positions by trying every subset. */
    private static int bruteForce(int length, int replaced, int run) {
        int sets = 0;
        for (int mask = 0; mask < 1 << length; mask++) {
            if (Integer.bitCount(mask) == replaced) {
                int last = -run - 1;
                boolean spaced = true;
                for (int i = 0; i < length; i++) {
                    if ((mask >> i & 1) == 1) {
                        spaced &= i - last - 1 >= run;
                        last = i;
                    }
                }
                sets += spaced ? 1 : 0;
            }
        }
        return sets;
    }

    @Test
    void allSetsAreDrawnAlikeAndNoOthers() {
        for (int[] shape : new int[][] {{7, 3, 0}, {9, 3, 2}, {8, 1, 8}, {10, 4, 1}, {7, 2, 5}}) {
            SpacedPositions positions = new SpacedPositions(shape[0], shape[1], shape[2]);
            int sets = bruteForce(shape[0], shape[1], shape[2]);
            assertThat(positions.sets()).isEqualTo(sets);
            Map<String, Integer> counts = new HashMap<>();
            KeyedStream stream = KeyedStream.of(new byte[] {6}, Arrays.toString(shape));
            int draws = 300 * sets;
            for (int i = 0; i < draws; i++) {
                int[] drawn = positions.draw(stream);
                assertThat(drawn[0]).isNotNegative();
                assertThat(drawn[drawn.length - 1]).isLessThan(shape[0]);
                for (int k = 1; k < drawn.length; k++) {
                    assertThat(drawn[k] - drawn[k - 1] - 1).isGreaterThanOrEqualTo(shape[2]);
                }
                counts.merge(Arrays.toString(drawn), 1, Integer::sum);
            }
            assertThat(counts).hasSize(sets);
            double chiSquare = counts.values().stream()
                    .mapToDouble(count -> (count - 300.0) * (count - 300.0) / 300)
                    .sum();
            // mean + 5 standard deviations of a chi-square
            assertThat(chiSquare).isLessThan(sets + 5 * Math.sqrt(2.0 * sets));
        }
    }

    @Test
    void saysWhichRunsArePossible() {
        assertThat(new SpacedPositions(100, 10, 10).sets()).isEqualTo(1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SpacedPositions(100, 10, 11))
                .withMessage("run must be in [0, 10] for 10 replaced of 100 parts, got 11");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SpacedPositions(5, 6, 0))
                .withMessage("replaced must be in [1, 5] of 5 parts, got 6");
    }
}
