package org.palimpsest.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.palimpsest.cli.output.PValueFormat;
import org.palimpsest.inference.attack.BlindResult;
import org.palimpsest.stats.Conclusion;
import org.palimpsest.stats.DetectableEffect;
import org.palimpsest.stats.TestResult;
import org.palimpsest.stats.Verdict;

/**
 * What {@code provenance dataset} found.
 *
 * @param test which test
 * @param statistic what the statistic is
 * @param conclusion verdict and p-value
 * @param details further fields
 * @param blind what the texts say without the model
 * @param limits what the reader should know
 */
record SetFinding(
        SetTestName test,
        String statistic,
        Conclusion conclusion,
        Map<String, Object> details,
        List<BlindResult> blind,
        List<String> limits) {

    /** The fields of the result. */
    Map<String, Object> json() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("test", test.toString());
        map.put("verdict", conclusion.verdict().label());
        map.putAll(StatedTest.json(conclusion.test()));
        map.put("statisticName", statistic);
        map.put("alpha", conclusion.alpha());
        DetectableEffect detectable = conclusion.detectable();
        if (detectable != null) {
            map.put(
                    "detectable",
                    Map.of("name", detectable.name(), "value", detectable.value(), "power", detectable.power()));
        }
        map.putAll(details);
        map.put("blind", blind.stream().map(AttackReport::json).toList());
        map.put("limits", limits);
        return map;
    }

    /** For people. */
    String text() {
        TestResult result = conclusion.test();
        List<String> lines = new ArrayList<>();
        lines.add("H0: " + result.nullHypothesis() + ".");
        lines.add(String.format(
                Locale.ROOT,
                "%s   n %,d, %s %.4f, alternative %s",
                test,
                result.n(),
                statistic,
                result.statistic(),
                result.alternative().label()));
        lines.add(String.format(
                Locale.ROOT,
                "p         %s   %s",
                PValueFormat.ofLog10(result.log10PValue()),
                result.method().label()));
        for (BlindResult one : blind) {
            lines.add(String.format(
                    Locale.ROOT,
                    "blind     %s: AUC %.3f, p %s%s",
                    one.baseline(),
                    one.auc(),
                    PValueFormat.ofLog10(one.test().log10PValue()),
                    one.confounds() ? ", tells the sets apart without the model" : ""));
        }
        lines.add("verdict   " + conclusion.verdict().label() + ": " + meaning());
        limits.forEach(limit -> lines.add("limit     " + limit));
        return String.join(System.lineSeparator(), lines) + System.lineSeparator();
    }

    private String meaning() {
        DetectableEffect detectable = conclusion.detectable();
        return conclusion.verdict() == Verdict.NO_EVIDENCE && detectable != null
                ? String.format(
                        Locale.ROOT,
                        "%s of %.3f would have been found with 90 %% power",
                        detectable.name(),
                        detectable.value())
                : conclusion.verdict().meaning();
    }
}
