package org.palimpsest.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import org.palimpsest.stats.TestResult;

/** A p-value in JSON, with everything that belongs to it. */
final class StatedTest {
    private StatedTest() {}

    /** Null hypothesis, side, method, size, statistic, p-value and its base-10 logarithm. */
    static Map<String, Object> json(TestResult test) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("h0", test.nullHypothesis());
        map.put("alternative", test.alternative().label());
        map.put("method", test.method().label());
        map.put("n", test.n());
        map.put("statistic", test.statistic());
        map.put("p", test.pValue());
        map.put("log10P", test.log10PValue());
        return map;
    }
}
