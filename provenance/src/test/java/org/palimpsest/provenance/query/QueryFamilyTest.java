package org.palimpsest.provenance.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.palimpsest.stats.Alternative;
import org.palimpsest.stats.RandomStream;
import org.palimpsest.stats.Verdict;

class QueryFamilyTest {
    private static QueryTest.Result result(double permutationP, double oppositeP, double log10E, double log10P) {
        return new QueryTest.Result(
                100,
                0,
                oppositeP < permutationP ? -0.3 : 0.3,
                Alternative.GREATER,
                Math.pow(10, log10P),
                log10P,
                log10P,
                log10P,
                permutationP,
                oppositeP,
                999,
                1,
                log10E,
                Verdict.NO_EVIDENCE,
                0.3,
                new double[0],
                new double[0]);
    }

    private static QueryFamily.Pair pair(String suspect, String transcript, QueryTest.Result result) {
        return new QueryFamily.Pair(suspect, transcript, result, true, false);
    }

    @Test
    void holmAndEBhAreThoseWorkedOutByHand() {
        QueryFamily family = QueryFamily.of(
                List.of(
                        pair("bob", "a", result(0.001, 1, 3, -9)),
                        pair("bob", "b", result(0.002, 1, 2, -12)),
                        pair("carol", "a", result(0.004, 1, 1, -4)),
                        pair("carol", "b", result(0.9, 0.1, -1, -0.1))),
                0.01);
        // Holm: 4 * 0.001, 3 * 0.002, 2 * 0.004, 0.9; e-BH: 4/(1 * 1000), 4/(2 * 100), 4/(3 * 10), 4/(4 * 0.1) -> 1
        double[] holm = {0.004, 0.006, 0.008, 0.9};
        double[] eBh = {0.004, 0.02, 4 / 30.0, 1};
        for (int i = 0; i < 4; i++) {
            assertThat(family.rows().get(i).holmLog10P()).isCloseTo(Math.log10(holm[i]), within(1e-12));
            assertThat(family.rows().get(i).eBhLog10()).isCloseTo(Math.log10(eBh[i]), within(1e-12));
        }
        assertThat(family.named("bob").orElseThrow().pair().transcript()).isEqualTo("b");
        assertThat(family.followed("bob")).hasSize(2);
        assertThat(family.named("carol").orElseThrow().pair().transcript()).isEqualTo("a");
        assertThat(family.siblings()).isEmpty();
        assertThat(family.verdict()).isEqualTo(Verdict.CONSISTENT_UNVERIFIED);
    }

    @Test
    void theLevelIsThatOfTheListOnBothSides() {
        QueryFamily family = QueryFamily.of(
                List.of(
                        pair("bob", "a", result(0.006, 1, 3, -9)),
                        pair("carol", "a", result(1, 0.006, 0, 0)),
                        pair("dave", "a", result(1, 0.5, 0, 0))),
                0.01);
        assertThat(family.rows()).extracting(QueryFamily.Row::verdict).containsOnly(Verdict.NO_EVIDENCE);
        QueryFamily one = QueryFamily.of(List.of(pair("carol", "a", result(1, 0.006, 0, 0))), 0.01);
        assertThat(one.verdict()).isEqualTo(Verdict.CONFOUNDED);
        QueryFamily refuted =
                QueryFamily.of(List.of(new QueryFamily.Pair("bob", "a", result(0.001, 1, 9, -9), true, true)), 0.01);
        assertThat(refuted.verdict()).isEqualTo(Verdict.CONFOUNDED);
        assertThat(refuted.named("bob")).isEmpty();
    }

    @Test
    void siblingsNameTheSameAndElevenPairsNeedMorePermutations() {
        List<QueryFamily.Pair> pairs = new ArrayList<>(
                List.of(pair("bob", "a", result(0.001, 1, 9, -9)), pair("carol", "a", result(0.001, 1, 9, -8))));
        assertThat(QueryFamily.of(pairs, 0.01).siblings()).isEqualTo(Map.of("a", List.of("bob", "carol")));
        for (int i = 0; i < 9; i++) {
            pairs.add(pair("s" + i, "a", result(0.5, 0.5, 0, -0.3)));
        }
        assertThat(QueryFamily.of(pairs, 0.01).verdict()).isEqualTo(Verdict.UNDERPOWERED);
        assertThatThrownBy(() -> QueryFamily.of(List.of(pairs.get(0), pairs.get(0)), 0.01))
                .hasMessage("every pair must stand once, got 1 again");
        assertThatThrownBy(() -> QueryFamily.of(List.of(), 0.01)).hasMessage("a family needs at least 1 pair, got 0");
    }

    /** Six innocent pairs on one transcript, dependent through the reference: at most 5 % of lists accuse anyone. */
    @Test
    void innocentListsAreRarelyAccused() {
        RandomGenerator random = RandomStream.of(9, "innocent lists");
        int accused = 0;
        int lists = 300;
        for (int list = 0; list < lists; list++) {
            double[] places = new double[30];
            double[] reference = new double[30];
            for (int i = 0; i < 30; i++) {
                places[i] = i;
                reference[i] = random.nextGaussian();
            }
            List<QueryFamily.Pair> pairs = new ArrayList<>();
            for (int suspect = 0; suspect < 6; suspect++) {
                double[] scores = new double[30];
                for (int i = 0; i < 30; i++) {
                    scores[i] = random.nextGaussian();
                }
                QueryTest.Result result = QueryTest.withDefaults()
                        .withPermutations(199)
                        .withSeed(list)
                        .test(places, scores, reference);
                pairs.add(new QueryFamily.Pair("s" + suspect, "a", result, true, false));
            }
            accused += QueryFamily.of(pairs, 0.05).rows().stream().anyMatch(QueryFamily.Row::evidence) ? 1 : 0;
        }
        // binomial(300, 0.05): mean 15, sd 3.8
        assertThat(accused).isLessThan(27);
    }
}
