package org.palimpsest.traps.detection;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.palimpsest.stats.Interval;

/** Audits of models that never saw a trap, repeated many times, and what became of their p-values. */
final class NullAudits {
    private static final double CONFIDENCE = 0.999;

    private NullAudits() {}

    /** P-values of one test over all audits. */
    @SuppressWarnings("ArrayRecordComponent") // read only here
    record Outcome(String family, String test, boolean exact, double[] pValues) {
        double rate(double level) {
            return (double) rejections(level) / pValues.length;
        }

        Interval interval(double level) {
            return Interval.clopperPearson(rejections(level), pValues.length, CONFIDENCE);
        }

        private int rejections(double level) {
            return (int)
                    Arrays.stream(pValues).filter(p -> p <= level * (1 + 1e-12)).count();
        }

        /** Largest excess of the share of p-values at or below a value over that value. */
        double excess() {
            double[] sorted = Arrays.stream(pValues).sorted().toArray();
            double most = 0;
            for (int i = 0; i < sorted.length; i++) {
                most = Math.max(most, (i + 1.0) / sorted.length - sorted[i]);
            }
            return most;
        }

        /** Largest lack, at p-values that occur: 0 for a uniform p up to the noise of sampling. */
        double lack() {
            double[] sorted = Arrays.stream(pValues).sorted().toArray();
            double most = 0;
            for (int i = 0; i < sorted.length; i++) {
                if (i + 1 == sorted.length || sorted[i + 1] > sorted[i]) {
                    most = Math.max(most, sorted[i] - (i + 1.0) / sorted.length);
                }
            }
            return most;
        }

        /** One-sided Kolmogorov bound at 99.9 % (Dvoretzky, Kiefer, Wolfowitz; Massart). */
        double bound() {
            return Math.sqrt(Math.log(1 / (1 - CONFIDENCE)) / (2 * pValues.length));
        }

        /** Whether no rate lies above its level by more than sampling error, and an exact p-value is uniform besides. */
        boolean holds() {
            return interval(0.05).low() <= 0.05
                    && interval(0.01).low() <= 0.01
                    && excess() <= bound()
                    && (!exact || lack() <= bound());
        }
    }

    /** Runs all designs. */
    static List<Outcome> run(int audits, long seed) {
        List<Outcome> outcomes = new ArrayList<>();
        for (NullDesign design : NullDesigns.all()) {
            outcomes.addAll(run(design, audits, seed));
        }
        return outcomes;
    }

    static List<Outcome> run(NullDesign design, int audits, long seed) {
        List<Map<String, Double>> all = IntStream.range(0, audits)
                .parallel()
                .mapToObj(audit -> design.pValues().apply(seed * 1_000_003 + audit))
                .toList();
        Map<String, double[]> byTest = new LinkedHashMap<>();
        for (int audit = 0; audit < audits; audit++) {
            for (Map.Entry<String, Double> p : new TreeMap<>(all.get(audit)).entrySet()) {
                byTest.computeIfAbsent(p.getKey(), unused -> new double[audits])[audit] = p.getValue();
            }
        }
        List<Outcome> outcomes = new ArrayList<>();
        byTest.forEach((test, p) -> outcomes.add(
                new Outcome(design.family(), test.replace(NullDesign.EXACT, ""), test.endsWith(NullDesign.EXACT), p)));
        return outcomes;
    }
}
