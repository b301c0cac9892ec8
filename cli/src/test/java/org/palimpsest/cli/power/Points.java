package org.palimpsest.cli.power;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.palimpsest.stats.RandomStream;

/** Gathers the scores of all seeds as points: every trap among the controls of its cell. */
final class Points {
    private final Experiment experiment;

    Points(Experiment experiment) {
        this.experiment = experiment;
    }

    /** Points of the main models of a seed, by score. */
    Map<String, List<Point>> main(long seed) throws IOException {
        Named<Map<String, Double>> raw = new Named<>(experiment.main(seed));
        Map<String, Map<String, Double>> scores = new LinkedHashMap<>();
        scores.put("loss", raw.get("alone"));
        scores.put("ratio", difference(raw.get("alone"), raw.get("reference")));
        scores.put("clean-loss", raw.get("clean"));
        scores.put("clean-ratio", difference(raw.get("clean"), raw.get("reference")));
        scores.put("context", difference(raw.get("context"), raw.get("reference")));
        scores.putAll(disturbed(raw, seed));
        return points(scores, experiment.mainTexts(seed), seed);
    }

    /** Points of texts that the main models of a seed never saw, by score. */
    Map<String, List<Point>> mainUnseen(long seed) throws IOException {
        Named<Map<String, Double>> raw = new Named<>(experiment.mainUnseen(seed));
        Map<String, Map<String, Double>> scores = new LinkedHashMap<>();
        scores.put("loss", raw.get("alone"));
        scores.put("ratio", difference(raw.get("alone"), raw.get("reference")));
        scores.putAll(disturbed(raw, seed));
        return audits(scores, seed);
    }

    /** Scores of a main model that an adversary rounded, prompted, or lets answer with text alone. */
    private static Map<String, Map<String, Double>> disturbed(Named<Map<String, Double>> raw, long seed) {
        Map<String, Map<String, Double>> scores = new LinkedHashMap<>();
        for (String score : List.of("prompted", "int8", "int4", "int3")) {
            scores.put(score, difference(raw.get(score), raw.get("reference")));
        }
        scores.put("written", raw.get("written"));
        scores.put("refused-50", refused(raw.get("written"), 0.5, seed));
        scores.put("refused-90", refused(raw.get("written"), 0.9, seed));
        scores.put("refused-100", refused(raw.get("written"), 1, seed));
        return scores;
    }

    /** Points of the attacked models of a seed, by attack and score. */
    Map<String, List<Point>> attacked(long seed) throws IOException {
        Named<Map<String, Double>> raw = new Named<>(experiment.attacked(seed));
        Map<String, Map<String, Double>> scores = byAttack(raw);
        scores.put("clean-loss", raw.get("clean"));
        scores.put("clean", difference(raw.get("clean"), raw.get("reference")));
        return points(scores, experiment.attackedTexts(seed), seed);
    }

    /** Points of texts that the attacked models of a seed never saw, by attack and score. */
    Map<String, List<Point>> attackedUnseen(long seed) throws IOException {
        Map<String, Map<String, Double>> scores = byAttack(new Named<>(experiment.attackedUnseen(seed)));
        return audits(scores, seed);
    }

    /** Every audit among its own controls, under a number of its own in the place of the seed. */
    private Map<String, List<Point>> audits(Map<String, Map<String, Double>> scores, long seed) {
        Map<String, List<Point>> all = new LinkedHashMap<>();
        for (int audit = 0; audit < Experiment.AUDITS; audit++) {
            Results.add(all, points(scores, experiment.unseenTexts(seed, audit), seed * Experiment.AUDITS + audit));
        }
        return all;
    }

    private static Map<String, Map<String, Double>> byAttack(Named<Map<String, Double>> raw) {
        Map<String, Map<String, Double>> scores = new LinkedHashMap<>();
        for (String attack : Experiment.ATTACKS) {
            scores.put(attack + "-loss", raw.get(attack));
            scores.put(attack, difference(raw.get(attack), raw.get("reference")));
        }
        return scores;
    }

    /** Has the report print what the filters leave, where the attacked models are there. */
    void survivors(AdversaryTables report, long first, long last) throws IOException {
        for (String filter : List.of("perplexity", "ngrams")) {
            Map<String, int[]> sum = new TreeMap<>();
            for (long seed = first; seed <= last; seed++) {
                experiment.survival(seed, filter).forEach((label, counts) -> {
                    int[] all = sum.computeIfAbsent(label, k -> new int[2]);
                    all[0] += counts[0];
                    all[1] += counts[1];
                });
            }
            report.survivors(filter, sum);
        }
    }

    /** The ratio score: how much likelier a text is than under the reference model, in nats a token. */
    private static Map<String, Double> difference(Map<String, Double> model, Map<String, Double> reference) {
        Named<Double> base = new Named<>(reference);
        return model.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue() - base.get(e.getKey())));
    }

    /** What is left of written tokens if the model refuses with a chance, drawn for each text, instead of going on. */
    private static Map<String, Double> refused(Map<String, Double> written, double chance, long seed) {
        RandomGenerator random = RandomStream.of(seed, "refusals " + chance);
        Map<String, Double> left = new LinkedHashMap<>();
        new TreeMap<>(written)
                .forEach((id, tokens) -> left.put(id, random.nextDouble() < chance ? Double.valueOf(0) : tokens));
        return left;
    }

    /** Every published text among the controls of its cell. */
    static Map<String, List<Point>> points(Map<String, Map<String, Double>> scores, List<Trap> texts, long seed) {
        Map<String, List<Point>> points = new LinkedHashMap<>();
        scores.forEach((score, byText) -> {
            Named<Double> values = new Named<>(byText);
            Named<double[]> controls = new Named<>(texts.stream()
                    .filter(t -> !t.published())
                    .collect(Collectors.groupingBy(
                            t -> t.condition().cell(),
                            Collectors.collectingAndThen(
                                    Collectors.toList(),
                                    all -> all.stream()
                                            .mapToDouble(t -> values.get(t.id()))
                                            .toArray()))));
            List<Point> own = new ArrayList<>();
            texts.stream()
                    .filter(Trap::published)
                    .forEach(t -> own.add(new Point(
                            score,
                            t.condition().label(),
                            seed,
                            t.id(),
                            values.get(t.id()),
                            controls.get(t.condition().cell()))));
            points.put(score, own);
        });
        return points;
    }
}
