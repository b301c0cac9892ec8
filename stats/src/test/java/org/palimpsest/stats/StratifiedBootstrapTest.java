package org.palimpsest.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class StratifiedBootstrapTest {
    private static final StratifiedBootstrap BOOTSTRAP = StratifiedBootstrap.withDefaults();

    private static RocCurve curve() {
        RandomGenerator random = RandomStream.of(4, "bootstrap curve");
        return RocCurve.of(Samples.trend(120, 2, random), Samples.tied(80, 3, random));
    }

    @Test
    void resamplesKeepTheSidesApart() {
        RocCurve curve = RocCurve.of(new double[] {1, 1, 2, 5}, new double[] {1, 3, 3});
        RandomGenerator random = RandomStream.of(1, "resamples");
        double sum = 0;
        for (int i = 0; i < 20_000; i++) {
            RocCurve resample = curve.resampled(random);
            assertThat(resample.members()).isEqualTo(4);
            assertThat(resample.nonMembers()).isEqualTo(3);
            sum += resample.auc();
        }
        assertThat(sum / 20_000).isCloseTo(curve.auc(), within(0.006));
    }

    @Test
    void agreesWithDeLongInLargeSamples() {
        RocCurve curve = curve();
        Interval deLong =
                AucInterval.withDefaults().with(AucInterval.Scale.PLAIN).of(curve);
        for (StratifiedBootstrap.Ends ends : StratifiedBootstrap.Ends.values()) {
            Interval found = BOOTSTRAP.with(ends).auc(curve);
            assertThat(found.low()).as(ends.label()).isCloseTo(deLong.low(), within(0.012));
            assertThat(found.high()).isCloseTo(deLong.high(), within(0.012));
        }
    }

    @Test
    void basicEndsMirrorPercentiles() {
        RocCurve curve = curve();
        Interval percentile = BOOTSTRAP.tprAtFpr(curve, 0.4);
        Interval basic = BOOTSTRAP.with(StratifiedBootstrap.Ends.BASIC).tprAtFpr(curve, 0.4);
        double twice = 2 * curve.tprAtFpr(0.4).tpr();
        assertThat(basic.low()).isEqualTo(Math.max(0, twice - percentile.high()));
        assertThat(basic.high()).isEqualTo(Math.min(1, twice - percentile.low()));
        assertThat(percentile.contains(curve.tprAtFpr(0.4).tpr())).isTrue();
    }

    @Test
    void dependsOnTheSeedOnly() {
        StratifiedBootstrap few = BOOTSTRAP.withResamples(99);
        assertThat(few.auc(curve())).isEqualTo(few.auc(curve()));
        assertThat(few.withSeed(1).auc(curve())).isNotEqualTo(few.auc(curve()));
        assertThat(BOOTSTRAP.withResamples(1).auc(curve())).isNotNull();
    }

    @Test
    void growsWithTheConfidence() {
        Interval narrow = BOOTSTRAP.withConfidence(0.5).auc(curve());
        Interval wide = BOOTSTRAP.withConfidence(0.99).auc(curve());
        assertThat(wide.low()).isLessThan(narrow.low());
        assertThat(wide.high()).isGreaterThan(narrow.high());
        assertThat(wide.confidence()).isEqualTo(0.99);
    }

    @Test
    void refusals() {
        assertThatThrownBy(() -> BOOTSTRAP.withResamples(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("resamples must be at least 1, got 0");
        assertThatThrownBy(() -> BOOTSTRAP.withConfidence(0)).hasMessage("confidence must be in (0, 1), got 0.0");
        assertThatThrownBy(() -> BOOTSTRAP.tprAtFpr(curve(), 0.001))
                .hasMessage("fpr must be in [1/80, 1] with 80 non-members, got 0.001");
    }
}
