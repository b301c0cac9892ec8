package org.palimpsest.inference.engine;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.palimpsest.corpus.Document;
import org.palimpsest.stats.RandomStream;

/**
 * Tokens a second of training and of scoring a Llama shape of 1.3 million parameters (4 layers of 128), vocabulary 4,096,
 * sequences of 64. Run by hand: {@code TrainingBench THREADS LANES ROUNDS}, on class path of the tests. Kinds of work take
 * turns, so that their ratios hold on a busy machine too; {@code LANES} trainers of their own work side by side. Making a
 * trainer and its first steps, in which libtorch compiles, are not timed.
 */
final class TrainingBench {
    private static final LlamaConfig SHAPE = new LlamaConfig(4096, 128, 344, 4, 4, 4, 64, 10_000, 1e-5, true, 0);
    private static final int STEPS = 80;
    private static final int WARM_UP = 5;
    private static final List<Integer> BATCHES = List.of(8, 16, 32);

    private TrainingBench() {}

    private static List<int[]> sequences(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> RandomStream.of(i, "bench").ints(65, 0, 4096).toArray())
                .toList();
    }

    /** Lanes side by side, each of which makes its things and warms up before the clock starts. */
    private static double tokensPerSecond(int lanes, long tokensALane, Consumer<CyclicBarrier> lane) {
        long[] start = new long[1];
        CyclicBarrier ready = new CyclicBarrier(lanes, () -> start[0] = System.nanoTime());
        List<CompletableFuture<Void>> running = new ArrayList<>();
        for (int i = 0; i < lanes; i++) {
            running.add(CompletableFuture.runAsync(
                    () -> lane.accept(ready), task -> new Thread(task, "bench lane").start()));
        }
        running.forEach(CompletableFuture::join);
        return lanes * tokensALane * 1e9 / (System.nanoTime() - start[0]);
    }

    private static void await(CyclicBarrier ready) {
        try {
            ready.await();
        } catch (InterruptedException | BrokenBarrierException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void train(TorchRuntime runtime, int batch, int steps, CyclicBarrier ready) {
        List<int[]> sequences = sequences(batch);
        try (CausalTrainer trainer = CausalTrainer.fresh(runtime, SHAPE, 1, 1e-3)) {
            for (int step = -WARM_UP; step < steps; step++) {
                if (step == 0) {
                    await(ready);
                }
                trainer.step(sequences);
            }
        }
    }

    private static void score(TorchRuntime runtime, Path model, List<Document> documents, CyclicBarrier ready) {
        try (Checkpoint checkpoint = Checkpoint.load(runtime, model);
                DjlTokenScorer scorer = new DjlTokenScorer(checkpoint, DjlTokenScorer.Options.defaults())) {
            scorer.score(documents.subList(0, documents.size() / 4));
            await(ready);
            scorer.score(documents);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Prints a line a round and kind of work.
     *
     * @param args threads of the engine, lanes, rounds
     * @throws IOException if the model cannot be written
     */
    public static void main(String[] args) throws IOException {
        int lanes = Integer.parseInt(args[1]);
        PrintStream out =
                new PrintStream(new java.io.FileOutputStream(java.io.FileDescriptor.out), true, StandardCharsets.UTF_8);
        Path folder = Files.createTempDirectory("bench");
        List<Document> documents = sequences(1024).stream()
                .map(tokens -> new Document("d", "", tokens, null, null, null, Map.of()))
                .toList();
        try (TorchRuntime runtime = TorchRuntime.start(new TorchRuntime.Options(Integer.parseInt(args[0])))) {
            try (CausalTrainer trainer = CausalTrainer.fresh(runtime, SHAPE, 1, 1e-3)) {
                trainer.save(folder.resolve("model"), TinyModel.tokenizer(folder));
            }
            for (int round = 0; round < Integer.parseInt(args[2]); round++) {
                for (int batch : BATCHES) {
                    int steps = STEPS * BATCHES.get(0) / batch;
                    double rate =
                            tokensPerSecond(lanes, 64L * batch * steps, ready -> train(runtime, batch, steps, ready));
                    out.printf(Locale.ROOT, "round %d train B%d %.0f tokens/s%n", round, batch, rate);
                }
                double rate = tokensPerSecond(
                        lanes,
                        64L * documents.size(),
                        ready -> score(runtime, folder.resolve("model"), documents, ready));
                out.printf(Locale.ROOT, "round %d score %.0f tokens/s%n", round, rate);
            }
        }
    }
}
