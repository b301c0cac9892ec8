package org.palimpsest.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.random.RandomGenerator;
import org.apache.commons.statistics.distribution.TDistribution;
import org.junit.jupiter.api.Test;

class PairedAucIntervalTest {
    private static final PairedAucInterval INTERVAL = PairedAucInterval.withDefaults();

    /** Scores of texts, half of them members. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Sample(boolean[] members, double[] first, double[] second, int[] folds) {
        static Sample of(int n, double effect, double other, int folds, RandomGenerator random) {
            Sample sample = new Sample(new boolean[n], new double[n], new double[n], new int[n]);
            for (int i = 0; i < n; i++) {
                sample.members[i] = i % 2 == 0;
                double shared = random.nextGaussian();
                sample.first[i] = shared + random.nextGaussian() + (i % 2 == 0 ? effect : 0);
                sample.second[i] = shared + random.nextGaussian() + (i % 2 == 0 ? other : 0);
                sample.folds[i] = i / 2 % folds;
            }
            return sample;
        }

        PairedAucInterval.Result result() {
            return INTERVAL.of(members, first, second, folds);
        }
    }

    private static double won(double member, double other) {
        return member > other ? 1 : member == other ? 0.5 : 0;
    }

    /** Share of pairs that members win, of one fold or of all. */
    private static double area(boolean[] members, double[] scores, int[] folds) {
        double won = 0;
        double pairs = 0;
        for (int i = 0; i < members.length; i++) {
            for (int j = 0; j < members.length; j++) {
                if (members[i] && !members[j] && folds[i] == folds[j]) {
                    won += won(scores[i], scores[j]);
                    pairs++;
                }
            }
        }
        return won / pairs;
    }

    @Test
    void theDifferenceIsThatOfTheAreasByPairs() {
        for (int seed = 0; seed < 20; seed++) {
            Sample sample = Sample.of(31 + seed, 1, 0.3, 1 + seed % 4, RandomStream.of(seed, "pairs"));
            for (int i = 0; i < sample.second.length; i++) {
                sample.second[i] = Math.rint(sample.second[i]);
            }
            double expected = area(sample.members, sample.first, new int[sample.members.length])
                    - area(sample.members, sample.second, sample.folds);
            assertThat(sample.result().difference()).isCloseTo(expected, within(1e-12));
            assertThat(sample.result().interval().contains(expected)).isTrue();
        }
    }

    /** The scores of a fold may lie anywhere: only their order within it counts. */
    @Test
    void foldsAreNotComparedWithEachOther() {
        Sample sample = Sample.of(40, 1, 1, 4, RandomStream.of(1, "shift"));
        PairedAucInterval.Result before = sample.result();
        for (int i = 0; i < 40; i++) {
            sample.second[i] += 1000 * sample.folds[i];
        }
        assertThat(sample.result()).isEqualTo(before);
    }

    @Test
    void inOneFoldItIsThePairedTestOfDeLongTurnedRound() {
        Sample sample = Sample.of(60, 1.2, 0.2, 1, RandomStream.of(2, "inverse"));
        double[][] sides = new double[4][30];
        for (int i = 0; i < 60; i++) {
            sides[i % 2][i / 2] = sample.first[i];
            sides[2 + i % 2][i / 2] = sample.second[i];
        }
        double p = DeLongTest.withDefaults()
                .paired(sides[0], sides[1], sides[2], sides[3])
                .pValue();
        Interval edge = INTERVAL.withConfidence(1 - p)
                .of(sample.members, sample.first, sample.second, sample.folds)
                .interval();
        assertThat(edge.low())
                .as("the level that just rejects puts an end at 0")
                .isCloseTo(0, within(1e-9));
    }

    @Test
    void byHand() {
        // members 3 and 1, non-members 2 and 0: placements 1, 1/2 and 1/2, 1; the constant score has 1/2 throughout
        PairedAucInterval.Result result = INTERVAL.withConfidence(0.5)
                .of(new boolean[] {true, true, false, false}, new double[] {3, 1, 2, 0}, new double[4], new int[4]);
        assertThat(result.difference()).isEqualTo(0.25);
        assertThat(result.n()).isEqualTo(4);
        // variance 1/8 on both sides, so 1/8 in all with f = 2
        double t = TDistribution.of(2).inverseSurvivalProbability(0.25);
        assertThat(result.interval().high() - 0.25).isCloseTo(t * Math.sqrt(0.125 / (1 - t * t / 2)), within(1e-12));
    }

    @Test
    void noVarianceIsNoCertainty() {
        boolean[] members = {true, true, true, true, false, false, false, false, false};
        double[] perfect = {9, 8, 7, 6, 5, 4, 3, 2, 1};
        double chance = Math.pow(0.025, 1 / 4.0);
        Interval same = INTERVAL.of(members, perfect, perfect, new int[9]).interval();
        assertThat(same.low()).isCloseTo(chance - 1, within(1e-12));
        assertThat(same.high()).isCloseTo(1 - chance, within(1e-12));
        PairedAucInterval.Result best = INTERVAL.of(members, perfect, new double[9], new int[9]);
        assertThat(best.difference()).isEqualTo(0.5);
        assertThat(best.interval().low()).isCloseTo(chance / 2 - (1 - chance), within(1e-12));
        assertThat(best.interval().high()).isCloseTo(chance / 2 + 1 - chance, within(1e-12));
    }

    @Test
    void veryFewTextsSayNothing() {
        Interval interval = INTERVAL.of(
                        new boolean[] {true, true, false, false}, new double[] {3, 1, 2, 0}, new double[4], new int[4])
                .interval();
        assertThat(interval).isEqualTo(new Interval(-1, 1, 0.95));
    }

    @Test
    void itCoversAsOftenAsItSays() {
        int runs = 1000;
        for (int folds : new int[] {1, 5}) {
            // the area of N(d, 2) against N(0, 2) is Phi(d / 2): d = 1.4 and 0.4
            double truth = 0.758036 - 0.579260;
            int missed = 0;
            for (int run = 0; run < runs; run++) {
                Sample sample = Sample.of(100, 1.4, 0.4, folds, RandomStream.of(run, "cover " + folds));
                missed += sample.result().interval().contains(truth) ? 0 : 1;
            }
            assertThat(missed).as("missed with %d folds", folds).isBetween(20, 70);
        }
    }

    @Test
    void inputOutsideItsRangeIsRefused() {
        boolean[] members = {true, true, false, false};
        assertThatThrownBy(() -> INTERVAL.of(members, new double[4], new double[3], new int[4]))
                .hasMessage("scores and folds must be 4, one a text, got 4, 3 and 4");
        assertThatThrownBy(() -> INTERVAL.of(members, new double[4], new double[4], new int[] {0, 0, 1, 1}))
                .hasMessage("a fold must hold a member and a non-member, none of 2 does");
        assertThatThrownBy(() -> INTERVAL.of(members, new double[4], new double[4], new int[] {0, 0, -1, 1}))
                .hasMessage("folds must be numbers from 0 on, got -1");
        assertThatThrownBy(() -> INTERVAL.of(new boolean[] {true, false}, new double[2], new double[2], new int[2]))
                .hasMessageContaining("both sides must hold at least 2 scores");
        assertThatThrownBy(() -> INTERVAL.withConfidence(1)).hasMessageContaining("must be in (0, 1), got 1.0");
    }
}
