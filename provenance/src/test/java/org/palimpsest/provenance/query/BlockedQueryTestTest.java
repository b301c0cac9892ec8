package org.palimpsest.provenance.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.palimpsest.stats.Alternative;
import org.palimpsest.stats.RandomStream;
import org.palimpsest.stats.RankSums;
import org.palimpsest.stats.Verdict;

class BlockedQueryTestTest {
    private static final int N = 3_000;
    private static final BlockedQueryTest TEST =
            BlockedQueryTest.withDefaults().withPermutations(499).withSeed(11);

    private static QueryData rows(int n, double slope, int places, long seed) {
        RandomGenerator random = RandomStream.of(seed, "rows");
        double[] positions = IntStream.range(0, n)
                .mapToDouble(i -> Math.floorDiv(i * (long) places, n))
                .toArray();
        double[] scores = IntStream.range(0, n)
                .mapToDouble(i -> slope * i / n + random.nextGaussian())
                .toArray();
        return new QueryData(positions, scores, null, true).rows(RandomStream.permutation(n, random));
    }

    @Test
    void oneBlockIsTheQueryTest() {
        for (QueryData data : List.of(rows(N, 0.3, N, 1), rows(N, -0.3, 50, 2), rows(5, 1, 5, 3))) {
            for (Alternative alternative : Alternative.values()) {
                QueryTest.Result whole = QueryTest.withDefaults()
                        .with(alternative)
                        .withPermutations(499)
                        .withSeed(11)
                        .test(data);
                BlockedQueryTest.Result blocked = TEST.with(alternative).test(data, new QueryBlocks(1, 0));
                assertThat(blocked.n()).isEqualTo(whole.n());
                assertThat(blocked.statistic()).isEqualTo(whole.statistic());
                assertThat(blocked.p()).isEqualTo(whole.p());
                assertThat(blocked.log10P()).isEqualTo(whole.log10P());
                assertThat(blocked.twoSidedLog10P()).isEqualTo(whole.twoSidedLog10P());
                assertThat(blocked.permutationP()).isEqualTo(whole.permutationP());
                assertThat(blocked.oppositeP()).isEqualTo(whole.oppositeP());
                assertThat(blocked.log10E()).isEqualTo(whole.log10E());
                assertThat(blocked.verdict()).isEqualTo(whole.verdict());
                assertThat(blocked.detectable()).isEqualTo(whole.detectable());
                if (Double.isNaN(blocked.saddlePointLog10P())) {
                    assertThat(Arrays.stream(data.positions()).distinct().count())
                            .isEqualTo(50);
                } else {
                    assertThat(blocked.saddlePointLog10P()).isEqualTo(whole.saddlePointLog10P());
                }
            }
        }
    }

    @Test
    void blocksKeepTheStatisticAndItsEvidence() {
        QueryData data = rows(N, 0.3, N, 4);
        BlockedQueryTest.Result one = TEST.test(data, new QueryBlocks(1, 0));
        BlockedQueryTest.Result ten = TEST.test(data, new QueryBlocks(10, 0));
        assertThat(ten.blocks()).isEqualTo(10);
        assertThat(ten.log10P()).isEqualTo(one.log10P());
        assertThat(ten.permutationP()).isEqualTo(1 / 500.0).isEqualTo(one.permutationP());
        assertThat(ten.log10E()).isNotEqualTo(one.log10E());
        assertThat(ten.verdict()).isEqualTo(Verdict.CONSISTENT_UNVERIFIED);
        assertThat(TEST.test(
                        data.rows(RandomStream.permutation(N, RandomStream.of(1, "other"))), new QueryBlocks(10, 0)))
                .isEqualTo(ten);
    }

    @Test
    void wrongSignUnderAReferenceIsConfounded() {
        assertThat(TEST.test(rows(N, -0.4, N, 4), new QueryBlocks(4, 0)).verdict())
                .isEqualTo(Verdict.CONFOUNDED);
    }

    @Test
    void blocksAreExactUnderRandomOrders() {
        int runs = 400;
        BlockedQueryTest test = TEST.withPermutations(19);
        int[] ranks = new int[20];
        double meanE = 0;
        for (int run = 0; run < runs; run++) {
            BlockedQueryTest.Result result =
                    test.withSeed(run).test(rows(60, 0, 60, 100 + run), new QueryBlocks(6, run));
            ranks[(int) Math.round(result.permutationP() * 20) - 1]++;
            meanE += Math.pow(10, result.log10E()) / runs;
        }
        double chi = Arrays.stream(ranks)
                .mapToDouble(r -> (r - 20.0) * (r - 20.0) / 20)
                .sum();
        assertThat(chi).isLessThan(43.8); // 19 degrees of freedom, p 0.001
        assertThat(meanE).isCloseTo(1, within(0.4));
    }

    @Test
    void blocksOfASeedAreEvenAndShareNoPlace() {
        QueryBlocks blocks = QueryBlocks.of(100_000, 10_000, 7);
        assertThat(blocks.count()).isEqualTo(10);
        int[] sizes = new int[10];
        for (long rank = -99_999; rank < 100_000; rank += 2) {
            sizes[blocks.of(rank)]++;
        }
        assertThat(Arrays.stream(sizes)).allMatch(size -> size > 9_500 && size < 10_500);
        assertThat(QueryBlocks.of(1 << 20, BlockedQueryTest.ROWS_A_BLOCK, 0).count())
                .isEqualTo(1);
    }

    @Test
    void everyBlockIsShuffledOnItsOwn() {
        double[] values = IntStream.range(0, 30).mapToDouble(i -> i).toArray();
        int[] ranks = IntStream.range(0, 30).map(i -> 2 * i - 29).toArray();
        double[] one = TEST.evidence(1, values, values, ranks, ranks).permuted();
        assertThat(TEST.evidence(1, values, values, ranks, ranks).permuted()).isEqualTo(one);
        assertThat(TEST.evidence(2, values, values, ranks, ranks).permuted()).isNotEqualTo(one);
    }

    @Test
    void missingAndRepeatedBlocksAreFound() {
        BlockedQueryTest.Evidence block =
                TEST.evidence(2, new double[] {1, 2}, new double[] {3, 4}, new int[] {-2, 2}, new int[] {-2, 2});
        assertThatIllegalArgumentException()
                .isThrownBy(() -> block.plus(block))
                .withMessage("block 2 must be added once, got it twice");
        RankSums ranks = RankSums.of(new long[] {-2, 0, 2}, new long[] {-2, 2, 0});
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TEST.result(ranks, block, false))
                .withMessage("blocks must hold all 3 rows, got 2");
    }
}
