package org.palimpsest.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class EProcessTest {
    private static final EProcess PROCESS = EProcess.withDefaults();

    @Test
    void meanWealthOverAllFlipsOfAllPairsIsExactlyOne() {
        double[] scores = {3, -1, 4, 1.5, 5, 9, 2, 6, 5.5, 3, 5, -8, 9, 7};
        for (Alternative alternative : Alternative.values()) {
            double sum = 0;
            for (int flips = 0; flips < 128; flips++) {
                sum += Math.pow(
                        10,
                        PROCESS.with(alternative)
                                .matchedPairs(flipped(scores, flips))
                                .log10E());
            }
            assertThat(sum / 128).as(alternative.label()).isCloseTo(1, within(1e-12));
        }
    }

    @Test
    void signalGrowsFast() {
        double smallest = Double.POSITIVE_INFINITY;
        for (int seed = 0; seed < 10; seed++) {
            double[] scores = Samples.trend(6_000, 1.05, RandomStream.of(seed, "signal"));
            double rho = SpearmanTest.correlation(Samples.positions(6_000), scores);
            assertThat(rho).isBetween(0.24, 0.33);
            smallest = Math.min(smallest, PROCESS.matchedPairs(scores).log10E());
        }
        assertThat(smallest).isGreaterThan(50);
    }

    @Test
    void sidesSeeOppositeSignals() {
        double[] rising = Samples.trend(1_000, 1, RandomStream.of(1, "sides"));
        double greater = PROCESS.matchedPairs(rising).log10E();
        assertThat(greater).isGreaterThan(4);
        assertThat(PROCESS.with(Alternative.LESS).matchedPairs(rising).log10E()).isLessThan(0);
        assertThat(PROCESS.with(Alternative.TWO_SIDED).matchedPairs(rising).log10E())
                .isCloseTo(greater - Math.log10(2), within(1e-3));
        double[] falling = Arrays.stream(rising).map(score -> -score).toArray();
        assertThat(PROCESS.with(Alternative.LESS).matchedPairs(falling).log10E())
                .isCloseTo(greater, within(1e-12));
    }

    @Test
    void wealthRarelyReachesTwentyWithoutSignal() {
        int runs = 2_000;
        int atEnd = 0;
        int ever = 0;
        for (int run = 0; run < runs; run++) {
            RandomGenerator random = RandomStream.of(run, "null");
            double[] scores = run % 2 == 0 ? Samples.normal(300, random) : Samples.tied(300, 4, random);
            EProcess.Result result = PROCESS.matchedPairs(scores);
            atEnd += result.log10E() >= Math.log10(20) ? 1 : 0;
            ever += Arrays.stream(result.log10Wealth()).max().orElseThrow() >= Math.log10(20) ? 1 : 0;
        }
        assertThat(Interval.clopperPearson(ever, runs, 0.999).low()).isLessThanOrEqualTo(0.05);
        assertThat(atEnd).isLessThan(runs / 20).isLessThanOrEqualTo(ever);
    }

    @Test
    void pairsFirstHalfWithSecondAndLeavesTheLastOut() {
        double[] even = {1, 2, 3, 4, 5, 6};
        double[] odd = {1, 2, 3, 4, 5, 6, -100};
        EProcess.Result result = PROCESS.matchedPairs(even);
        assertThat(result.pairs()).isEqualTo(3);
        assertThat(result.log10Wealth()).hasSize(3).isSorted().endsWith(result.log10E());
        assertThat(PROCESS.matchedPairs(odd).log10Wealth()).containsExactly(result.log10Wealth());
        // Each score meets its partner of the second half; were neighbours paired, nothing would be won.
        assertThat(PROCESS.matchedPairs(new double[] {2, 1, 4, 3}).log10E()).isGreaterThan(0);
        // A first pair has relative rank 1/2, so the mean stake decides the wealth.
        double mean = 0;
        for (double stake :
                new double[] {1 / 64., 1 / 32., 1 / 16., 1 / 8., 1 / 4., 3 / 8., .5, 5 / 8., .75, 7 / 8., 31 / 32.}) {
            mean += (1 + stake / 2 + 1 + stake * Math.sqrt(0.5)) / 22;
        }
        assertThat(result.log10Wealth()[0]).isCloseTo(Math.log10(mean), within(1e-14));
    }

    @Test
    void wealthIsPredictable() {
        double[] scores = Samples.normal(40, RandomStream.of(3, "past"));
        double[] other = scores.clone();
        other[35] += 100;
        // Place 35 belongs to pair 15: nothing before it may change.
        assertThat(Arrays.copyOf(PROCESS.matchedPairs(other).log10Wealth(), 15))
                .containsExactly(Arrays.copyOf(PROCESS.matchedPairs(scores).log10Wealth(), 15));
    }

    @Test
    void equalScoresBetNothing() {
        EProcess.Result constant = PROCESS.matchedPairs(new double[] {7, 7, 7, 7});
        assertThat(constant.log10E()).isZero();
        assertThat(constant.log10Wealth()).containsExactly(0, 0);
        double[] withTies = {1, 0.0, 2, 5, -0.0, 6};
        double[] without = {1, 2, 5, 6};
        assertThat(PROCESS.matchedPairs(withTies).log10E())
                .isEqualTo(PROCESS.matchedPairs(without).log10E());
    }

    @Test
    void hugeScoresDoNotOverflow() {
        double max = Double.MAX_VALUE;
        assertThat(PROCESS.matchedPairs(new double[] {-max, -max, max, max}).log10E())
                .isGreaterThan(0);
    }

    @Test
    void runningRanksCountThePastOnly() {
        double[] ranks = RunningRanks.of(new double[] {3, -5, 0, 3, 1});
        // 3 of {3}; 5 of {3,5}; skipped; 3 of {3,5,3}; 1 of {3,5,3,1}
        assertThat(ranks).containsExactly(0.5, 0.75, 0, 1 / 3.0, 0.125);
    }

    @Test
    void refusals() {
        for (int n = 0; n < 2; n++) {
            double[] few = new double[n];
            assertThatThrownBy(() -> PROCESS.matchedPairs(few))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("n must be at least 2, got " + few.length);
        }
        assertThatThrownBy(() -> PROCESS.matchedPairs(new double[] {1, Double.NaN}))
                .hasMessage("scores must be finite, got NaN at index 1");
        assertThatThrownBy(() -> new EProcess.Result(0, new double[2], 3))
                .hasMessage("log10Wealth must hold 3 values, got 2");
    }

    private static double[] flipped(double[] scores, int flips) {
        double[] result = scores.clone();
        int half = scores.length / 2;
        for (int k = 0; k < half; k++) {
            if ((flips >> k & 1) == 1) {
                result[k] = scores[k + half];
                result[k + half] = scores[k];
            }
        }
        return result;
    }

    @Test
    void strataArePairedInside() {
        double[] scores = {5, 1, 7, 2, 6, 9, 4, 3};
        int[] strata = {0, 1, 0, 1, 0, 1, 0, 2};
        // stratum 0 holds 5 7 6 4, stratum 1 holds 1 2 9: pairs 5-6, 7-4, 1-2
        EProcess.Result expected = EProcess.withDefaults().pairs(new double[] {1, -3, 1});
        EProcess.Result found = EProcess.withDefaults().matchedPairs(scores, strata);
        assertThat(found.log10Wealth()).containsExactly(expected.log10Wealth());
        assertThat(found.pairs()).isEqualTo(3);
        assertThat(EProcess.withDefaults().matchedPairs(scores, new int[8]).log10Wealth())
                .containsExactly(EProcess.withDefaults().matchedPairs(scores).log10Wealth());
    }

    @Test
    void theWealthOfTheFirstPairsDoesNotKnowTheRest() {
        double[] all = {1, -3, 1, 0, 2, 5, -0.5};
        double[] whole = EProcess.withDefaults().pairs(all).log10Wealth();
        for (int k = 1; k <= all.length; k++) {
            double[] part = EProcess.withDefaults().pairs(Arrays.copyOf(all, k)).log10Wealth();
            assertThat(part).containsExactly(Arrays.copyOf(whole, k));
        }
    }

    @Test
    void strataWithoutPairsAreRefused() {
        assertThatThrownBy(() -> EProcess.withDefaults().matchedPairs(new double[] {1, 2}, new int[] {0, 1}))
                .hasMessage("pairs must be at least 1, got 0");
        assertThatThrownBy(() -> EProcess.withDefaults().matchedPairs(new double[] {1, 2}, new int[1]))
                .hasMessage("strata must hold 2 labels, got 1");
    }
}
