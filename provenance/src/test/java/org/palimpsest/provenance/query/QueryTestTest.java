package org.palimpsest.provenance.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.palimpsest.stats.Alternative;
import org.palimpsest.stats.RandomStream;
import org.palimpsest.stats.Randomisation;
import org.palimpsest.stats.SpearmanTest;
import org.palimpsest.stats.Verdict;

class QueryTestTest {
    private static final int N = 3_000;
    private static final QueryTest TEST = QueryTest.withDefaults().withPermutations(999);

    private final double[] positions = IntStream.range(0, N).mapToDouble(i -> i).toArray();

    private static double[] noise(String role, int n, double scale) {
        RandomGenerator random = RandomStream.of(5, role);
        return IntStream.range(0, n)
                .mapToDouble(i -> scale * random.nextGaussian())
                .toArray();
    }

    /** Difficulty of the text is shared by suspect and reference; only the suspect likes later text. */
    private double[] suspect(double slope) {
        double[] difficulty = noise("difficulty", N, 3);
        double[] own = noise("suspect", N, 1);
        return IntStream.range(0, N)
                .mapToDouble(i -> difficulty[i] + own[i] + slope * i / N)
                .toArray();
    }

    private double[] reference() {
        double[] difficulty = noise("difficulty", N, 3);
        double[] own = noise("reference", N, 1);
        return IntStream.range(0, N).mapToDouble(i -> difficulty[i] + own[i]).toArray();
    }

    @Test
    void laterTextLikelierIsPositiveAndTheReferenceSharpensIt() {
        double[] liked = suspect(1.5);
        QueryTest.Result alone = TEST.test(positions, liked);
        QueryTest.Result referenced = TEST.test(positions, liked, reference());
        assertThat(referenced.statistic()).isGreaterThan(0.2).isGreaterThan(alone.statistic() + 0.1);
        assertThat(referenced.permutationP()).isEqualTo(1.0 / 1000);
        assertThat(referenced.log10E()).isGreaterThan(10);
        assertThat(referenced.twoSidedLog10P()).isLessThan(-20);
        assertThat(referenced.log10P()).isCloseTo(referenced.twoSidedLog10P() - Math.log10(2), within(1e-9));
        assertThat(referenced.verdict()).isEqualTo(Verdict.CONSISTENT_UNVERIFIED);
        assertThat(TEST.with(Randomisation.VERIFIED)
                        .test(positions, liked, reference())
                        .verdict())
                .isEqualTo(Verdict.RANDOMISED_EVIDENCE);
    }

    @Test
    void theStatisticIsSpearmansOfTheDifference() {
        double[] liked = suspect(0.4);
        double[] other = reference();
        double[] difference = new double[N];
        Arrays.setAll(difference, i -> liked[i] - other[i]);
        assertThat(TEST.test(positions, liked, other).statistic())
                .isCloseTo(SpearmanTest.correlation(positions, difference), within(1e-12));
    }

    @Test
    void theOrderOfTheRowsDoesNotMatter() {
        double[] liked = suspect(1);
        double[] other = reference();
        int[] mixed = RandomStream.permutation(N, RandomStream.of(9, "rows"));
        QueryTest.Result sorted = TEST.test(positions, liked, other);
        QueryTest.Result shuffled = TEST.test(pick(positions, mixed), pick(liked, mixed), pick(other, mixed));
        assertThat(shuffled.statistic()).isCloseTo(sorted.statistic(), within(1e-12));
        assertThat(shuffled.log10E()).isEqualTo(sorted.log10E());
        assertThat(shuffled.permutationP()).isEqualTo(sorted.permutationP());
        assertThat(shuffled.nullStatistics()).isEqualTo(sorted.nullStatistics());
    }

    @Test
    void theOrderOfRowsWithEqualPositionsDoesNotMatter() {
        double[] places = Arrays.stream(positions).map(p -> Math.floor(p / 8)).toArray();
        double[] liked = suspect(0.1);
        int[] mixed = RandomStream.permutation(N, RandomStream.of(10, "rows"));
        QueryTest.Result sorted = TEST.test(places, liked);
        QueryTest.Result shuffled = TEST.test(pick(places, mixed), pick(liked, mixed));
        assertThat(shuffled.permutationP()).isEqualTo(sorted.permutationP());
        assertThat(shuffled.log10E()).isEqualTo(sorted.log10E());
    }

    private static double[] pick(double[] values, int[] rows) {
        return IntStream.of(rows).mapToDouble(i -> values[i]).toArray();
    }

    @Test
    void anInnocentModelShowsNothingAndSaysWhatWouldHaveBeenFound() {
        QueryTest.Result result = TEST.test(positions, suspect(0), reference());
        assertThat(result.verdict()).isEqualTo(Verdict.NO_EVIDENCE);
        assertThat(result.permutationP()).isGreaterThan(0.05);
        assertThat(result.detectable()).isBetween(0.05, 0.08);
        assertThat(result.log10E()).isLessThan(1);
    }

    @Test
    void aReferenceThatDependsOnTheOrderIsConfounded() {
        QueryTest.Result result = TEST.test(positions, reference(), suspect(1.5));
        assertThat(result.statistic()).isNegative();
        assertThat(result.verdict()).isEqualTo(Verdict.CONFOUNDED);
        assertThat(result.p()).isGreaterThan(0.99);
    }

    @Test
    void tooFewPermutationsAreUnderpowered() {
        QueryTest few = QueryTest.withDefaults().withPermutations(9);
        assertThat(few.test(positions, suspect(3), reference()).verdict()).isEqualTo(Verdict.UNDERPOWERED);
    }

    @Test
    void threeRowsAreTestedAndFourHaveTooFewOrders() {
        QueryTest.Result three = TEST.test(new double[] {1, 2, 3}, new double[] {1, 2, 3});
        assertThat(three.statistic()).isEqualTo(1);
        assertThat(three.permutationP()).isCloseTo(1 / 6.0, within(0.05));
        assertThat(three.detectable()).isNaN();
        assertThat(three.verdict()).isEqualTo(Verdict.UNDERPOWERED);
        double[] five = {1, 2, 3, 4, 5};
        assertThat(TEST.test(new double[] {1, 2, 3, 4}, new double[] {1, 2, 3, 4})
                        .verdict())
                .isEqualTo(Verdict.UNDERPOWERED);
        assertThat(TEST.test(five, new double[] {2, 1, 3, 5, 4}).verdict()).isEqualTo(Verdict.NO_EVIDENCE);
        assertThat(TEST.with(Alternative.TWO_SIDED).test(five, five).verdict()).isEqualTo(Verdict.UNDERPOWERED);
    }

    @Test
    void rowsWithoutFiniteNumbersAreDroppedAndCounted() {
        double[] liked = suspect(1);
        liked[5] = Double.NaN;
        liked[6] = Double.NEGATIVE_INFINITY;
        double[] other = reference();
        other[7] = Double.NaN;
        double[] places = positions.clone();
        places[8] = Double.NaN;
        QueryTest.Result result = TEST.test(places, liked, other);
        assertThat(result.dropped()).isEqualTo(4);
        assertThat(result.n()).isEqualTo(N - 4);
    }

    @Test
    void whatCannotBeTestedIsRefused() {
        double[] three = {1, 2, 3};
        assertThatThrownBy(() -> TEST.test(three, new double[] {1, 2}))
                .hasMessage("log-likelihoods must be as many as positions, got 2 and 3");
        assertThatThrownBy(() -> TEST.test(three, new double[] {1, Double.NaN, 2}))
                .hasMessage("the query test needs at least 3 rows with finite numbers, got 2 (1 dropped)");
        assertThatThrownBy(() -> TEST.test(three, new double[] {4, 4, 4}))
                .hasMessage("scores must not all be equal, got 4.0 everywhere");
        assertThatThrownBy(() -> TEST.test(new double[] {1, 1, 1}, three))
                .hasMessage("positions must not all be equal, got 1.0 everywhere");
        assertThatThrownBy(() -> TEST.withPermutations(0)).hasMessage("permutations must be at least 1, got 0");
        assertThatThrownBy(() -> TEST.withAlpha(1)).hasMessage("alpha must be in (0, 1), got 1.0");
    }

    /** Under H0 with a random order the permutation p-value is uniform, ties included. */
    @Test
    void calibratedUnderTheNull() {
        QueryTest test = QueryTest.withDefaults().withPermutations(99);
        int rejected = 0;
        int large = 0;
        for (int run = 0; run < 2_000; run++) {
            double[] scores = noise("null " + run, 40, 2);
            Arrays.setAll(scores, i -> Math.rint(scores[i]));
            int[] order = RandomStream.permutation(40, RandomStream.of(run, "order"));
            double[] places =
                    IntStream.of(order).mapToDouble(i -> Math.floor(i / 2.0)).toArray();
            QueryTest.Result result = test.withSeed(run).test(places, scores);
            rejected += result.permutationP() <= 0.05 ? 1 : 0;
            large += result.log10E() >= Math.log10(20) ? 1 : 0;
        }
        assertThat(rejected).isBetween(60, 140);
        assertThat(large).isLessThan(140);
    }

    @Test
    void theLowerSideMirrorsTheUpper() {
        double[] liked = suspect(1);
        double[] losses = Arrays.stream(liked).map(v -> -v).toArray();
        QueryTest.Result up = TEST.test(positions, liked);
        QueryTest.Result down = TEST.with(Alternative.LESS).test(positions, losses);
        assertThat(down.statistic()).isCloseTo(-up.statistic(), within(1e-12));
        assertThat(down.log10P()).isCloseTo(up.log10P(), within(1e-9));
        assertThat(down.log10E()).isCloseTo(up.log10E(), within(1e-9));
    }
}
