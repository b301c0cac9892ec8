package org.palimpsest.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NeighbourTestTest {
    private static List<String> labels(int... sizes) {
        List<String> all = new ArrayList<>();
        for (int s = 0; s < sizes.length; s++) {
            for (int i = 0; i < sizes[s]; i++) {
                all.add("s" + s);
            }
        }
        return all;
    }

    /** z has mean 0 and variance 1 over shuffles, and 5 % of them are significant at 5 %. */
    @Test
    void momentsAndLevelAreThoseOfShuffles() {
        Random random = new Random(4);
        for (int[] sizes : new int[][] {{30, 30}, {5, 15, 40}, {12, 9, 7, 6, 3, 2, 1}}) {
            List<String> all = labels(sizes);
            double sum = 0;
            double squares = 0;
            int rejected = 0;
            for (int run = 0; run < 4_000; run++) {
                Collections.shuffle(all, random);
                TestResult result = NeighbourTest.test(all).orElseThrow();
                sum += result.statistic();
                squares += result.statistic() * result.statistic();
                rejected += result.pValue() <= 0.05 ? 1 : 0;
            }
            assertThat(sum / 4_000).isCloseTo(0, within(0.06));
            assertThat(squares / 4_000).isCloseTo(1, within(0.09));
            assertThat(rejected / 4_000.0).isBetween(0.03, 0.07);
        }
    }

    @Test
    void blocksAndCombsAreFoundWithTheirSign() {
        assertThat(NeighbourTest.test(labels(50, 50)).orElseThrow().statistic()).isGreaterThan(9);
        List<String> comb =
                IntStream.range(0, 100).mapToObj(i -> i % 2 == 0 ? "a" : "b").toList();
        TestResult result = NeighbourTest.test(comb).orElseThrow();
        assertThat(result.statistic()).isLessThan(-9);
        assertThat(result.log10PValue()).isLessThan(-20);
        assertThat(result.n()).isEqualTo(100);
    }

    @Test
    void nothingIsSaidWhereTheCountCannotVary() {
        assertThat(NeighbourTest.test(labels(30))).isEmpty();
        assertThat(NeighbourTest.test(labels(10, 5))).isEmpty();
        assertThat(NeighbourTest.test(
                        IntStream.range(0, 40).mapToObj(String::valueOf).toList()))
                .isEmpty();
    }
}
