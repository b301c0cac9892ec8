package org.palimpsest.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class RankSumsTest {
    private static final int N = 5000;

    @Test
    void randomMergesEqualTheWholeAndSpearmansTest() {
        RandomGenerator random = RandomStream.of(3, "merges");
        for (double[] y : List.of(Samples.normal(N, random), Samples.tied(N, 40, random))) {
            double[] x = Samples.tied(N, 700, random);
            long[] a = doubled(x);
            long[] b = doubled(y);
            RankSums whole = RankSums.of(a, b);
            for (int parts : new int[] {1, 2, 7, 40}) {
                assertThat(merged(a, b, parts, random)).isEqualTo(whole);
            }
            for (Alternative alternative : Alternative.values()) {
                SpearmanTest test =
                        SpearmanTest.withDefaults().with(alternative).with(RankLaw.STUDENT_T);
                assertThat(test.test(whole)).isEqualTo(test.test(x, y));
            }
            assertThat(whole.correlation()).isEqualTo(SpearmanTest.correlation(x, y));
        }
    }

    @Test
    void rowsWithoutTiesHaveEveryLaw() {
        RandomGenerator random = RandomStream.of(4, "laws");
        for (int n : new int[] {3, 9, 13, 14, 300, N}) {
            double[] x = Samples.normal(n, random);
            double[] y = Samples.normal(n, random);
            for (Alternative alternative : Alternative.values()) {
                SpearmanTest test = SpearmanTest.withDefaults().with(alternative);
                assertThat(test.test(RankSums.of(doubled(x), doubled(y)))).isEqualTo(test.test(x, y));
                assertThat(test.test(RankSums.of(doubled(x), doubled(x)))).isEqualTo(test.test(x, x));
            }
        }
    }

    @Test
    void tiesWithoutTheTLawAreRefused() {
        long[] tied = doubled(new double[] {1, 1, 2, 3});
        RankSums perfect = RankSums.of(tied, tied);
        for (RankLaw law : List.of(RankLaw.AUTOMATIC, RankLaw.STUDENT_T)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> SpearmanTest.withDefaults().with(law).test(perfect))
                    .withMessageContaining("got 4 rows, rho 1.0 and the law " + law);
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SpearmanTest.withDefaults()
                        .with(PositionScores.LOG_RECENCY)
                        .test(RankSums.of(tied, new long[] {3, -3, 1, -1})))
                .withMessageContaining("the scores must be RANK");
    }

    @Test
    void partsThatAreMissingOrDoubledAreFound() {
        long[] a = doubled(new double[] {1, 2, 3, 4, 5});
        RankSums some = RankSums.of(Arrays.copyOf(a, 4), Arrays.copyOf(a, 4));
        assertThatIllegalArgumentException()
                .isThrownBy(some::correlation)
                .withMessage("centred ranks of all rows must sum to 0, got -4 and -4 for 4 rows;"
                        + " parts are missing or were added twice");
        assertThatIllegalArgumentException()
                .isThrownBy(RankSums.NONE::correlation)
                .withMessage("n must be at least 3, got 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RankSums.of(a, new long[5]).correlation())
                .withMessage("y must vary, got 5 equal values");
    }

    @Test
    void billionsOfRowsDoNotOverflow() {
        long n = 3_000_000_000L;
        RankSums.Builder ends = new RankSums.Builder();
        BigInteger expected = BigInteger.ZERO;
        for (long rank = n - 1; rank > n - 2001; rank -= 2) {
            for (int i = 0; i < 100; i++) {
                ends.add(rank, -rank);
                ends.add(-rank, rank);
            }
            expected = expected.add(BigInteger.valueOf(rank).pow(2).multiply(BigInteger.valueOf(200)));
        }
        assertThat(ends.build().squaresX()).isEqualTo(expected);
        assertThat(ends.build().products()).isEqualTo(expected.negate());
        assertThat(ends.build().sumX()).isZero();
        BigInteger squares = BigInteger.valueOf(n)
                .multiply(BigInteger.valueOf(n).pow(2).subtract(BigInteger.ONE))
                .divide(BigInteger.valueOf(3));
        RankSums all = new RankSums(
                n, BigInteger.ZERO, BigInteger.ZERO, squares, squares, squares.divide(BigInteger.valueOf(10_000)));
        SpearmanTest test = SpearmanTest.withDefaults().with(RankLaw.STUDENT_T);
        assertThat(test.test(all).log10PValue()).isEqualTo(SpearmanTest.log10TwoSidedP(1e-4, n));
    }

    @Test
    void permutedSumsOfOneBlockAreThoseOfThePermutationTest() {
        RandomGenerator random = RandomStream.of(5, "permuted");
        double[] x = Samples.normal(N, random);
        double[] y = Samples.tied(N, 900, random);
        PermutationTest test =
                PermutationTest.withDefaults().withPermutations(130).withSeed(8);
        double[] expected = test.spearman(x, y).nullStatistics();
        int[] a = ints(doubled(x));
        int[] b = ints(doubled(y));
        RankSums sums = RankSums.of(doubled(x), doubled(y));
        double scale = Math.sqrt(sums.squaresX().doubleValue())
                * Math.sqrt(sums.squaresY().doubleValue());
        double[] own = Arrays.stream(PermutedSums.of(a, b, 130, 8).rounded())
                .map(s -> s / scale)
                .toArray();
        assertThat(own).isEqualTo(expected);
    }

    @Test
    void permutedSumsOfBlocksAddExactlyInAnyOrder() throws Exception {
        RandomGenerator random = RandomStream.of(6, "blocks");
        List<PermutedSums> blocks = new ArrayList<>();
        double[] plain = new double[50];
        for (int block = 0; block < 9; block++) {
            int[] a = random.ints(200, -(1 << 20), 1 << 20).toArray();
            int[] b = random.ints(200, -(1 << 20), 1 << 20).toArray();
            PermutedSums sums = PermutedSums.of(a, b, 50, block);
            double[] own = sums.rounded();
            Arrays.setAll(plain, i -> plain[i] + own[i]); // below 2^53
            blocks.add(sums);
        }
        PermutedSums forwards = blocks.stream().reduce(PermutedSums.none(50), PermutedSums::plus);
        PermutedSums backwards = PermutedSums.none(50);
        for (int i = 8; i >= 0; i--) {
            backwards = blocks.get(i).plus(backwards);
        }
        assertThat(forwards.rounded()).isEqualTo(plain).isEqualTo(backwards.rounded());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(forwards);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            assertThat(((PermutedSums) in.readObject()).rounded()).isEqualTo(plain);
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> forwards.plus(PermutedSums.none(3)))
                .withMessage("permutations must be equally many, got 50 and 3");
    }

    private static RankSums merged(long[] a, long[] b, int parts, RandomGenerator random) {
        RankSums[] sums = new RankSums[parts];
        RankSums.Builder[] builders = new RankSums.Builder[parts];
        Arrays.setAll(builders, i -> new RankSums.Builder());
        for (int i = 0; i < a.length; i++) {
            builders[random.nextInt(parts)].add(a[i], b[i]);
        }
        Arrays.setAll(sums, i -> builders[i].build());
        RankSums all = RankSums.NONE;
        for (int i : RandomStream.permutation(parts, random)) {
            all = random.nextBoolean() ? all.plus(sums[i]) : sums[i].plus(all);
        }
        return all;
    }

    private static long[] doubled(double[] values) {
        double[] ranks = MidRanks.of(values);
        return Arrays.stream(ranks)
                .mapToLong(rank -> Math.round(2 * rank) - ranks.length - 1)
                .toArray();
    }

    private static int[] ints(long[] values) {
        return Arrays.stream(values).mapToInt(Math::toIntExact).toArray();
    }
}
