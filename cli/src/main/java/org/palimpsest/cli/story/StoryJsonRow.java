package org.palimpsest.cli.story;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.palimpsest.stats.Alternative;
import org.palimpsest.stats.Verdict;

/**
 * One test of the story, as report and JSON name it.
 *
 * @param subject what was tested: a model, or the lengths of the documents
 * @param test its name, for scripts
 * @param nullHypothesis H0, a sentence without its full stop
 * @param statistic the observed statistic
 * @param log10P base-10 logarithm of the p-value
 * @param holmLog10P that after Holm over the suspects; null where the p-value carries no verdict
 * @param method exact, permutation or asymptotic, perhaps with a remark
 * @param alternative side of the test
 * @param n observations
 * @param unit what is counted by n
 * @param verdict null where the p-value carries none
 * @param effects sizes of the effect, by name
 */
record StoryJsonRow(
        String subject,
        String test,
        String nullHypothesis,
        double statistic,
        double log10P,
        @Nullable Double holmLog10P,
        String method,
        Alternative alternative,
        long n,
        String unit,
        @Nullable Verdict verdict,
        Map<String, Object> effects) {
    /** Copies, in order. */
    StoryJsonRow {
        effects = Collections.unmodifiableMap(new LinkedHashMap<>(effects));
    }

    /** The fields that scripts read; p is 0 where it lies below what a double can hold. */
    Map<String, @Nullable Object> toMap() {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("test", test);
        map.put("h0", nullHypothesis);
        map.put("statistic", statistic);
        map.put("p", Math.pow(10, log10P));
        map.put("log10P", log10P);
        map.put("holmLog10P", holmLog10P);
        map.put("method", method);
        map.put("alternative", alternative.label());
        map.put("n", n);
        map.put("unit", unit);
        map.put("verdict", verdict == null ? null : verdict.label());
        map.putAll(effects);
        return map;
    }
}
