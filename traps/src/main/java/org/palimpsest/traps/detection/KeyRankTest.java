package org.palimpsest.traps.detection;

import org.palimpsest.stats.RankTest;
import org.palimpsest.stats.TestResult;

/**
 * The test for marks of which one draw decided for all documents, as when every published version was written under the same
 * watermark key: scores are averaged over documents for each key, and the published key is ranked among the others.
 *
 * <p>H0: the model is independent of the draw of the key. Documents are no independent draws then, and a test that takes them for
 * such rejects far too often. Exact, and no p-value is below 1 / keys: draw the version of each document by itself instead, and
 * take {@link RephrasingTest}.
 */
public final class KeyRankTest {
    private static final KeyRankTest DEFAULTS = new KeyRankTest();

    private KeyRankTest() {}

    /**
     * The test.
     *
     * @return the test; it has no options
     */
    public static KeyRankTest withDefaults() {
        return DEFAULTS;
    }

    /**
     * Tests one model.
     *
     * @param scores every document is a trap, and control i of every document is written under the same key i
     * @return p-value; its statistic is the rank of the published key, its n the number of keys
     * @throws IllegalArgumentException if a document has no control, or another number than the first one
     */
    public TestResult test(ModelScores scores) {
        double[][] controls = scores.controls();
        double[] means = new double[controls[0].length];
        double published = 0;
        for (int d = 0; d < controls.length; d++) {
            if (controls[d].length != means.length) {
                throw new IllegalArgumentException(
                        "document " + scores.traps().get(d).trap() + " must have a control a key, " + means.length
                                + ", got " + controls[d].length);
            }
            published += scores.traps().get(d).published() / controls.length;
            for (int key = 0; key < means.length; key++) {
                means[key] += controls[d][key] / controls.length;
            }
        }
        return RankTest.withDefaults().test(published, means);
    }
}
