package org.palimpsest.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PositionScoresTest {
    private static final double[] SIX = {10, 20, 30, 40, 50, 60};

    @Test
    void scoresAreThoseWorkedOutWithNumpy() {
        assertThat(PositionScores.RANK.centred(SIX, "x")).containsExactly(-5, -3, -1, 1, 3, 5);
        // 5 (w - mean) / max |w - mean|, w = -ln(1 - k/7), rounded
        assertThat(PositionScores.LOG_RECENCY.centred(SIX, "x")).containsExactly(-3, -2, -1, 0, 2, 5);
        // w = exp(-10 (1 - k/7))
        assertThat(PositionScores.EXPONENTIAL_RECENCY.centred(SIX, "x")).containsExactly(-1, -1, -1, -1, 0, 5);
    }

    @ParameterizedTest
    @EnumSource
    void scoresRiseWithThePlaceTiesAreEqualAndStayInTheRange(PositionScores scores) {
        for (int n : new int[] {3, 4, 5, 7, 12, 50, 333}) {
            RandomGenerator random = RandomStream.of(n, "places");
            double[] x = IntStream.range(0, n)
                    .mapToDouble(i -> Math.floor(random.nextDouble() * n))
                    .toArray();
            x[0] = -1;
            int[] centred = scores.centred(x, "x");
            for (int i = 0; i < n; i++) {
                assertThat(Math.abs(centred[i])).isLessThan(n);
                for (int j = 0; j < n; j++) {
                    if (x[i] <= x[j]) {
                        assertThat(centred[i]).isLessThanOrEqualTo(centred[j]);
                    }
                }
            }
            TieStructure ties = TieStructure.of(centred);
            assertThat(IntStream.range(0, ties.distinct()).map(ties::count).sum())
                    .isEqualTo(n);
            double squares =
                    Arrays.stream(centred).mapToDouble(v -> (double) v * v).sum();
            assertThat(ties.sumOfSquares()).isCloseTo(squares - (double) ties.sum() * ties.sum() / n, within(1e-6));
        }
    }

    @ParameterizedTest
    @EnumSource
    void thePValueCountsAllOrders(PositionScores scores) {
        double[] x = {0, 1, 2, 3, 4, 5, 6};
        double[] y = {1, 0, 2, 5, 3, 6, 6};
        int[] a = scores.centred(x, "x");
        int[] b = CentredRanks.of(y, "y");
        double observed = CentredRanks.product(a, b);
        long beyond = orders(7).stream()
                .filter(order -> CentredRanks.product(a, b, order) >= observed)
                .count();
        double p = SpearmanTest.withDefaults()
                .with(Alternative.GREATER)
                .with(scores)
                .with(RankLaw.EXACT)
                .test(x, y)
                .pValue();
        assertThat(p).isCloseTo(beyond / 5040.0, within(1e-12));
        double all = PermutationTest.withDefaults()
                .with(Alternative.GREATER)
                .with(PermutationTest.Orders.ALL_IF_FEW)
                .spearman(x, y, scores)
                .test()
                .pValue();
        assertThat(all).isCloseTo(p, within(1e-12));
        double stratified = StratifiedRankTest.withDefaults()
                .with(Alternative.GREATER)
                .with(scores)
                .with(RankLaw.EXACT)
                .test(x, y, new int[7])
                .pValue();
        assertThat(stratified).isCloseTo(p, within(1e-12));
    }

    /** Far enough from small n, the saddle point agrees with 99,999 permutations. */
    @ParameterizedTest
    @EnumSource
    void theSaddlePointIsThePermutationLaw(PositionScores scores) {
        RandomGenerator random = RandomStream.of(3, "saddle");
        double[] x = IntStream.range(0, 400).mapToDouble(i -> i).toArray();
        double[] y = Arrays.stream(x)
                .map(i -> random.nextGaussian() + (i > 370 ? 0.45 : 0) + i / 1500)
                .toArray();
        double saddle = SpearmanTest.withDefaults()
                .with(Alternative.GREATER)
                .with(scores)
                .test(x, y)
                .pValue();
        double drawn = PermutationTest.withDefaults()
                .with(Alternative.GREATER)
                .withPermutations(99_999)
                .spearman(x, y, scores)
                .test()
                .pValue();
        assertThat(saddle).isCloseTo(drawn, within(4 * Math.sqrt(drawn / 100_000) + 2e-5));
    }

    private static List<int[]> orders(int n) {
        List<int[]> all = new ArrayList<>();
        permute(IntStream.range(0, n).toArray(), 0, all);
        return all;
    }

    private static void permute(int[] order, int from, List<int[]> all) {
        if (from == order.length) {
            all.add(order.clone());
        }
        for (int i = from; i < order.length; i++) {
            int[] next = order.clone();
            next[from] = order[i];
            next[i] = order[from];
            permute(next, from + 1, all);
        }
    }
}
