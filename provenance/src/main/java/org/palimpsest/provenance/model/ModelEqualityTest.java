package org.palimpsest.provenance.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.palimpsest.stats.Alternative;
import org.palimpsest.stats.PermutationTest;
import org.palimpsest.stats.TestResult;

/**
 * Tests whether two models write alike: squared maximum mean discrepancy (MMD²) of their samples, prompt by prompt (Gao, Liang
 * and Guestrin 2025, "Model Equality Testing", arXiv 2410.20247).
 *
 * <p>H0: after every prompt, samples of both models follow the same law. Under H0 the samples of a prompt are exchangeable
 * between the models, so the permutation p-value (1 + b) / (1 + B) over relabellings inside prompts is exact for any kernel and
 * any numbers of samples. A small p-value says that the models (or what stands before them: prompts, filters, rounding) differ.
 * A large one does not say that they are equal: {@link Result#mmd} beside {@link Result#within} tells how alike they write.
 *
 * <p>The statistic is the mean over prompts of the unbiased estimate: mean kernel inside the first, plus inside the second, minus
 * twice across. Cost: O(s² L) for kernels of a prompt with s samples of L characters, O(s²) a prompt and permutation.
 */
public final class ModelEqualityTest {
    private static final String H0 = "after every prompt, both models write by the same law";
    private static final ModelEqualityTest DEFAULTS = new ModelEqualityTest(SampleKernel.HAMMING, 9_999, 0);

    private final SampleKernel kernel;
    private final int permutations;
    private final long seed;

    private ModelEqualityTest(SampleKernel kernel, int permutations, long seed) {
        this.kernel = kernel;
        this.permutations = permutations;
        this.seed = seed;
    }

    /**
     * Hamming kernel, 9,999 permutations, seed 0.
     *
     * @return the test
     */
    public static ModelEqualityTest withDefaults() {
        return DEFAULTS;
    }

    /**
     * Sets how texts are compared; choose before the samples are seen.
     *
     * @param chosen a kernel
     * @return a new test
     */
    public ModelEqualityTest with(SampleKernel chosen) {
        return new ModelEqualityTest(chosen, permutations, seed);
    }

    /**
     * Sets the number of relabellings.
     *
     * @param count at least 1
     * @return a new test
     * @throws IllegalArgumentException if it is below 1
     */
    public ModelEqualityTest withPermutations(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("permutations must be at least 1, got " + count);
        }
        return new ModelEqualityTest(kernel, count, seed);
    }

    /**
     * Sets the seed of the relabellings.
     *
     * @param chosen any number
     * @return a new test
     */
    public ModelEqualityTest withSeed(long chosen) {
        return new ModelEqualityTest(kernel, permutations, chosen);
    }

    /**
     * What the test found.
     *
     * @param test statistic {@code mmd}, p-value on the side {@code greater}, n = all samples
     * @param prompts prompts that were compared
     * @param mmd mean squared MMD; near 0, and below it as often as not, if the models write alike
     * @param within mean kernel between samples of the same model: what {@code mmd} is to be compared with
     * @param across mean kernel between samples of different models
     * @param smallestLog10P base-10 logarithm of the smallest p-value that these samples allow
     */
    public record Result(
            TestResult test, int prompts, double mmd, double within, double across, double smallestLog10P) {}

    /**
     * Compares the samples of two models.
     *
     * @param first samples of one, at least two a prompt
     * @param second samples of the other after the same prompts, in any order, at least two a prompt
     * @return what was found
     * @throws IllegalArgumentException if prompts differ or repeat, there is none, or one has fewer than two samples
     */
    public Result test(List<PromptSamples> first, List<PromptSamples> second) {
        List<PromptKernel> prompts = prompts(first, second);
        int[] block = prompts.stream()
                .flatMapToInt(prompt -> Arrays.stream(new int[prompt.samples()]).map(i -> prompt.number()))
                .toArray();
        PermutationTest.Result found = PermutationTest.withDefaults()
                .with(Alternative.GREATER)
                .with(PermutationTest.Orders.RANDOM)
                .withPermutations(permutations)
                .withSeed(seed)
                .withBlocks(block)
                .test(block.length, order -> mean(prompts, order));
        double within =
                prompts.stream().mapToDouble(PromptKernel::within).average().orElse(Double.NaN);
        double across =
                prompts.stream().mapToDouble(PromptKernel::across).average().orElse(Double.NaN);
        TestResult test = found.test();
        TestResult named = TestResult.ofLog10P(
                H0, test.statistic(), test.log10PValue(), test.alternative(), test.method(), block.length);
        double fewest = Math.max(-Math.log10(1.0 + permutations), -log10Relabellings(prompts));
        return new Result(named, prompts.size(), test.statistic(), within, across, fewest);
    }

    private List<PromptKernel> prompts(List<PromptSamples> first, List<PromptSamples> second) {
        Map<String, PromptSamples> others = byId(second);
        byId(first);
        if (first.isEmpty() || first.size() != second.size()) {
            throw new IllegalArgumentException("both models must have samples of the same prompts, at least 1, got "
                    + first.size() + " and " + second.size() + " prompts");
        }
        List<PromptKernel> prompts = new ArrayList<>();
        int begin = 0;
        for (PromptSamples samples : first) {
            PromptSamples other = others.get(samples.id());
            if (other == null) {
                throw new IllegalArgumentException("the second model has no samples of prompt " + samples.id());
            }
            PromptKernel prompt = PromptKernel.of(prompts.size(), begin, samples, other, kernel);
            prompts.add(prompt);
            begin += prompt.samples();
        }
        return prompts;
    }

    private static Map<String, PromptSamples> byId(List<PromptSamples> samples) {
        Map<String, PromptSamples> map = new LinkedHashMap<>();
        for (PromptSamples one : samples) {
            if (one.texts().size() < 2) {
                throw new IllegalArgumentException("a prompt needs at least 2 samples of each model, prompt " + one.id()
                        + " has " + one.texts().size());
            }
            if (map.put(one.id(), one) != null) {
                throw new IllegalArgumentException("prompt " + one.id() + " is there twice");
            }
        }
        return map;
    }

    private static double mean(List<PromptKernel> prompts, int[] order) {
        double sum = 0;
        for (PromptKernel prompt : prompts) {
            sum += prompt.mmd(order);
        }
        return sum / prompts.size();
    }

    /** Base-10 logarithm of the number of ways to deal the samples of every prompt. */
    private static double log10Relabellings(List<PromptKernel> prompts) {
        double sum = 0;
        for (PromptKernel prompt : prompts) {
            sum += prompt.log10Relabellings();
        }
        return sum;
    }
}
