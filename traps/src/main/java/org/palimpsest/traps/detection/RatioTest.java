package org.palimpsest.traps.detection;

import org.palimpsest.stats.TestResult;

/**
 * The ratio test: the score under the suspect minus the score under a reference model, ranked among the controls. It takes out
 * what makes a text likely to every model, and so shows weaker memories than the scores themselves.
 *
 * <p>H0: suspect and reference together are independent of the draw of the published texts. The p-value is exact for any
 * reference that never saw them. A reference that learned the traps as well makes the differences smaller and the test
 * weaker. With log-likelihoods the difference is the log of the ratio of likelihoods a token; Meeus et al., arXiv 2402.09363,
 * section 4 (Ratio).
 */
public final class RatioTest {
    private static final RatioTest DEFAULTS = new RatioTest(PooledTrapTest.withDefaults());

    private final PooledTrapTest pooled;

    private RatioTest(PooledTrapTest pooled) {
        this.pooled = pooled;
    }

    /**
     * The rank sum of differences.
     *
     * @return the test
     */
    public static RatioTest withDefaults() {
        return DEFAULTS;
    }

    /**
     * The same test by another pooling.
     *
     * @param chosen pools the traps
     * @return a new test
     */
    public RatioTest with(PooledTrapTest chosen) {
        return new RatioTest(chosen);
    }

    /**
     * Tests one model.
     *
     * @param suspect scores of all published traps and of their controls
     * @param reference scores of the same texts under a model that cannot have seen the traps
     * @return the p-value
     * @throws IllegalArgumentException if the two do not score the same traps with as many controls, or a trap has none
     */
    public TestResult test(ModelScores suspect, ModelScores reference) {
        return pooled.test(suspect.minus(reference));
    }
}
