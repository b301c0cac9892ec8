package org.palimpsest.inference.generation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.palimpsest.stats.RandomStream;

class SampledGenerationTest {
    private static final List<Integer> ENDS = List.of(0, 1);

    private static List<TokenPrompt> prompts(int count) {
        RandomGenerator random = RandomStream.of(1, "prompts");
        return IntStream.range(0, count)
                .mapToObj(i -> new TokenPrompt(
                        "text " + i / 2,
                        i % 2,
                        random.ints(1 + random.nextInt(6), 0, 12).toArray()))
                .toList();
    }

    private static List<Continuation> run(int rowsAtOnce, List<TokenPrompt> prompts, GenerationOptions options) {
        TableModel model = TableModel.hashed(12, rowsAtOnce, ENDS);
        List<Continuation> found = new SampledGeneration(options).generate(model, prompts);
        assertThat(model.open).isZero();
        return found;
    }

    /** One prompt, one token after the other. */
    private static Continuation alone(TokenPrompt prompt, GenerationOptions options) {
        TableModel model = TableModel.hashed(12, 1, ENDS);
        RandomGenerator random = RandomStream.of(options.seed(), "generation/" + prompt.sample() + "/" + prompt.id());
        int[] read = prompt.tokens();
        double gap = Double.POSITIVE_INFINITY;
        for (int step = 0; step < options.maxNewTokens(); step++) {
            try (IncrementalModel.Rows rows = model.read(List.of(read), 0)) {
                float[] logits = rows.logits()[0];
                NextTokenLaw law = NextTokenLaw.of(logits, options.sampling());
                gap = Math.min(gap, law.gap());
                int token = law.draw(random);
                if (ENDS.contains(token)) {
                    return new Continuation(
                            Arrays.copyOfRange(read, prompt.length(), read.length), Ending.END_TOKEN, gap);
                }
                read = Arrays.copyOf(read, read.length + 1);
                read[read.length - 1] = token;
            }
        }
        return new Continuation(Arrays.copyOfRange(read, prompt.length(), read.length), Ending.LENGTH, gap);
    }

    @Test
    void batchesAndOrderDoNotMatter() {
        for (Sampling sampling : List.of(Sampling.greedy(), Sampling.plain(), new Sampling(0.7, 5, 0.9))) {
            GenerationOptions options = new GenerationOptions(9, sampling, 7);
            List<TokenPrompt> prompts = prompts(23);
            List<Continuation> expected =
                    prompts.stream().map(p -> alone(p, options)).toList();
            assertThat(expected).extracting(Continuation::ending).contains(Ending.END_TOKEN, Ending.LENGTH);
            for (int rows : new int[] {1, 4, 100}) {
                assertThat(run(rows, prompts, options)).isEqualTo(expected);
            }
            List<TokenPrompt> shuffled = new ArrayList<>();
            for (int place : RandomStream.permutation(prompts.size(), RandomStream.of(5, "order"))) {
                shuffled.add(prompts.get(place));
            }
            Map<TokenPrompt, Continuation> found = new HashMap<>();
            List<Continuation> other = run(5, shuffled, options);
            for (int i = 0; i < other.size(); i++) {
                found.put(shuffled.get(i), other.get(i));
            }
            assertThat(prompts.stream().map(found::get).toList()).isEqualTo(expected);
        }
    }

    @Test
    void samplesOfATextAndSeedsDiffer() {
        List<TokenPrompt> twice =
                List.of(new TokenPrompt("a", 0, new int[] {5}), new TokenPrompt("a", 1, new int[] {5}));
        List<Continuation> found = run(2, twice, new GenerationOptions(9, Sampling.plain(), 1));
        assertThat(found.get(0)).isNotEqualTo(found.get(1));
        assertThat(run(2, twice, new GenerationOptions(9, Sampling.plain(), 2))).isNotEqualTo(found);
    }

    @Test
    void endTokensAreNotWrittenAndEndTheWork() {
        TableModel model = new TableModel(
                read -> read.length == 4 ? new float[] {1, 0, 0} : new float[] {0, 0, read.length}, 9, List.of(0));
        List<TokenPrompt> prompts =
                List.of(new TokenPrompt("a", 0, new int[] {2}), new TokenPrompt("b", 0, new int[3]));
        List<Continuation> found = new SampledGeneration(GenerationOptions.greedy(50)).generate(model, prompts);
        assertThat(found)
                .containsExactly(
                        new Continuation(new int[] {2, 2, 2}, Ending.END_TOKEN, 1),
                        new Continuation(new int[] {2}, Ending.END_TOKEN, 1));
        assertThat(model.steps).isEqualTo(3);
    }

    @Test
    void noPromptsAreNoContinuations() {
        assertThat(run(1, List.of(), GenerationOptions.greedy(3))).isEmpty();
    }

    @Test
    void otherGeneratorsDrawByIdAndSample() {
        TextGenerator generator = (prompts, options) -> List.of(prompts.get(0) + options.seed());
        GenerationOptions options = new GenerationOptions(1, Sampling.plain(), 3);
        TextPrompt a = new TextPrompt("a", 0, "x");
        TextPrompt b = new TextPrompt("a", 1, "x");
        List<String> found = generator.generateSamples(List.of(a, b), options);
        assertThat(generator.generateSamples(List.of(b, a), options)).containsExactly(found.get(1), found.get(0));
        assertThat(found.get(0)).isNotEqualTo(found.get(1));
    }
}
