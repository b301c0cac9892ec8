package org.palimpsest.provenance.dataset;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.palimpsest.corpus.Document;
import org.palimpsest.corpus.run.Progress;
import org.palimpsest.inference.likelihood.TokenScorer;
import org.palimpsest.inference.likelihood.TokenScores;
import org.palimpsest.stats.RandomStream;

/**
 * Scores a benchmark in the order in which it is published and in random orders: consecutive examples make a shard, and each shard
 * is scored as one text, in its own order and in others. Cost: (1 + orders) times the tokens of the benchmark.
 *
 * @param shards number of shards, at least 1; each must hold 2 examples or more
 * @param orders random orders of each shard, at least 1
 * @param separator what stands between two examples
 * @param seed of the orders
 */
public record BenchmarkOrders(int shards, int orders, String separator, long seed) {
    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if a number is below 1
     */
    public BenchmarkOrders {
        if (shards < 1 || orders < 1) {
            throw new IllegalArgumentException(
                    "shards and orders must be at least 1, got " + shards + " and " + orders);
        }
    }

    /**
     * Which examples make each shard: consecutive ones, in parts whose sizes differ by at most 1.
     *
     * @param examples number of examples
     * @throws IllegalArgumentException if a shard would hold fewer than 2
     */
    public List<int[]> shardsOf(int examples) {
        if (examples < 2L * shards) {
            throw new IllegalArgumentException(
                    "every shard needs 2 examples, " + shards + " shards need " + 2L * shards + ", got " + examples);
        }
        List<int[]> parts = new ArrayList<>();
        for (int s = 0; s < shards; s++) {
            int from = (int) ((long) examples * s / shards);
            int to = (int) ((long) examples * (s + 1) / shards);
            parts.add(IntStream.range(from, to).toArray());
        }
        return parts;
    }

    /** The random orders of one shard, each a list of its examples. */
    List<int[]> ordersOf(int[] shard, int number) {
        RandomGenerator random = RandomStream.of(seed, "benchmark order/" + number);
        List<int[]> drawn = new ArrayList<>();
        for (int i = 0; i < orders; i++) {
            drawn.add(Arrays.stream(RandomStream.permutation(shard.length, random))
                    .map(place -> shard[place])
                    .toArray());
        }
        return drawn;
    }

    /**
     * Asks a model.
     *
     * @param examples the benchmark in the order in which it is published
     * @param scorer the model
     * @param progress told of every shard
     * @return for each shard the summed log-probability in nats of its own order and of the random ones
     * @throws IllegalArgumentException if there are too few examples, or the model gives a text no score
     */
    public DrawnScores score(List<String> examples, TokenScorer scorer, Progress progress) {
        List<int[]> parts = shardsOf(examples.size());
        List<String> names = new ArrayList<>();
        double[] drawn = new double[parts.size()];
        double[][] others = new double[parts.size()][];
        try (Progress.Task task = progress.begin("orders", parts.size(), "shards")) {
            for (int s = 0; s < drawn.length; s++) {
                List<Document> texts = new ArrayList<>();
                texts.add(Document.of("shard " + s + ", order 0", text(parts.get(s), examples)));
                for (int[] order : ordersOf(parts.get(s), s)) {
                    texts.add(Document.of("shard " + s + ", order " + texts.size(), text(order, examples)));
                }
                double[] sums = scorer.score(texts).stream()
                        .mapToDouble(BenchmarkOrders::sum)
                        .toArray();
                names.add(Integer.toString(s));
                drawn[s] = sums[0];
                others[s] = Arrays.copyOfRange(sums, 1, sums.length);
                task.advance(1);
            }
        }
        return new DrawnScores(names, drawn, others);
    }

    private String text(int[] order, List<String> examples) {
        return String.join(
                separator, Arrays.stream(order).mapToObj(examples::get).toList());
    }

    private static double sum(TokenScores scores) {
        double[] nats = scores.logProbsNats();
        if (nats.length == 0) {
            throw new IllegalArgumentException("text " + scores.id() + " has no scored token");
        }
        return Arrays.stream(nats).sum();
    }
}
