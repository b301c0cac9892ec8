package org.palimpsest.cli;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.palimpsest.cli.output.PValueFormat;
import org.palimpsest.stats.Conclusion;
import org.palimpsest.stats.MultipleTesting;
import org.palimpsest.stats.Randomisation;
import org.palimpsest.stats.TestResult;
import org.palimpsest.stats.Verdict;
import org.palimpsest.traps.detection.TrapRankTest;
import org.palimpsest.traps.registry.TrapRegistry;

/**
 * What is said of the suspects: one p-value each, adjusted by Holm where there are several, and the verdict of the smallest.
 *
 * @param suspects their references
 * @param outcomes what came of each
 * @param conclusions from the adjusted p-values
 * @param registry the registry
 */
record TrapVerdicts(
        List<String> suspects, List<TrapAudit.Outcome> outcomes, List<Conclusion> conclusions, TrapRegistry registry) {
    static TrapVerdicts of(
            List<String> suspects,
            List<TrapAudit.Outcome> outcomes,
            double alpha,
            TrapRegistry registry,
            boolean withBurned) {
        Randomisation randomisation =
                registry.sealed() && !withBurned ? Randomisation.VERIFIED : Randomisation.UNVERIFIED;
        double[] adjusted = MultipleTesting.holm(outcomes.stream()
                .mapToDouble(outcome -> outcome.verdict().pooled().log10PValue())
                .toArray());
        List<Conclusion> conclusions = new ArrayList<>();
        for (int i = 0; i < adjusted.length; i++) {
            TrapRankTest.Result found = outcomes.get(i).verdict();
            conclusions.add(adjusted(found, adjusted[i], adjusted.length).conclusion(alpha, randomisation));
        }
        return new TrapVerdicts(suspects, outcomes, conclusions, registry);
    }

    /** The same ranks with the p-value that counts among several models. */
    private static TrapRankTest.Result adjusted(TrapRankTest.Result found, double log10P, int models) {
        TestResult test = found.pooled();
        TestResult counted = TestResult.ofLog10P(
                test.nullHypothesis(), test.statistic(), log10P, test.alternative(), test.method(), test.n());
        return new TrapRankTest.Result(
                counted, Math.min(0, found.smallestLog10P() + Math.log10(models)), found.ranks(), found.doses());
    }

    /** log10 p of a suspect before it is adjusted. */
    double log10P(int suspect) {
        return outcomes.get(suspect).verdict().pooled().log10PValue();
    }

    /** The verdict of the suspect with the smallest p-value. */
    Verdict verdict() {
        return conclusions.stream()
                .min(Comparator.comparingDouble((Conclusion c) -> c.test().log10PValue()))
                .orElseThrow()
                .verdict();
    }

    Map<String, Object> result() {
        List<Map<String, Object>> tests = new ArrayList<>();
        List<Map<String, Object>> models = new ArrayList<>();
        for (int i = 0; i < suspects.size(); i++) {
            for (Map<String, Object> row : outcomes.get(i).rows()) {
                Map<String, Object> whole = new LinkedHashMap<>(row);
                if (suspects.size() > 1) {
                    whole.put("model", suspects.get(i));
                }
                tests.add(whole);
            }
            models.add(model(i));
        }
        List<Map<String, Object>> figures = new ArrayList<>();
        for (int i = 0; i < suspects.size(); i++) {
            figures.addAll(ProvenanceFigures.doses(
                    suspects.get(i), outcomes.get(i).verdict().doses()));
        }
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("tests", tests);
        result.put("models", models);
        result.put("figures", figures);
        result.put("sealed", registry.sealed());
        result.put("publishedBy", registry.options().publishedBy().label());
        result.put("verdict", verdict().label());
        if (suspects.size() == 1 && conclusions.get(0).detectable() != null) {
            result.put("detectableAuc", conclusions.get(0).detectable().value());
        }
        return result;
    }

    private Map<String, Object> model(int i) {
        Map<String, Object> model = new LinkedHashMap<>();
        model.put("model", suspects.get(i));
        model.put("verdictTest", outcomes.get(i).verdictTest().label());
        TestResult pooled = outcomes.get(i).verdict().pooled();
        model.put("h0", pooled.nullHypothesis());
        model.put("alternative", pooled.alternative().label());
        model.put("method", pooled.method().label());
        model.put("n", pooled.n());
        model.put("log10P", log10P(i));
        model.put("adjustedLog10P", conclusions.get(i).test().log10PValue());
        model.put("verdict", conclusions.get(i).verdict().label());
        List<Map<String, Object>> doses = new ArrayList<>();
        outcomes.get(i).verdict().doses().forEach(dose -> {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("copies", dose.copies());
            row.put("traps", dose.traps());
            row.put("meanRelativeRank", dose.meanRelativeRank());
            doses.add(row);
        });
        if (!doses.isEmpty()) {
            model.put("doses", doses);
        }
        return model;
    }

    String text() {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "H0: the model is independent of the draw of the published traps among their controls.%n"));
        for (int i = 0; i < suspects.size(); i++) {
            if (suspects.size() > 1) {
                text.append(String.format(Locale.ROOT, "%n%s%n", suspects.get(i)));
            }
            outcomes.get(i).rows().forEach(row -> text.append(line(row)));
            Conclusion conclusion = conclusions.get(i);
            if (suspects.size() > 1) {
                text.append(String.format(
                        Locale.ROOT,
                        "%-14s p = %s   of %d models%n",
                        "Holm",
                        PValueFormat.ofLog10(conclusion.test().log10PValue()),
                        suspects.size()));
            }
            Verdict verdict = conclusion.verdict();
            text.append(String.format(Locale.ROOT, "%-14s %s: %s%n", "verdict", verdict.label(), verdict.meaning()));
            text.append(verdict == Verdict.NO_EVIDENCE ? conclusion.sentence() + System.lineSeparator() : "");
        }
        return text.toString();
    }

    private static String line(Map<String, Object> row) {
        StringBuilder line = new StringBuilder(String.format(
                Locale.ROOT,
                "%-14s p = %s   %s, %,.0f traps",
                row.get("test"),
                PValueFormat.ofLog10(number(row, "log10P")),
                row.get("method"),
                number(row, "traps")));
        if (row.containsKey("auc")) {
            line.append(String.format(Locale.ROOT, ", AUC %.3f", number(row, "auc")));
        }
        if (row.containsKey("meanZ")) {
            line.append(String.format(Locale.ROOT, ", mean z %+.2f (effect size)", number(row, "meanZ")));
        }
        if (row.containsKey("hits")) {
            line.append(String.format(Locale.ROOT, ", %.0f completed", number(row, "hits")));
        }
        return line.append(System.lineSeparator()).toString();
    }

    private static double number(Map<String, Object> row, String field) {
        return ((Number) Objects.requireNonNull(row.get(field))).doubleValue();
    }
}
