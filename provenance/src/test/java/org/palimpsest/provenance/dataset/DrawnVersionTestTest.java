package org.palimpsest.provenance.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.palimpsest.corpus.Document;
import org.palimpsest.corpus.run.Progress;
import org.palimpsest.inference.likelihood.TokenScorer;
import org.palimpsest.inference.likelihood.TokenScores;
import org.palimpsest.stats.Randomisation;
import org.palimpsest.stats.Verdict;

class DrawnVersionTestTest {
    private static DrawnScores one(double own, double... others) {
        return new DrawnScores(List.of("all"), new double[] {own}, new double[][] {others});
    }

    @Test
    void oneShardIsTheExactPermutationTest() {
        // 2 of the 4 other orders are at least as likely: p = 3/5
        DrawnVersionTest.Result result = DrawnVersionTest.withDefaults().test(one(-5, -6, -5, -4, -9));
        assertThat(result.labels().pValue()).isEqualTo(0.6);
        assertThat(result.ranks().pValue()).isCloseTo(0.6, within(1e-12));
        assertThat(result.published()).isNull();
        assertThat(result.log10Floor()).isCloseTo(-Math.log10(5), within(1e-12));
        assertThat(result.conclude(0.01, Randomisation.UNVERIFIED).verdict()).isEqualTo(Verdict.UNDERPOWERED);
    }

    @Test
    void manyShardsAreCountedTogether() {
        // both shards on top of 2 others each: 1 of 9 draws; signs: 1 of 4
        DrawnScores scores =
                new DrawnScores(List.of("a", "b"), new double[] {-1, -1}, new double[][] {{-2, -3}, {-4, -5}});
        DrawnVersionTest.Result result = DrawnVersionTest.withDefaults().test(scores);
        assertThat(result.labels().pValue()).isCloseTo(1 / 9.0, within(1e-12));
        assertThat(result.ranks().pValue()).isCloseTo(1 / 9.0, within(1e-12));
        assertThat(Objects.requireNonNull(result.flips()).pValue()).isEqualTo(0.25);
        // differences 1.5 and 3.5: t = 2.5 / (sqrt(2) / sqrt(2)) = 2.5
        assertThat(Objects.requireNonNull(result.published()).statistic()).isCloseTo(2.5, within(1e-12));
    }

    @Test
    void oneKeyForAllItemsIsRankedAmongKeys() {
        DrawnScores scores = new DrawnScores(
                List.of("a", "b", "c"), new double[] {-1, -1, -1}, new double[][] {{-2, 0, -4}, {-2, 0, -4}, {-2, 0, -4}
                });
        DrawnVersionTest test = DrawnVersionTest.withDefaults().with(DrawnVersionTest.Draw.ONE_FOR_ALL);
        assertThat(test.test(scores).labels().pValue()).isEqualTo(0.5);
        DrawnScores unlike = new DrawnScores(List.of("a", "b"), new double[] {1, 1}, new double[][] {{2, 3}, {4}});
        assertThatThrownBy(() -> test.test(unlike)).hasMessageContaining("every item needs the same versions");
    }

    /** Knows the order in which letters stand in the alphabet: a next letter costs less. */
    private record Alphabet(double knows) implements TokenScorer {
        @Override
        public List<TokenScores> score(List<Document> documents) {
            List<TokenScores> scores = new ArrayList<>();
            for (Document document : documents) {
                int[] tokens = document.text().replace(" ", "").chars().toArray();
                double[] nats = new double[tokens.length - 1];
                for (int i = 0; i < nats.length; i++) {
                    nats[i] = tokens[i + 1] == tokens[i] + 1 ? -3 + knows : -3;
                }
                scores.add(new TokenScores(document.id(), tokens, nats));
            }
            return scores;
        }

        @Override
        public String fingerprint() {
            return "0".repeat(64);
        }

        @Override
        public void close() {}
    }

    @Test
    void aModelThatKnowsTheOrderIsFoundAndOneThatDoesNotIsTied() {
        List<String> letters =
                "abcdefghijklmnopqrstuvwx".chars().mapToObj(c -> "" + (char) c).toList();
        BenchmarkOrders orders = new BenchmarkOrders(4, 30, " ", 5);
        DrawnScores knowing = orders.score(letters, new Alphabet(2), Progress.none());
        assertThat(knowing.items()).containsExactly("0", "1", "2", "3");
        // 5 steps within a shard of 6
        assertThat(knowing.drawn()).containsExactly(-5, -5, -5, -5);
        DrawnVersionTest.Result found = DrawnVersionTest.withDefaults().test(knowing);
        assertThat(found.labels().pValue()).isLessThan(1e-3);
        DrawnScores ignorant = orders.score(letters, new Alphabet(0), Progress.none());
        assertThat(DrawnVersionTest.withDefaults().test(ignorant).labels().pValue())
                .isEqualTo(1);
        assertThatThrownBy(() -> new BenchmarkOrders(20, 5, " ", 0).score(letters, new Alphabet(0), Progress.none()))
                .hasMessage("every shard needs 2 examples, 20 shards need 40, got 24");
    }

    @Test
    void everyExampleStandsOnceInEveryOrder() {
        BenchmarkOrders orders = new BenchmarkOrders(3, 4, " ", 0);
        List<int[]> shards = orders.shardsOf(11);
        assertThat(shards.stream().mapToInt(shard -> shard.length)).containsExactly(3, 4, 4);
        for (int[] order : orders.ordersOf(shards.get(1), 1)) {
            assertThat(order).containsExactlyInAnyOrder(shards.get(1));
        }
    }

    @Test
    void textsTellAnOrderThatNobodyShuffled() {
        List<String> sorted = new ArrayList<>();
        List<String> mixed = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            sorted.add("about topic" + i / 8 + " question" + i + " is it so");
            mixed.add("about topic" + i * 7 % 5 + " question" + i * 13 % 40 + " is it so");
        }
        OrderBaseline baseline = new OrderBaseline(999, 1);
        assertThat(baseline.test(sorted).confounds()).isTrue();
        assertThat(baseline.test(mixed).confounds()).isFalse();
        List<String> rising = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            rising.add("w" + i + "x".repeat(i));
        }
        assertThat(baseline.test(rising).lengths().pValue()).isLessThan(0.005);
    }

    @Test
    void badScoresAreNamed() {
        assertThatThrownBy(() -> one(1)).hasMessage("item all has no version beside the drawn one");
        assertThatThrownBy(() -> one(Double.NaN, 1)).hasMessage("item all has a score that is not finite");
        assertThatThrownBy(() -> new DrawnScores(List.of("a", "a"), new double[] {1, 2}, new double[][] {{1}, {2}}))
                .hasMessage("item a stands twice");
    }
}
