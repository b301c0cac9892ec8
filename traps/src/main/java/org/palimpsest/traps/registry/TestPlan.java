package org.palimpsest.traps.registry;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The test that is promised before publication; the commitment covers it.
 *
 * @param test name of the test
 * @param statistic the score that it ranks
 * @param alternative {@code greater} where higher scores are evidence
 * @param alpha level in (0, 1)
 */
public record TestPlan(String test, String statistic, String alternative, double alpha) {
    /**
     * Checks.
     *
     * @throws IllegalArgumentException if a name is blank or alpha out of range
     */
    public TestPlan {
        if (test.isBlank() || statistic.isBlank() || alternative.isBlank()) {
            throw new IllegalArgumentException("test, statistic and alternative of a plan must be non-blank, got \""
                    + test + "\", \"" + statistic + "\", \"" + alternative + "\"");
        }
        if (!(alpha > 0 && alpha < 1)) {
            throw new IllegalArgumentException("alpha must be in (0, 1), got " + alpha);
        }
    }

    /**
     * The pooled rank test of mean log-likelihoods at level 0.01.
     *
     * @return the default plan
     */
    public static TestPlan defaults() {
        return new TestPlan("pooled-rank", "mean-log-likelihood", "greater", 0.01);
    }

    /** The plan as files hold it. */
    Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("test", test);
        map.put("statistic", statistic);
        map.put("alternative", alternative);
        map.put("alpha", alpha);
        return map;
    }
}
