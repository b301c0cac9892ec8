package org.palimpsest.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class PowerPlanTest {
    @Test
    void publishedSampleSizes() {
        double[][] rhoAndSize = {
            {0.091, 5_700},
            {0.078, 7_800},
            {0.05, 19_000},
            {0.03, 53_000},
            {0.02, 119_000},
            {0.01, 475_000},
            {0.005, 1_900_000}
        };
        for (double[] row : rhoAndSize) {
            assertThat((double) PowerPlan.sampleSizeForCorrelation(row[0], 1e-8, 0.9))
                    .isCloseTo(row[1], within(0.01 * row[1]));
            assertThat(PowerPlan.sampleSizeForCorrelation(-row[0], 1e-8, 0.9))
                    .isEqualTo(PowerPlan.sampleSizeForCorrelation(row[0], 1e-8, 0.9));
        }
    }

    @Test
    void sizeAndEffectAreInverse() {
        for (long n : new long[] {50, 1_000, 123_456}) {
            double rho = PowerPlan.minimumDetectableCorrelation(n, 0.01, 0.9);
            assertThat(PowerPlan.sampleSizeForCorrelation(rho * (1 - 1e-9), 0.01, 0.9))
                    .isBetween(n, n + 1);
            assertThat(PowerPlan.sampleSizeForCorrelation(rho * (1 + 1e-3), 0.01, 0.9))
                    .isLessThanOrEqualTo(n);
        }
        assertThat(PowerPlan.sampleSizeForCorrelation(0.999, 0.05, 0.5)).isEqualTo(4);
    }

    @Test
    void promisedPowerIsReached() {
        int n = 400;
        double rho = PowerPlan.minimumDetectableCorrelation(n, 0.01, 0.9);
        // The noise that gives a straight line over n places this Pearson correlation; the ranks lose about 5 % of it.
        double slope = Math.sqrt(12) * rho / Math.sqrt(1 - rho * rho);
        SpearmanTest test = SpearmanTest.withDefaults().with(Alternative.GREATER);
        double[] x = Samples.positions(n);
        int found = 0;
        for (int run = 0; run < 1_000; run++) {
            double[] y = Samples.trend(n, slope, RandomStream.of(run, "power"));
            found += test.test(x, y).pValue() <= 0.01 ? 1 : 0;
        }
        assertThat(found / 1_000.0).isBetween(0.84, 0.93);
    }

    @Test
    void theCurveOfSpearmanAgreesWithTheStaticMethods() {
        PowerPlan plan = PowerPlan.of(CorrelationPower.spearman(0.01, Alternative.GREATER), 0.9);
        for (long n : new long[] {10, 1_000, 123_456}) {
            double rho = PowerPlan.minimumDetectableCorrelation(n, 0.01, 0.9);
            assertThat(plan.detectableEffect(n).orElseThrow()).isCloseTo(rho, within(1e-11));
            assertThat(plan.power(rho, n)).isCloseTo(0.9, within(1e-10));
        }
        for (double rho : new double[] {0.5, 0.091, 0.01}) {
            assertThat(plan.sampleSize(rho)).hasValue(PowerPlan.sampleSizeForCorrelation(rho, 0.01, 0.9));
        }
    }

    @Test
    void sidesMirrorEachOther() {
        PowerPlan greater = PowerPlan.of(CorrelationPower.kendall(0.01, Alternative.GREATER), 0.8);
        PowerPlan less = PowerPlan.of(CorrelationPower.kendall(0.01, Alternative.LESS), 0.8);
        PowerPlan both = PowerPlan.of(CorrelationPower.kendall(0.02, Alternative.TWO_SIDED), 0.8);
        assertThat(less.sampleSize(-0.2)).isEqualTo(greater.sampleSize(0.2));
        assertThat(both.sampleSize(-0.2)).isEqualTo(both.sampleSize(0.2)).isEqualTo(greater.sampleSize(0.2));
        assertThat(less.detectableEffect(60).orElseThrow())
                .isEqualTo(-greater.detectableEffect(60).orElseThrow());
        assertThat(both.power(0, 60)).isCloseTo(0.02, within(1e-12));
        assertThat(less.power(0.3, 60)).isLessThan(1e-5);
        assertThat(StudentPower.paired(0.01, Alternative.LESS).at(-0.4, 30))
                .isEqualTo(StudentPower.paired(0.01, Alternative.GREATER).at(0.4, 30));
    }

    @Test
    void detectableEffectHasThePower() {
        PowerCurve[] curves = {
            StudentPower.paired(0.01, Alternative.GREATER),
            StudentPower.signFlip(0.01, Alternative.TWO_SIDED),
            StudentPower.oneAgainstMany(0.01, Alternative.LESS),
            CorrelationPower.stratifiedSpearman(0.01, Alternative.GREATER, 5),
            RocPower.auc(0.01, Alternative.GREATER, 1),
            RocPower.mannWhitney(0.01, Alternative.GREATER, 2),
            RocPower.pairedAuc(0.01, Alternative.GREATER, 0.6, 0.5, 1),
            TrapPower.summedScores(0.01),
            TrapPower.rankSum(0.01, 9),
            BinomialPower.of(0.01, 0.2),
            HypergeometricPower.of(0.01, 0.2, 1)
        };
        for (PowerCurve curve : curves) {
            PowerPlan plan = PowerPlan.of(curve, 0.9);
            double effect = plan.detectableEffect(40).orElseThrow();
            assertThat(plan.power(effect, 40)).as(curve.scale().name()).isCloseTo(0.9, within(1e-6));
            assertThat(plan.sampleSize(effect * (1 + 1e-9)).orElseThrow()).isLessThanOrEqualTo(40);
        }
    }

    @Test
    void whatCannotBeFoundIsEmpty() {
        assertThat(PowerPlan.of(TrapPower.oneTrap(0.01), 0.9).detectableEffect(50))
                .isEmpty();
        assertThat(PowerPlan.of(TrapPower.oneTrap(0.01), 0.9).detectable(50)).isNull();
        assertThat(PowerPlan.of(TrapPower.oneTrap(0.01), 0.9).sampleSize(0.7)).isEmpty();
        assertThat(PowerPlan.of(StudentPower.signFlip(0.01, Alternative.GREATER), 0.9)
                        .detectableEffect(6))
                .isEmpty();
        assertThat(PowerPlan.of(HypergeometricPower.of(0.01, 0.5, 1), 0.9).detectableEffect(3))
                .isEmpty();
    }

    @Test
    void refusals() {
        assertThatThrownBy(() -> PowerPlan.minimumDetectableCorrelation(3, 0.01, 0.9))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("n must be at least 4, got 3");
        assertThatThrownBy(() -> PowerPlan.sampleSizeForCorrelation(0, 0.01, 0.9))
                .hasMessage("rho must be in (-1, 1) and not 0, got 0.0");
        assertThatThrownBy(() -> PowerPlan.sampleSizeForCorrelation(Double.NaN, 0.01, 0.9))
                .hasMessage("rho must be in (-1, 1) and not 0, got NaN");
        assertThatThrownBy(() -> PowerPlan.sampleSizeForCorrelation(0.1, 0, 0.9))
                .hasMessage("alpha must be in (0, 1), got 0.0");
        assertThatThrownBy(() -> PowerPlan.sampleSizeForCorrelation(0.1, 0.05, 0.01))
                .hasMessage("power must be in (alpha, 1) = (0.05, 1), got 0.01");
        PowerPlan plan = PowerPlan.of(CorrelationPower.spearman(0.01, Alternative.GREATER), 0.9);
        assertThatThrownBy(() -> plan.sampleSize(-0.1))
                .hasMessage("Spearman correlation must be in (0.0, 1.0], got -0.1");
        assertThatThrownBy(() -> plan.sampleSize(Double.NaN))
                .hasMessage("Spearman correlation must be in (0.0, 1.0], got NaN");
        assertThatThrownBy(() -> plan.power(1.1, 20))
                .hasMessage("Spearman correlation must be in [-1.0, 1.0], got 1.1");
        assertThatThrownBy(() -> plan.detectableEffect(3)).hasMessage("n must be in [4, 1099511627776], got 3");
        assertThatThrownBy(() -> PowerPlan.of(TrapPower.oneTrap(0.01), 0))
                .hasMessage("power must be in (0, 1), got 0.0");
        assertThatThrownBy(() -> PowerPlan.of(CorrelationPower.kendall(0.01, Alternative.LESS), 0.9)
                        .sampleSize(0))
                .hasMessage("Kendall correlation must be in [-1.0, 0.0), got 0.0");
        assertThatThrownBy(() -> PowerPlan.of(CorrelationPower.kendall(0.01, Alternative.TWO_SIDED), 0.9)
                        .sampleSize(0))
                .hasMessage("Kendall correlation must be in [-1.0, 1.0] and not 0.0, got 0.0");
    }

    @Test
    void curvesRefuseWhatTheyCannotMean() {
        assertThatThrownBy(() -> TrapPower.oneTrap(0)).hasMessage("alpha must be in (0, 1), got 0.0");
        assertThatThrownBy(() -> TrapPower.rankSum(0.01, 0)).hasMessage("controls must be at least 1, got 0");
        assertThatThrownBy(() -> CorrelationPower.stratifiedSpearman(0.01, Alternative.LESS, 0))
                .hasMessage("strata must be at least 1, got 0");
        assertThatThrownBy(() -> BinomialPower.of(0.01, 1)).hasMessage("q0 must be in (0, 1), got 1.0");
        assertThatThrownBy(() -> BinomialPower.lastWords(0.01, 1, 1)).hasMessage("listSize must be at least 2, got 1");
        assertThatThrownBy(() -> BinomialPower.lastWords(0.01, 7776, 0)).hasMessage("words must be at least 1, got 0");
        assertThatThrownBy(() -> BinomialPower.tprAtFpr(0.01, 0)).hasMessage("fpr must be in (0, 1), got 0.0");
        assertThatThrownBy(() -> HypergeometricPower.of(0.01, 0, 1)).hasMessage("baseRate must be in (0, 1), got 0.0");
        assertThatThrownBy(() -> HypergeometricPower.of(0.01, 0.1, 0))
                .hasMessage("unpublishedPerPublished must be at least 1, got 0");
        assertThatThrownBy(() -> RocPower.auc(0.01, Alternative.LESS, 0))
                .hasMessage("nonMembersPerMember must be positive and finite, got 0.0");
        assertThatThrownBy(() -> RocPower.pairedAuc(0.01, Alternative.LESS, 1, 0, 1))
                .hasMessage("baseAuc must be in (0, 1), got 1.0");
        assertThatThrownBy(() -> RocPower.pairedAuc(0.01, Alternative.LESS, 0.5, 1, 1))
                .hasMessage("correlation must be in [0, 1), got 1.0");
        assertThatThrownBy(() -> new EffectScale("x", 1, 0, 2, Alternative.GREATER))
                .hasMessage("lowest, none and highest must be ordered, got 1.0, 0.0 and 2.0 for greater");
        assertThatThrownBy(() -> new EffectScale(" ", -1, 0, 2, Alternative.GREATER))
                .hasMessage("name must not be blank");
    }
}
