package org.palimpsest.cli.power.order;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.palimpsest.stats.RandomStream;

/** Rows of models that remember as much as they are told to. */
final class SyntheticRows {
    /** Documents of a table. */
    static final int N = 500;

    /** What a model with full memory gains from first place to last, in nats. */
    private static final double GAIN = 0.2;

    private SyntheticRows() {}

    /** How strongly each model remembers its last epoch, as the literature or the attack would have it. */
    static Map<String, Double> memories() {
        Map<String, Double> all = new LinkedHashMap<>();
        List.of("alice", "warmup", "batch-4", "batch-32", "bits-8").forEach(m -> all.put(m, 1.0));
        FalsePositives.INNOCENT.stream().sorted().forEach(m -> all.put(m, 0.0));
        all.putAll(Map.of("cosine", 0.6, "linear", 0.4, "fixed-2", 1.7, "fixed-4", 2.5));
        all.putAll(Map.of("shuffled-2", 1.0, "shuffled-4", 1.0, "averaged", 0.8, "distilled", 0.3));
        all.putAll(Map.of("bits-4", 0.8, "bits-3", 0.6, "merged-25", 0.8, "merged-50", 0.6, "merged-75", 0.5));
        all.putAll(Map.of("framed-tenth", 0.5, "framed-last", 0.6, "framed-all", 1.5));
        for (int percent : OrderExperiment.TUNED) {
            all.put("tuned-" + percent, 1 / (1 + percent / 100.0));
        }
        for (int percent : OrderExperiment.ERASED) {
            all.put("erased-" + percent, percent == 100 ? 0.3 : 0.6);
        }
        return new TreeMap<>(all);
    }

    /** Tables of five seeds: a document's own likelihood, noise, and a memory that grows with the square of its place. */
    static Map<Long, LossTable> tables(Map<String, Double> memories) {
        RandomGenerator documents = RandomStream.of(0, "synthetic documents");
        double[] base =
                documents.doubles(N).map(u -> 0.15 * documents.nextGaussian()).toArray();
        Map<Long, LossTable> tables = new TreeMap<>();
        for (long seed = 1; seed <= 5; seed++) {
            RandomGenerator random = RandomStream.of(seed, "synthetic rows");
            List<int[]> positions = new ArrayList<>();
            for (int epoch = 0; epoch < 4; epoch++) {
                positions.add(RandomStream.permutation(N, random));
            }
            Map<String, double[]> scores = new LinkedHashMap<>();
            memories.forEach((model, memory) -> {
                int epoch = model.startsWith("shuffled-") ? model.charAt(model.length() - 1) - '0' : 1;
                int[] places = positions.get(epoch - 1);
                scores.put(
                        model,
                        IntStream.range(0, N)
                                .mapToDouble(i -> -5
                                        + base[i]
                                        + 0.07 * random.nextGaussian()
                                        + memory * GAIN * Math.pow(places[i] / (double) N, 2))
                                .toArray());
            });
            tables.put(seed, new LossTable(positions, scores));
        }
        return tables;
    }
}
