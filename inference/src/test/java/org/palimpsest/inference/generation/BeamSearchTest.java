package org.palimpsest.inference.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BeamSearchTest {
    private static final List<int[]> PROMPTS = IntStream.range(0, 9)
            .mapToObj(i -> IntStream.range(0, 1 + i % 4).map(j -> i).toArray())
            .toList();

    private static float[] logs(double... chances) {
        float[] logits = new float[chances.length];
        for (int i = 0; i < logits.length; i++) {
            logits[i] = (float) Math.log(chances[i]);
        }
        return logits;
    }

    /** Greedy takes 1 (0.6) and then meets an even choice; the other way has 0.4 · 0.99. */
    private static TableModel trap() {
        return new TableModel(
                read -> switch (read[read.length - 1]) {
                    case 1 -> logs(0.2, 0.2, 0.3, 0.3);
                    case 2 -> logs(0.004, 0.003, 0.003, 0.99);
                    default -> logs(1e-9, 0.6, 0.4, 1e-9);
                },
                64,
                List.of());
    }

    @Test
    void findsWhatGreedyMisses() {
        List<Hypothesis> found = new BeamSearch(new BeamOptions(2, 2, 1))
                .search(trap(), List.of(new int[] {0}))
                .get(0);
        assertThat(found.get(0).tokens()).containsExactly(2, 3);
        assertThat(found.get(0).logProbNats()).isCloseTo(Math.log(0.4 * 0.99), within(1e-6));
        assertThat(found.get(0).score()).isCloseTo(Math.log(0.4 * 0.99) / 2, within(1e-6));
        Hypothesis greedy = new BeamSearch(new BeamOptions(2, 1, 1))
                .search(trap(), List.of(new int[] {0}))
                .get(0)
                .get(0);
        assertThat(greedy.tokens()).containsExactly(1, 2);
        assertThat(greedy.logProbNats()).isLessThan(found.get(0).logProbNats());
    }

    @Test
    void widthOneIsGreedy() {
        TableModel model = TableModel.hashed(12, 6, List.of(3));
        List<TokenPrompt> prompts = IntStream.range(0, PROMPTS.size())
                .mapToObj(i -> new TokenPrompt("p" + i, 0, PROMPTS.get(i)))
                .toList();
        List<Continuation> greedy = new SampledGeneration(GenerationOptions.greedy(20)).generate(model, prompts);
        assertThat(greedy).extracting(Continuation::ending).contains(Ending.END_TOKEN);
        List<List<Hypothesis>> beams = new BeamSearch(new BeamOptions(20, 1, 1)).search(model, PROMPTS);
        for (int i = 0; i < prompts.size(); i++) {
            assertThat(beams.get(i)).hasSize(1);
            assertThat(beams.get(i).get(0).tokens())
                    .containsExactly(greedy.get(i).tokens());
            assertThat(beams.get(i).get(0).ending()).isEqualTo(greedy.get(i).ending());
        }
    }

    /** All continuations, without end tokens. */
    private static List<Hypothesis> everything(TableModel model, int[] prompt, int length) {
        List<Hypothesis> all = List.of(new Hypothesis(new int[0], Ending.LENGTH, 0, 0));
        for (int step = 0; step < length; step++) {
            List<Hypothesis> longer = new ArrayList<>();
            for (Hypothesis one : all) {
                int[] read = IntStream.concat(Arrays.stream(prompt), Arrays.stream(one.tokens()))
                        .toArray();
                try (IncrementalModel.Rows rows = model.read(List.of(read), 0)) {
                    NextTokenLaw law = NextTokenLaw.of(rows.logits()[0], Sampling.plain());
                    for (int id = 0; id < rows.logits()[0].length; id++) {
                        int[] tokens = Arrays.copyOf(one.tokens(), step + 1);
                        tokens[step] = id;
                        double nats = one.logProbNats() + law.logProbNats(id);
                        longer.add(new Hypothesis(tokens, Ending.LENGTH, nats, nats / (step + 1)));
                    }
                }
            }
            all = longer;
        }
        return all.stream()
                .sorted(Comparator.comparingDouble((Hypothesis h) -> -h.score()))
                .toList();
    }

    @Test
    void aBeamWideEnoughFindsTheBestOfAll() {
        for (int[] prompt : PROMPTS) {
            List<Hypothesis> all = everything(TableModel.hashed(5, 64, List.of()), prompt, 3);
            List<Hypothesis> found = new BeamSearch(new BeamOptions(3, 25, 1))
                    .search(TableModel.hashed(5, 64, List.of()), List.of(prompt))
                    .get(0);
            assertThat(found.get(0).tokens()).containsExactly(all.get(0).tokens());
            assertThat(found.get(0).score()).isCloseTo(all.get(0).score(), within(1e-12));
            assertThat(found).hasSize(25);
        }
    }

    @Test
    void promptsSearchedTogetherAreAsAlone() {
        BeamOptions options = new BeamOptions(7, 3, 0.6);
        List<List<Hypothesis>> together =
                new BeamSearch(options).search(TableModel.hashed(12, 64, List.of(0, 1)), PROMPTS);
        List<List<Hypothesis>> alone = PROMPTS.stream()
                .map(p -> new BeamSearch(options)
                        .search(TableModel.hashed(12, 3, List.of(0, 1)), List.of(p))
                        .get(0))
                .toList();
        assertThat(together).isEqualTo(alone);
        assertThat(together)
                .allSatisfy(found -> assertThat(found)
                        .hasSize(3)
                        .isSortedAccordingTo(Comparator.comparingDouble((Hypothesis h) -> -h.score())));
    }

    /** End now with 0.5, or write two more tokens with 0.45 and 0.9: penalties decide. */
    @Test
    void theLengthPenaltyDecidesBetweenShortAndLong() {
        for (double penalty : new double[] {0, 1}) {
            TableModel model = new TableModel(
                    read -> read.length == 1 ? logs(0.5, 0.45, 0.05) : logs(0.05, 0.9, 0.05), 8, List.of(0));
            Hypothesis best = new BeamSearch(new BeamOptions(2, 2, penalty))
                    .search(model, List.of(new int[] {1}))
                    .get(0)
                    .get(0);
            assertThat(best.tokens()).containsExactly(penalty == 0 ? new int[0] : new int[] {1, 1});
            assertThat(best.ending()).isEqualTo(penalty == 0 ? Ending.END_TOKEN : Ending.LENGTH);
            double nats = penalty == 0 ? Math.log(0.5) : Math.log(0.45 * 0.9);
            assertThat(best.logProbNats()).isCloseTo(nats, within(1e-6));
            assertThat(best.score()).isCloseTo(penalty == 0 ? nats : nats / 2, within(1e-6));
        }
    }
}
