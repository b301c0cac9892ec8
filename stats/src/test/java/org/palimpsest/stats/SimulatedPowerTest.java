package org.palimpsest.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Formulas of power against simulation of the tests themselves, and the simulation against the exact binomial. */
class SimulatedPowerTest {
    private static final int RUNS = 600;
    private static final SimulatedPower SIMULATION =
            SimulatedPower.withDefaults().withRuns(RUNS).withSeed(7).withConfidence(0.999);

    @Test
    void spearman() {
        agrees(CorrelationPower.spearman(0.01, Alternative.GREATER), 0.3, 100, 0.01, (rho, n, random) -> {
            double[][] pairs = correlated((int) n, 2 * Math.sin(Math.PI * rho / 6), random);
            return SpearmanTest.withDefaults()
                    .with(Alternative.GREATER)
                    .test(pairs[0], pairs[1])
                    .log10PValue();
        });
        agrees(CorrelationPower.spearman(0.05, Alternative.TWO_SIDED), -0.3, 60, 0.05, (rho, n, random) -> {
            double[][] pairs = correlated((int) n, 2 * Math.sin(Math.PI * rho / 6), random);
            return SpearmanTest.withDefaults().test(pairs[0], pairs[1]).log10PValue();
        });
    }

    @Test
    void kendall() {
        agrees(CorrelationPower.kendall(0.01, Alternative.GREATER), 0.25, 60, 0.01, (tau, n, random) -> {
            double[][] pairs = correlated((int) n, Math.sin(Math.PI * tau / 2), random);
            return KendallTest.withDefaults()
                    .with(Alternative.GREATER)
                    .test(pairs[0], pairs[1])
                    .log10PValue();
        });
    }

    @Test
    void stratified() {
        int strata = 10;
        agrees(
                CorrelationPower.stratifiedSpearman(0.01, Alternative.GREATER, strata),
                0.3,
                150,
                0.01,
                (rho, n, random) -> {
                    double[][] pairs = correlated((int) n, 2 * Math.sin(Math.PI * rho / 6), random);
                    int[] labels =
                            IntStream.range(0, (int) n).map(i -> i % strata).toArray();
                    return StratifiedRankTest.withDefaults()
                            .with(Alternative.GREATER)
                            .test(pairs[0], pairs[1], labels)
                            .log10PValue();
                });
    }

    @Test
    void oneAgainstMany() {
        agrees(
                StudentPower.oneAgainstMany(0.05, Alternative.GREATER),
                4,
                6,
                0.05,
                (effect, m, random) -> OneAgainstManyTest.withDefaults()
                        .with(Alternative.GREATER)
                        .test(effect + random.nextGaussian(), Samples.normal((int) m, random))
                        .student()
                        .log10PValue());
    }

    @Test
    void pairsAndTwoSamples() {
        agrees(
                StudentPower.paired(0.01, Alternative.GREATER),
                0.7,
                20,
                0.01,
                (effect, n, random) -> PairedTTest.withDefaults()
                        .with(Alternative.GREATER)
                        .test(shifted((int) n, effect, random))
                        .log10PValue());
        agrees(
                StudentPower.welch(0.01, Alternative.GREATER),
                1.2,
                12,
                0.01,
                (effect, n, random) -> WelchTest.withDefaults()
                        .with(Alternative.GREATER)
                        .test(shifted((int) n, effect, random), Samples.normal((int) n, random))
                        .log10PValue());
        agrees(
                StudentPower.twoSamples(0.01, Alternative.GREATER),
                1.2,
                12,
                0.01,
                (effect, n, random) -> WelchTest.withDefaults()
                        .with(WelchTest.Degrees.SATTERTHWAITE)
                        .with(Alternative.GREATER)
                        .test(shifted((int) n, effect, random), Samples.normal((int) n, random))
                        .log10PValue());
    }

    @Test
    void signFlip() {
        agrees(
                StudentPower.signFlip(0.01, Alternative.GREATER),
                0.6,
                30,
                0.01,
                (effect, n, random) -> SignFlipTest.withDefaults()
                        .with(Alternative.GREATER)
                        .test(shifted((int) n, effect, random))
                        .log10PValue());
    }

    @Test
    void hitsFromAPool() {
        agrees(HypergeometricPower.of(0.05, 0.2, 2), 0.4, 50, 0.05, (rate, n, random) -> {
            long own = hitsOf(n, rate, random);
            long others = hitsOf(2 * n, 0.2, random);
            return HypergeometricTail.log10Upper(3 * n, n, own + others, own);
        });
    }

    @Test
    void ranksOfTraps() {
        agrees(
                TrapPower.oneTrap(0.05),
                0.9,
                39,
                0.05,
                (auc, controls, random) -> RankTest.withDefaults()
                        .test(Binormal.distance(auc) + random.nextGaussian(), Samples.normal((int) controls, random))
                        .log10PValue());
        agrees(TrapPower.rankSum(1e-3, 9), 0.7, 45, 1e-3, (auc, traps, random) -> {
            double[] observed = new double[(int) traps];
            double[][] controls = new double[(int) traps][];
            for (int j = 0; j < traps; j++) {
                observed[j] = Binormal.distance(auc) + random.nextGaussian();
                controls[j] = Samples.normal(9, random);
            }
            return PooledRankTest.withDefaults().test(observed, controls).log10PValue();
        });
        agrees(TrapPower.summedScores(0.01, 4), 0.7, 25, 0.01, (auc, traps, random) -> {
            double[][] controls = new double[(int) traps][];
            Arrays.setAll(controls, j -> Samples.normal(4, random));
            return TrapLabelTest.withDefaults()
                    .with(TrapLabelTest.Scale.PLAIN)
                    .withDraws(999)
                    .withSeed(random.nextLong())
                    .test(shifted((int) traps, Binormal.distance(auc), random), controls)
                    .log10PValue();
        });
    }

    @Test
    void mannWhitneyAndAuc() {
        agrees(
                RocPower.auc(0.01, Alternative.GREATER, 1),
                0.68,
                60,
                0.01,
                (auc, n, random) -> DeLongTest.withDefaults()
                        .with(Alternative.GREATER)
                        .test(RocCurve.of(
                                shifted((int) n, Binormal.distance(auc), random), Samples.normal((int) n, random)))
                        .log10PValue());
        agrees(
                RocPower.mannWhitney(0.01, Alternative.GREATER, 1),
                0.6,
                150,
                0.01,
                (auc, n, random) -> MannWhitneyTest.withDefaults()
                        .with(Alternative.GREATER)
                        .test(shifted((int) n, Binormal.distance(auc), random), Samples.normal((int) n, random))
                        .log10PValue());
    }

    @Test
    void pairedAuc() {
        agrees(RocPower.pairedAuc(0.05, Alternative.GREATER, 0.65, 0.6, 1), 0.1, 120, 0.05, (difference, n, random) -> {
            double[][] members = correlated((int) n, 0.6, random);
            double[][] others = correlated((int) n, 0.6, random);
            for (int i = 0; i < n; i++) {
                members[0][i] += Binormal.distance(0.65 + difference);
                members[1][i] += Binormal.distance(0.65);
            }
            return DeLongTest.withDefaults()
                    .with(Alternative.GREATER)
                    .paired(members[0], others[0], members[1], others[1])
                    .log10PValue();
        });
    }

    @Test
    void bisectionFindsTheExactSampleSize() {
        PowerCurve exact = BinomialPower.of(0.05, 0.2);
        PowerCurve simulated = SIMULATION.curve(SimulatedPowerTest::hits, exact.scale(), 0.05, 1, 1_000);
        long size = PowerPlan.of(simulated, 0.9).sampleSize(0.5).orElseThrow();
        assertThat(exact.at(0.5, size)).isCloseTo(0.9, within(0.05));
        double effect = PowerPlan.of(simulated, 0.9).detectableEffect(30).orElseThrow();
        assertThat(exact.at(effect, 30)).isCloseTo(0.9, within(0.05));
        agrees(exact, 0.4, 37, 0.05, SimulatedPowerTest::hits);
    }

    @Test
    void theSeedAloneDecides() {
        PowerEstimate first = SIMULATION.estimate(SimulatedPowerTest::hits, 0.35, 40, 0.05);
        assertThat(SIMULATION.estimate(SimulatedPowerTest::hits, 0.35, 40, 0.05))
                .isEqualTo(first);
        assertThat(SIMULATION
                        .withSeed(8)
                        .estimate(SimulatedPowerTest::hits, 0.35, 40, 0.05)
                        .power())
                .isNotEqualTo(first.power());
        assertThat(first.interval()).isEqualTo(Interval.clopperPearson(Math.round(first.power() * RUNS), RUNS, 0.999));
    }

    @Test
    void eProcessesGrowWithTheData() {
        EProcessPower power = EProcessPower.of(Alternative.GREATER);
        double at500 = power.expectedLog10E(0.3, 500, 20, 1);
        double at1000 = power.expectedLog10E(0.3, 1_000, 20, 1);
        assertThat(at500).isBetween(3.0, 12.0);
        assertThat(at1000 / at500).isBetween(1.8, 2.6);
        assertThat(power.expectedLog10E(0, 500, 20, 1)).isNegative();
        PowerCurve reaching = power.reaching(SimulatedPower.withDefaults().withRuns(60), 2, 2_000);
        long size = PowerPlan.of(reaching, 0.9).sampleSize(0.3).orElseThrow();
        assertThat(size).isBetween(150L, 800L);
    }

    @Test
    void refusals() {
        assertThatThrownBy(() -> SIMULATION.withRuns(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("runs must be at least 1, got 0");
        assertThatThrownBy(() -> SIMULATION.withConfidence(1)).hasMessage("confidence must be in (0, 1), got 1.0");
        assertThatThrownBy(() -> SIMULATION.withPrecision(0)).hasMessage("precision must be in (0, 1), got 0.0");
        assertThatThrownBy(() -> SIMULATION.estimate(SimulatedPowerTest::hits, 0.3, 9, 0))
                .hasMessage("alpha must be in (0, 1), got 0.0");
        EffectScale scale = BinomialPower.of(0.05, 0.2).scale();
        assertThatThrownBy(() -> SIMULATION.curve(SimulatedPowerTest::hits, scale, 0.05, 5, 4))
                .hasMessage("smallestN must be in [1, largestN], got 5 and 4");
        EProcessPower power = EProcessPower.of(Alternative.LESS);
        assertThatThrownBy(() -> power.expectedLog10E(1, 10, 1, 1))
                .hasMessage("correlation must be in (-1, 1), got 1.0");
        assertThatThrownBy(() -> power.expectedLog10E(0, 1, 1, 1)).hasMessage("n must be at least 2, got 1");
        assertThatThrownBy(() -> power.expectedLog10E(0, 9, 0, 1)).hasMessage("runs must be at least 1, got 0");
        assertThatThrownBy(() -> power.reaching(SIMULATION, 0, 9))
                .hasMessage("targetLog10E must be in (0, 300], got 0.0");
        assertThatThrownBy(() -> new PowerEstimate(0.9, new Interval(0.1, 0.2, 0.95), 10))
                .hasMessage("power must be in [0.1, 0.2], got 0.9");
    }

    private static void agrees(
            PowerCurve curve, double effect, long n, double alpha, SimulatedPower.Experiment experiment) {
        PowerEstimate estimate = SIMULATION.estimate(experiment, effect, n, alpha);
        double formula = PowerPlan.of(curve, 0.9).power(effect, n);
        assertThat(estimate.interval().contains(formula))
                .as("%s: formula %s, simulated %s", curve.scale().name(), formula, estimate)
                .isTrue();
        assertThat(formula).isBetween(0.3, 0.97);
    }

    private static double hits(double rate, long n, RandomGenerator random) {
        return BinomialTail.log10Upper(n, 0.2, hitsOf(n, rate, random));
    }

    private static long hitsOf(long n, double rate, RandomGenerator random) {
        long hits = 0;
        for (int i = 0; i < n; i++) {
            hits += random.nextDouble() < rate ? 1 : 0;
        }
        return hits;
    }

    /** Normal values of standard deviation 1 about a mean. */
    private static double[] shifted(int n, double mean, RandomGenerator random) {
        return Arrays.stream(Samples.normal(n, random))
                .map(value -> value + mean)
                .toArray();
    }

    /** Two standard normal series with a correlation. */
    private static double[][] correlated(int n, double correlation, RandomGenerator random) {
        double[][] pairs = {Samples.normal(n, random), Samples.normal(n, random)};
        for (int i = 0; i < n; i++) {
            pairs[1][i] = correlation * pairs[0][i] + Math.sqrt(1 - correlation * correlation) * pairs[1][i];
        }
        return pairs;
    }
}
