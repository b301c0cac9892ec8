package org.palimpsest.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class RocCurveTest {
    @Test
    void agreesWithComparingEveryPair() {
        RandomGenerator random = RandomStream.of(1, "auc");
        for (int run = 0; run < 50; run++) {
            double[] members = Samples.tied(1 + run, 8, random);
            double[] others = Samples.tied(60 - run, 6, random);
            double wins = 0;
            for (double member : members) {
                for (double other : others) {
                    wins += member > other ? 1 : member == other ? 0.5 : 0;
                }
            }
            assertThat(RocCurve.auc(members, others)).isCloseTo(wins / members.length / others.length, within(1e-14));
        }
    }

    @Test
    void ends() {
        assertThat(RocCurve.auc(new double[] {3, 4}, new double[] {1, 2})).isEqualTo(1);
        assertThat(RocCurve.auc(new double[] {1, 2}, new double[] {3, 4})).isEqualTo(0);
        assertThat(RocCurve.auc(new double[] {1}, new double[] {1, 1})).isEqualTo(0.5);
    }

    @Test
    void pointsGoFromNothingToEverything() {
        RocCurve curve = RocCurve.of(new double[] {3, 2, 2, -0.0}, new double[] {2, 1, 0.0});
        assertThat(curve.points())
                .containsExactly(
                        new RocCurve.Point(0, 0, Double.POSITIVE_INFINITY),
                        new RocCurve.Point(0, 0.25, 3),
                        new RocCurve.Point(1.0 / 3, 0.75, 2),
                        new RocCurve.Point(2.0 / 3, 0.75, 1),
                        new RocCurve.Point(1, 1, 0));
        assertThat(curve.points(5)).isEqualTo(curve.points());
        assertThat(curve.points(2))
                .containsExactly(curve.points().get(0), curve.points().get(4));
        assertThat(curve.members()).isEqualTo(4);
        assertThat(curve.nonMembers()).isEqualTo(3);
    }

    @Test
    void fewPointsLieOnTheCurveAndCoverItEvenly() {
        RandomGenerator random = RandomStream.of(2, "points");
        RocCurve curve = RocCurve.of(Samples.trend(9_000, 3, random), Samples.normal(7_000, random));
        List<RocCurve.Point> few = curve.points(101);
        assertThat(few).hasSizeBetween(95, 101).isSubsetOf(curve.points());
        for (int i = 1; i < few.size(); i++) {
            RocCurve.Point here = few.get(i);
            RocCurve.Point before = few.get(i - 1);
            assertThat(here.fpr() + here.tpr() - before.fpr() - before.tpr()).isBetween(0.0, 0.03);
        }
    }

    @Test
    void operatingPointsAreTheBestThatAnyThresholdAllows() {
        RandomGenerator random = RandomStream.of(3, "operating");
        for (int run = 0; run < 200; run++) {
            double[] members = Samples.tied(1 + run % 13, 9, random);
            double[] others = Samples.tied(1 + run % 17, 7, random);
            RocCurve curve = RocCurve.of(members, others);
            double fpr = (1 + RandomStream.below(others.length, random)) / (double) others.length;
            OperatingPoint found = curve.tprAtFpr(fpr);
            double best = 0;
            for (double threshold = -1; threshold <= 10; threshold++) {
                if (share(others, threshold) <= fpr) {
                    best = Math.max(best, share(members, threshold));
                }
            }
            assertThat(found.tpr()).isEqualTo(best);
            assertThat(share(members, found.threshold())).isEqualTo(best);
            assertThat(share(others, found.threshold())).isEqualTo(found.achievedFpr());
        }
    }

    private static double share(double[] scores, double threshold) {
        double found = Arrays.stream(scores).filter(score -> score >= threshold).count();
        return found / scores.length;
    }

    @Test
    void aTieAcrossTheBudgetIsNotBroken() {
        RocCurve curve = RocCurve.of(new double[] {1, 1, 1}, new double[] {1, 1, 0, 0});
        assertThat(curve.tprAtFpr(0.49)).isEqualTo(new OperatingPoint(0.49, 0, Double.POSITIVE_INFINITY, 0));
        assertThat(curve.tprAtFpr(0.5)).isEqualTo(new OperatingPoint(0.5, 1, 1, 0.5));
    }

    @Test
    void aBudgetThatRoundsIsReadAsWritten() {
        double[] others = Samples.positions(100);
        RocCurve curve = RocCurve.of(others, others);
        for (int percent = 1; percent <= 100; percent++) {
            assertThat(curve.tprAtFpr(percent / 100.0).achievedFpr()).isEqualTo(percent / 100.0);
            assertThat(curve.falsePositivesAllowed(Math.max(0.01, Math.nextDown(percent / 100.0))))
                    .isEqualTo(Math.max(1, percent - 1));
        }
    }

    @Test
    void refusesRatesThatTheSampleCannotResolve() {
        RocCurve curve = RocCurve.of(new double[] {1}, Samples.positions(1_000));
        assertThat(curve.resolves(0.001)).isTrue();
        assertThat(curve.resolves(0.000_999)).isFalse();
        assertThat(curve.resolves(Double.NaN)).isFalse();
        assertThatThrownBy(() -> curve.tprAtFpr(0.0001))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("fpr must be in [1/1000, 1] with 1000 non-members, got 1.0E-4");
        assertThatThrownBy(() -> curve.tprAtFpr(1.5))
                .hasMessage("fpr must be in [1/1000, 1] with 1000 non-members, got 1.5");
        assertThatThrownBy(() -> curve.tprAtFpr(Double.NaN))
                .hasMessage("fpr must be in [1/1000, 1] with 1000 non-members, got NaN");
        assertThatThrownBy(() -> curve.points(1)).hasMessage("atMost must be at least 2, got 1");
    }

    @Test
    void refusals() {
        assertThatThrownBy(() -> RocCurve.auc(new double[0], new double[] {1}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("both sides must hold at least 1 score, got 0 members and 1 non-members");
        assertThatThrownBy(() -> RocCurve.auc(new double[] {1, Double.NaN}, new double[] {1}))
                .hasMessage("members must be finite, got NaN at index 1");
        assertThatThrownBy(() -> RocCurve.auc(new double[] {1, 2}, new double[] {Double.POSITIVE_INFINITY}))
                .hasMessage("nonMembers must be finite, got Infinity at index 0");
    }
}
