package org.palimpsest.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.random.RandomGenerator;
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
            double z = concordance(pairs[0], pairs[1]) / Math.sqrt(n * (n - 1.0) * (2 * n + 5.0) / 18);
            return LogTails.normalUpper(z) / Math.log(10);
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
                    int size = (int) n / strata;
                    double sum = 0;
                    for (int s = 0; s < strata; s++) {
                        double[][] pairs = correlated(size, 2 * Math.sin(Math.PI * rho / 6), random);
                        sum += SpearmanTest.correlation(pairs[0], pairs[1]);
                    }
                    // Each rho has null variance 1/(size - 1).
                    return LogTails.normalUpper(sum * Math.sqrt((size - 1.0) / strata)) / Math.log(10);
                });
    }

    @Test
    void oneAgainstMany() {
        agrees(StudentPower.oneAgainstMany(0.05, Alternative.GREATER), 4, 6, 0.05, (effect, m, random) -> {
            double[] others = Samples.normal((int) m, random);
            double mean = mean(others);
            double t = (effect + random.nextGaussian() - mean) / (sd(others, mean) * Math.sqrt(1 + 1.0 / m));
            return LogTails.studentUpper(t, m - 1.0) / Math.log(10);
        });
    }

    @Test
    void signFlip() {
        agrees(StudentPower.signFlip(0.01, Alternative.GREATER), 0.6, 30, 0.01, (effect, n, random) -> {
            double[] differences = Samples.normal((int) n, random);
            double observed = 0;
            for (int i = 0; i < n; i++) {
                differences[i] += effect;
                observed += differences[i];
            }
            int reached = 0;
            for (int flip = 0; flip < 499; flip++) {
                long signs = random.nextLong();
                double sum = 0;
                for (int i = 0; i < n; i++) {
                    sum += (signs >> i & 1) == 0 ? differences[i] : -differences[i];
                }
                reached += sum >= observed ? 1 : 0;
            }
            return Math.log10((1 + reached) / 500.0);
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
        agrees(TrapPower.summedScores(1e-3, 4), 0.7, 40, 1e-3, (auc, traps, random) -> {
            double sum = 0;
            for (int j = 0; j < traps; j++) {
                sum += Binormal.distance(auc) + random.nextGaussian() - mean(Samples.normal(4, random));
            }
            return LogTails.normalUpper(sum / Math.sqrt(traps * 1.25)) / Math.log(10);
        });
    }

    @Test
    void mannWhitneyAndAuc() {
        SimulatedPower.Experiment test = (auc, n, random) -> {
            double[] members = Samples.normal((int) n, random);
            for (int i = 0; i < n; i++) {
                members[i] += Binormal.distance(auc);
            }
            double observed = RocCurve.auc(members, Samples.normal((int) n, random));
            return LogTails.normalUpper((observed - 0.5) / Math.sqrt((2 * n + 1.0) / (12.0 * n * n))) / Math.log(10);
        };
        agrees(RocPower.auc(0.01, Alternative.GREATER, 1), 0.68, 60, 0.01, test);
        agrees(RocPower.mannWhitney(0.01, Alternative.GREATER, 1), 0.6, 150, 0.01, test);
    }

    @Test
    void pairedAuc() {
        double size = 120;
        double variance = Binormal.covariance(0.65, 0.65, 1, size, size)
                + Binormal.covariance(0.75, 0.75, 1, size, size)
                - 2 * Binormal.covariance(0.65, 0.75, 0.6, size, size);
        agrees(RocPower.pairedAuc(0.05, Alternative.GREATER, 0.65, 0.6, 1), 0.1, 120, 0.05, (difference, n, random) -> {
            // The difference of two AUCs over its standard deviation, known here by the model.
            double[][] low = correlated((int) n, 0.6, random);
            double[][] others = correlated((int) n, 0.6, random);
            for (int i = 0; i < n; i++) {
                low[0][i] += Binormal.distance(0.65);
                low[1][i] += Binormal.distance(0.65 + difference);
            }
            double observed = RocCurve.auc(low[1], others[1]) - RocCurve.auc(low[0], others[0]);
            return LogTails.normalUpper(observed / Math.sqrt(variance)) / Math.log(10);
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
        long hits = 0;
        for (int i = 0; i < n; i++) {
            hits += random.nextDouble() < rate ? 1 : 0;
        }
        return BinomialTail.log10Upper(n, 0.2, hits);
    }

    /** Two standard normal series with a correlation. */
    private static double[][] correlated(int n, double correlation, RandomGenerator random) {
        double[][] pairs = {Samples.normal(n, random), Samples.normal(n, random)};
        for (int i = 0; i < n; i++) {
            pairs[1][i] = correlation * pairs[0][i] + Math.sqrt(1 - correlation * correlation) * pairs[1][i];
        }
        return pairs;
    }

    /** Concordant minus discordant pairs. */
    private static double concordance(double[] x, double[] y) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            for (int j = 0; j < i; j++) {
                sum += Math.signum(x[i] - x[j]) * Math.signum(y[i] - y[j]);
            }
        }
        return sum;
    }

    private static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    private static double sd(double[] values, double mean) {
        double sum = 0;
        for (double value : values) {
            sum += (value - mean) * (value - mean);
        }
        return Math.sqrt(sum / (values.length - 1));
    }
}
