package org.palimpsest.cli.power.order;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.palimpsest.cli.power.SourceText;
import org.palimpsest.inference.engine.TorchRuntime;
import org.palimpsest.inference.lab.LearningRate;
import org.palimpsest.stats.RandomStream;

/** All runs of a seed, and what each model says of the transcript. */
final class OrderExperiment {
    /** Shares of Alice's tokens, in percent, after which a fine-tuned Bob is saved. */
    static final int[] TUNED = {1, 3, 10, 30, 100, 300};

    /** The same for a Bob who reads Alice's documents again in another order. */
    static final int[] ERASED = {10, 30, 100};

    /** Seeds that go on to four epochs and to 300 %; the others stop at two and at 100 %. */
    private static final long LONG_SEEDS = 2;

    private static final int[] BITS = {8, 4, 3};
    private static final int[] MERGED = {25, 50, 75};
    private static final int SEEDS_OF_ORDERS = 1_000;

    private final Path folder;
    private final SourceText text;
    private final TorchRuntime runtime;
    private final OrderCorpus corpus;

    OrderExperiment(Path folder, SourceText text, TorchRuntime runtime) {
        this.folder = folder;
        this.text = text;
        this.runtime = runtime;
        this.corpus = OrderCorpus.of(text);
    }

    /** Trains what is missing for a seed and writes its rows. */
    LossTable run(long seed) throws IOException {
        OrderModels models = new OrderModels(folder.resolve("seed-" + seed), text, runtime);
        List<String> names = new ArrayList<>();
        alice(models, names, seed);
        bob(models, names, seed);
        adversaries(models, names, seed);
        Map<String, double[]> columns = new LinkedHashMap<>();
        for (String name : names) {
            columns.put(name, models.score(name, corpus.transcript()));
        }
        LossTable table = new LossTable(positions(seed), columns);
        table.write(LossTable.file(folder, seed));
        return table;
    }

    /** Place of every document in every epoch. */
    static List<int[]> positions(long seed) {
        List<int[]> all = new ArrayList<>();
        for (int epoch = 0; epoch < OrderCorpus.EPOCHS; epoch++) {
            int[] order = OrderCorpus.order(seed, epoch);
            int[] places = new int[order.length];
            IntStream.range(0, order.length).forEach(t -> places[order[t]] = t);
            all.add(places);
        }
        return all;
    }

    /** The order of a model that never saw Alice's. */
    private static int[] foreign(long seed, String role) {
        return RandomStream.permutation(OrderCorpus.DOCUMENTS, RandomStream.of(SEEDS_OF_ORDERS + seed, role));
    }

    private void alice(OrderModels models, List<String> names, long seed) throws IOException {
        List<int[]> read = corpus.inOrder(OrderCorpus.order(seed, 0));
        train(models, names, Run.fresh("alice", seed, read));
        train(models, names, Run.fresh("same", -seed, corpus.inOrder(foreign(seed, "reference"))));
        List<int[]> held = IntStream.of(foreign(seed, "held-out"))
                .mapToObj(corpus.heldOut()::get)
                .toList();
        train(models, names, Run.fresh("held", -seed - SEEDS_OF_ORDERS, held));
        train(models, names, Run.fresh("innocent", seed, corpus.inOrder(foreign(seed, "innocent"))));
        train(models, names, Run.fresh("cosine", seed, read).with(LearningRate.Shape.COSINE, 0));
        train(models, names, Run.fresh("linear", seed, read).with(LearningRate.Shape.LINEAR, 0));
        train(models, names, Run.fresh("warmup", seed, read).with(LearningRate.Shape.CONSTANT, 0.1));
        train(models, names, Run.fresh("batch-4", seed, read).withBatch(4));
        train(models, names, Run.fresh("batch-32", seed, read).withBatch(32));
        List<int[]> fixed = new ArrayList<>();
        List<int[]> shuffled = new ArrayList<>();
        for (int epoch = 1; epoch < OrderCorpus.EPOCHS; epoch++) {
            fixed.addAll(read);
            shuffled.addAll(corpus.inOrder(OrderCorpus.order(seed, epoch)));
        }
        int trained = seed <= LONG_SEEDS ? fixed.size() : OrderCorpus.DOCUMENTS;
        epochs(models, names, "fixed", fixed.subList(0, trained));
        epochs(models, names, "shuffled", shuffled.subList(0, trained));
    }

    private static void epochs(OrderModels models, List<String> names, String kind, List<int[]> read)
            throws IOException {
        Map<Integer, String> saves = new LinkedHashMap<>();
        saves.put(OrderCorpus.DOCUMENTS, kind + "-2");
        if (read.size() > OrderCorpus.DOCUMENTS) {
            saves.put(read.size(), kind + "-4");
        }
        train(models, names, Run.from(Run.Start.OPTIMISER, "alice", read, saves));
    }

    private void bob(OrderModels models, List<String> names, long seed) throws IOException {
        int[] drawn = RandomStream.permutation(corpus.other().size(), RandomStream.of(seed, "fine-tuning text"));
        List<int[]> other = IntStream.of(drawn).mapToObj(corpus.other()::get).toList();
        int[] tuned = seed <= LONG_SEEDS
                ? TUNED
                : IntStream.of(TUNED).filter(p -> p <= 100).toArray();
        train(models, names, milestones("alice", "tuned", tuned, other));
        List<int[]> second = other.subList(share(300), share(310));
        train(models, names, Run.from(Run.Start.WEIGHTS, "alice", second, Map.of(share(10), "tuned-10b")));
        models.mix("tuned-10", 0.5, "tuned-10b", "averaged");
        names.add("averaged");
        for (int bits : BITS) {
            models.round("alice", bits, "bits-" + bits);
            names.add("bits-" + bits);
        }
        for (int percent : MERGED) {
            models.mix("alice", percent / 100.0, "innocent", "merged-" + percent);
            names.add("merged-" + percent);
        }
        if (!java.nio.file.Files.exists(models.model("distilled"))) {
            train(models, names, Run.fresh("distilled", -seed - 7, models.write("alice", OrderCorpus.DOCUMENTS, seed)));
        } else {
            names.add("distilled");
        }
    }

    private void adversaries(OrderModels models, List<String> names, long seed) throws IOException {
        List<int[]> again = corpus.inOrder(foreign(seed, "erasing"));
        train(models, names, milestones("alice", "erased", ERASED, again));
        List<int[]> read = corpus.inOrder(OrderCorpus.order(seed, 0));
        int last = share(90);
        Map<Integer, String> end = Map.of(read.size() - last, "framed-last");
        train(models, names, Run.from(Run.Start.WEIGHTS, "innocent", read.subList(last, read.size()), end));
        List<int[]> tenth = IntStream.range(0, read.size())
                .filter(i -> i % 10 == 0)
                .mapToObj(read::get)
                .toList();
        train(models, names, Run.from(Run.Start.WEIGHTS, "innocent", tenth, Map.of(tenth.size(), "framed-tenth")));
        train(models, names, Run.from(Run.Start.WEIGHTS, "innocent", read, Map.of(read.size(), "framed-all")));
    }

    private static Run milestones(String from, String kind, int[] percents, List<int[]> sequences) {
        Map<Integer, String> saves = new LinkedHashMap<>();
        for (int percent : percents) {
            saves.put(share(percent), kind + "-" + percent);
        }
        int last = share(percents[percents.length - 1]);
        return Run.from(Run.Start.WEIGHTS, from, sequences.subList(0, last), saves);
    }

    /** Documents that are so much of the transcript, as whole batches. */
    private static int share(int percent) {
        return (int) Math.round(percent / 100.0 * OrderCorpus.DOCUMENTS / Run.BATCH) * Run.BATCH;
    }

    private static void train(OrderModels models, List<String> names, Run run) throws IOException {
        models.train(run);
        names.addAll(run.saves().values());
    }
}
