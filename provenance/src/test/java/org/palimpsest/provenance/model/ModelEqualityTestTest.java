package org.palimpsest.provenance.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.palimpsest.stats.BinomialTail;
import org.palimpsest.stats.RandomStream;

class ModelEqualityTestTest {
    private static final List<SampleKernel> KERNELS = List.of(SampleKernel.values());

    private static PromptSamples samples(String id, String... texts) {
        return new PromptSamples(id, List.of(texts));
    }

    /**
     * By hand, L = 4: inside the first (abcd, abce) 3/4; inside the second (abxx, ab) 2/4, where the end equals only itself;
     * across (abcd, abxx) 2/4, (abcd, ab) 2/4, (abce, abxx) 2/4, (abce, ab) 2/4. MMD² = 3/4 + 2/4 - 2 * 2/4 = 1/4.
     */
    @Test
    void theStatisticIsTheOneWorkedOutByHand() {
        ModelEqualityTest.Result result = ModelEqualityTest.withDefaults()
                .test(List.of(samples("p", "abcd", "abce")), List.of(samples("p", "abxx", "ab")));
        assertThat(result.mmd()).isCloseTo(0.25, within(1e-15));
        assertThat(result.within()).isCloseTo(0.625, within(1e-15));
        assertThat(result.across()).isCloseTo(0.5, within(1e-15));
        // the six ways to deal: {1,2} and {3,4} give 1/4, the other four 2/4 + 2/4 - (3/4 + 2/4 + 2/4 + 2/4) / 2 = -1/8
        assertThat(result.test().pValue()).isCloseTo(1.0 / 3, within(0.02));
        assertThat(result.smallestLog10P()).isCloseTo(-Math.log10(6), within(1e-12));
        assertThat(result.test().n()).isEqualTo(4);
    }

    @Test
    void kernelsAreThoseOfTheirDefinitions() {
        int[] a = "abcde".codePoints().toArray();
        int[] b = "abXde😀".codePoints().toArray();
        assertThat(SampleKernel.HAMMING.of(a, b, 6)).isCloseTo(4 / 6.0, within(1e-15));
        assertThat(SampleKernel.HAMMING.of(a, b, 10)).isCloseTo(8 / 10.0, within(1e-15));
        assertThat(SampleKernel.PREFIX.of(a, b, 6)).isCloseTo(2 / 6.0, within(1e-15));
        assertThat(SampleKernel.EQUAL.of(a, b, 6)).isZero();
        assertThat(SampleKernel.EQUAL.of(a, a.clone(), 6)).isEqualTo(1);
        int[] c = "abcd".codePoints().toArray();
        assertThat(SampleKernel.TRIGRAMS.of(a, c, 5)).isCloseTo(2 / Math.sqrt(6), within(1e-15));
        for (SampleKernel kernel : SampleKernel.values()) {
            assertThat(kernel.of(new int[0], new int[0], 0)).as(kernel.label()).isEqualTo(1);
        }
    }

    private static List<PromptSamples> draw(RandomGenerator random, int prompts, int samples, double common) {
        List<PromptSamples> all = new ArrayList<>();
        for (int p = 0; p < prompts; p++) {
            List<String> texts = new ArrayList<>();
            for (int s = 0; s < samples; s++) {
                StringBuilder text = new StringBuilder();
                int length = 5 + random.nextInt(20);
                for (int i = 0; i < length; i++) {
                    text.append((char) ('a' + (random.nextDouble() < common ? 0 : (p + random.nextInt(6)))));
                }
                texts.add(text.toString());
            }
            all.add(new PromptSamples("p" + p, texts));
        }
        return all;
    }

    /** Models that write by the same law, with other numbers of samples: p is uniform up to its grain. */
    @Test
    void equalModelsAreRejectedAtTheLevel() {
        RandomGenerator random = RandomStream.of(5, "equal");
        int[] rejected = new int[2];
        int rounds = 400;
        for (int round = 0; round < rounds; round++) {
            double p = ModelEqualityTest.withDefaults()
                    .with(KERNELS.get(round % KERNELS.size()))
                    .withPermutations(99)
                    .withSeed(round)
                    .test(draw(random, 4, 3, 0.3), draw(random, 4, 6, 0.3))
                    .test()
                    .pValue();
            rejected[0] += p <= 0.05 ? 1 : 0;
            rejected[1] += p <= 0.5 ? 1 : 0;
        }
        assertThat(BinomialTail.log10Upper(rounds, 0.05, rejected[0])).isGreaterThan(-3);
        assertThat(BinomialTail.log10Upper(rounds, 0.5, rejected[1])).isGreaterThan(-3);
        assertThat(rejected[1]).isGreaterThan(150);
    }

    @Test
    void modelsThatDifferAreFound() {
        RandomGenerator random = RandomStream.of(6, "differ");
        ModelEqualityTest.Result result = ModelEqualityTest.withDefaults()
                .withPermutations(999)
                .test(draw(random, 20, 10, 0.3), draw(random, 20, 10, 0.5));
        assertThat(result.test().pValue()).isEqualTo(0.001);
        assertThat(result.mmd()).isPositive();
    }

    @Test
    void samplesOfOtherPromptsAreRefused() {
        ModelEqualityTest test = ModelEqualityTest.withDefaults();
        List<PromptSamples> a = List.of(samples("p", "a", "b"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> test.test(a, List.of(samples("q", "a", "b"))))
                .withMessage("the second model has no samples of prompt p");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> test.test(a, List.of(samples("p", "a"))))
                .withMessage("a prompt needs at least 2 samples of each model, prompt p has 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> test.test(List.of(), List.of()))
                .withMessageContaining("at least 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> test.test(
                        List.of(samples("p", "a", "b"), samples("p", "a", "b")),
                        List.of(samples("p", "a", "b"), samples("q", "a", "b"))))
                .withMessage("prompt p is there twice");
    }
}
