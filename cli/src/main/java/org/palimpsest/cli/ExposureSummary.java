package org.palimpsest.cli;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.palimpsest.cli.output.PValueFormat;
import org.palimpsest.stats.TestResult;

/**
 * All passages together, each ranked among its siblings.
 *
 * @param passages passages that have siblings
 * @param withoutSiblings passages that have none
 * @param unusedSiblings siblings of which there is no passage
 * @param meanBits mean exposure
 * @param pooled the test of the rank sum
 */
record ExposureSummary(int passages, long withoutSiblings, long unusedSiblings, double meanBits, TestResult pooled) {
    Map<String, Object> json() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("passages", passages);
        map.put("withoutSiblings", withoutSiblings);
        map.put("unusedSiblings", unusedSiblings);
        map.put("meanBits", meanBits);
        map.put("rankSum", pooled.statistic());
        map.putAll(StatedTest.json(pooled));
        return map;
    }

    String text() {
        return String.format(
                Locale.ROOT,
                "exposure             mean %.2f bits over %,d passages; pooled rank p = %s (exact)%n",
                meanBits,
                passages,
                PValueFormat.ofLog10(pooled.log10PValue()));
    }
}
