package org.palimpsest.traps.detection;

import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import org.palimpsest.stats.RocCurve;
import org.palimpsest.stats.TestResult;

/**
 * The perplexity test: is the published ghost less surprising than ghosts that were drawn alike and never published?
 *
 * <p>The p-value is that of {@link TrapRankTest}, since perplexity {@code exp(-score)} ranks as the score does. The two other
 * numbers are effect sizes and give no p-value: z, which saturates as it is divided by the spread of the controls, and the
 * area under the ROC curve of published texts against controls.
 *
 * <p>Zhao et al., arXiv 2403.15740 (perplexity test); Wei, Wang and Jia, arXiv 2402.10892 (z).
 */
public final class PerplexityTest {
    private static final PerplexityTest DEFAULTS = new PerplexityTest();

    private PerplexityTest() {}

    /**
     * The test.
     *
     * @return the test; it has no options
     */
    public static PerplexityTest withDefaults() {
        return DEFAULTS;
    }

    /**
     * Tests one model.
     *
     * @param scores mean log-likelihoods of all published traps and of their controls
     * @return p-value and effect sizes
     * @throws IllegalArgumentException if a trap has no controls
     */
    public Result test(ModelScores scores) {
        TestResult rank = TrapRankTest.withDefaults().test(scores).pooled();
        OptionalDouble meanZ = scores.traps().stream()
                .map(PerplexityTest::z)
                .flatMapToDouble(OptionalDouble::stream)
                .average();
        double[] controls = scores.traps().stream()
                .flatMapToDouble(trap -> DoubleStream.of(trap.controls()))
                .toArray();
        return new Result(rank, meanZ, RocCurve.auc(scores.published(), controls));
    }

    /**
     * {@code (published - mean of controls) / standard deviation of controls}, the deviation with N - 1 below.
     *
     * @param trap scores of one trap
     * @return z, positive where the published text is likelier than its controls; empty for fewer than two controls or
     *     controls that are all equal
     */
    public static OptionalDouble z(TrapScores trap) {
        double[] controls = trap.controls();
        if (controls.length < 2) {
            return OptionalDouble.empty();
        }
        double mean = DoubleStream.of(controls).average().orElseThrow();
        double squares = DoubleStream.of(controls)
                .map(score -> (score - mean) * (score - mean))
                .sum();
        double deviation = Math.sqrt(squares / (controls.length - 1));
        return deviation > 0 ? OptionalDouble.of((trap.published() - mean) / deviation) : OptionalDouble.empty();
    }

    /**
     * Outcome of the test of one model.
     *
     * @param test the pooled rank p-value
     * @param meanZ mean z of the traps that have one; empty if none has
     * @param auc chance in [0, 1] that a published text scores above a control, ties counting one half
     */
    public record Result(TestResult test, OptionalDouble meanZ, double auc) {}
}
