package org.palimpsest.cli.power;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** What a trainer who suspects traps removes before training. */
final class TrainerFilter {
    private TrainerFilter() {}

    /**
     * Drops every document with a stretch that is unlikelier than in most plain documents.
     *
     * @param documents the corpus
     * @param logProbs the filter model's log-probability of every token but the begin token, in nats, by document
     * @param stretch tokens of a stretch
     * @param share of the plain documents that may be lost
     * @return those that stay, in order
     */
    static List<PlantedDocument> unlikely(
            List<PlantedDocument> documents, List<double[]> logProbs, int stretch, double share) {
        double[] worst = logProbs.stream().mapToDouble(p -> worst(p, stretch)).toArray();
        double[] plain = IntStream.range(0, worst.length)
                .filter(i -> documents.get(i).trap().isEmpty())
                .mapToDouble(i -> worst[i])
                .sorted()
                .toArray();
        double least = plain[(int) (plain.length * share)];
        return IntStream.range(0, worst.length)
                .filter(i -> worst[i] >= least)
                .mapToObj(documents::get)
                .toList();
    }

    /** The lowest mean over consecutive tokens. */
    private static double worst(double[] values, int stretch) {
        int width = Math.min(stretch, values.length);
        double sum = Arrays.stream(values, 0, width).sum();
        double lowest = sum;
        for (int i = width; i < values.length; i++) {
            sum += values[i] - values[i - width];
            lowest = Math.min(lowest, sum);
        }
        return lowest / width;
    }

    /**
     * Drops every document with a run of tokens that as many documents before it had.
     *
     * @param documents the corpus in its order
     * @param run tokens of a run
     * @param most documents that may share one
     * @return those that stay, in order
     */
    static List<PlantedDocument> repeated(List<PlantedDocument> documents, int run, int most) {
        Map<List<Integer>, Integer> seen = new HashMap<>();
        List<PlantedDocument> kept = new ArrayList<>();
        for (PlantedDocument document : documents) {
            Set<List<Integer>> runs = runs(document.tokens(), run);
            if (runs.stream().allMatch(r -> seen.getOrDefault(r, 0) < most)) {
                kept.add(document);
            }
            runs.forEach(r -> seen.merge(r, 1, Integer::sum));
        }
        return kept;
    }

    private static Set<List<Integer>> runs(int[] tokens, int run) {
        List<Integer> all = Arrays.stream(tokens).boxed().toList();
        Set<List<Integer>> runs = new HashSet<>();
        for (int i = 1; i + run <= all.size(); i++) {
            runs.add(List.copyOf(all.subList(i, i + run)));
        }
        return runs;
    }
}
