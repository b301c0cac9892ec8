package org.palimpsest.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LabelPermutationTestTest {
    private static final LabelPermutationTest TEST =
            LabelPermutationTest.withDefaults().with(Alternative.GREATER);
    private static final boolean[] TWO_AND_TWO = {true, true, false, false};

    @Test
    void fixedScoresApproachTheExactLawOfMannAndWhitney() {
        PermutationTest.Result result = TEST.fixedScores(new double[] {4, 5, 6}, new double[] {1, 2, 3});
        assertThat(Interval.clopperPearson(result.exceedances(), 9_999, 0.9999).contains(1 / 20.0))
                .isTrue();
        assertThat(result.test().statistic()).isEqualTo(1);
        assertThat(result.test().pValue()).isEqualTo((1.0 + result.exceedances()) / 10_000);
        assertThat(result.test().n()).isEqualTo(6);
        assertThat(result.test().method()).isEqualTo(PValueMethod.PERMUTATION);
        assertThat(result.test().alternative()).isEqualTo(Alternative.GREATER);
    }

    @Test
    void theFastPathIsTheProcedureThatScoresOnce() {
        double[] scores = {3, 1, 2, 2, 5, 2, 0, 1, 1};
        boolean[] members = {true, true, true, true, false, false, false, false, false};
        for (Alternative alternative : Alternative.values()) {
            for (int[] groups : new int[][] {{}, {1, 1, 2, 2, 7, 7, 8, 9, 9}}) {
                LabelPermutationTest test =
                        TEST.with(alternative).withPermutations(500).withGroups(groups);
                PermutationTest.Result fast =
                        test.fixedScores(Arrays.copyOf(scores, 4), Arrays.copyOfRange(scores, 4, 9));
                PermutationTest.Result slow = test.test(members, labels -> auc(scores, labels));
                assertThat(fast.test().pValue()).isEqualTo(slow.test().pValue());
                assertThat(fast.nullStatistics()).containsExactly(slow.nullStatistics(), within(1e-14));
                assertThat(fast.test().statistic()).isCloseTo(auc(scores, members), within(1e-15));
                assertThat(test.with(LabelPermutationTest.Calls.SEQUENTIAL)
                                .test(members, labels -> auc(scores, labels))
                                .nullStatistics())
                        .isEqualTo(slow.nullStatistics());
            }
        }
    }

    private static double auc(double[] scores, boolean[] labels) {
        double wins = 0;
        double pairs = 0;
        for (int i = 0; i < scores.length; i++) {
            for (int j = 0; j < scores.length; j++) {
                if (labels[i] && !labels[j]) {
                    wins += scores[i] > scores[j] ? 1 : scores[i] == scores[j] ? 0.5 : 0;
                    pairs++;
                }
            }
        }
        return wins / pairs;
    }

    @Test
    void groupsKeepOneLabel() {
        int[] groups = {4, 4, 4, 1, 9, 9};
        boolean[] members = {true, true, true, false, false, false};
        AtomicInteger calls = new AtomicInteger();
        TEST.withGroups(groups).withPermutations(200).test(members, labels -> {
            assertThat(labels[0]).isEqualTo(labels[1]).isEqualTo(labels[2]);
            assertThat(labels[4]).isEqualTo(labels[5]);
            calls.incrementAndGet();
            return 0.5;
        });
        assertThat(calls).hasValue(201);
    }

    @Test
    void oneCallAtATimeIsOneCallAtATime() {
        AtomicInteger running = new AtomicInteger();
        TEST.with(LabelPermutationTest.Calls.SEQUENTIAL).withPermutations(300).test(TWO_AND_TWO, labels -> {
            assertThat(running.incrementAndGet()).isEqualTo(1);
            running.decrementAndGet();
            return 1;
        });
    }

    @Test
    void aRefittedProcedureThatKnowsNothingIsNotSignificant() {
        double[][] features = new double[40][];
        Arrays.setAll(features, i -> Samples.normal(5, RandomStream.of(6, "features/" + i)));
        boolean[] members = new boolean[40];
        Arrays.fill(members, 0, 20, true);
        PermutationTest.Result result = TEST.withPermutations(199)
                .test(members, labels -> ClassificationNulls.crossFittedAuc(features, labels));
        assertThat(result.test().pValue()).isGreaterThan(0.05);
        for (int i = 0; i < 20; i++) {
            features[i][0] += 3;
        }
        assertThat(TEST.withPermutations(199)
                        .test(members, labels -> ClassificationNulls.crossFittedAuc(features, labels))
                        .test()
                        .pValue())
                .isEqualTo(1 / 200.0);
    }

    @Test
    void dependsOnTheSeedOnly() {
        double[] a = {1, 5, 7, 9, 11};
        double[] b = {2, 3, 8, 4, 6};
        assertThat(TEST.fixedScores(a, b).nullStatistics())
                .isEqualTo(TEST.fixedScores(a, b).nullStatistics())
                .isNotEqualTo(TEST.withSeed(1).fixedScores(a, b).nullStatistics());
    }

    @Test
    void refusals() {
        double[] one = {1};
        assertThatThrownBy(() -> TEST.fixedScores(one, new double[0]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("both sides must hold at least 1 score, got 1 members and 0 non-members");
        assertThatThrownBy(() -> TEST.fixedScores(new double[] {Double.NaN}, one))
                .hasMessage("members must be finite, got NaN at index 0");
        assertThatThrownBy(() -> TEST.test(new boolean[] {true, true}, labels -> 0.5))
                .hasMessage("labels must hold members and non-members, got only members");
        assertThatThrownBy(() -> TEST.test(new boolean[0], labels -> 0.5))
                .hasMessage("labels must hold members and non-members, got only non-members");
        assertThatThrownBy(() -> TEST.withGroups(1, 2).test(TWO_AND_TWO, labels -> 0.5))
                .hasMessage("groups must name one group a text, got 2 for 4 texts");
        assertThatThrownBy(() -> TEST.withGroups(1, 2, 2, 3).test(TWO_AND_TWO, labels -> 0.5))
                .hasMessage("a group must hold members only or non-members only, got both in group 2");
        assertThatThrownBy(() -> TEST.test(TWO_AND_TWO, labels -> Double.NaN))
                .hasMessage("the procedure must return an AUC in [0, 1], got NaN");
        assertThatThrownBy(() -> TEST.withPermutations(0)).hasMessage("permutations must be at least 1, got 0");
    }
}
