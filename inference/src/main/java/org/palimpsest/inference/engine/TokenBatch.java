package org.palimpsest.inference.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Sequences side by side, padded on the right to the longest: inputs, and targets that are the inputs moved left by
 * one.
 */
final class TokenBatch {
    private final int rows;
    private final int length;
    private final long[] inputs;
    private final long[] targets;
    private final int[] skipped;
    private final int[] lengths;

    private TokenBatch(int rows, int length, long[] inputs, long[] targets, int[] skipped, int[] lengths) {
        this.rows = rows;
        this.length = length;
        this.inputs = inputs;
        this.targets = targets;
        this.skipped = skipped;
        this.lengths = lengths;
    }

    /**
     * Lays sequences side by side.
     *
     * @param sequences token ids, at least two each
     */
    static TokenBatch of(List<int[]> sequences) {
        return of(sequences, new int[sequences.size()]);
    }

    /**
     * Lays sequences side by side.
     *
     * @param sequences token ids, at least two each
     * @param skipped how many targets at the start of each do not count
     */
    static TokenBatch of(List<int[]> sequences, int[] skipped) {
        int longest = sequences.stream().mapToInt(s -> s.length).max().orElse(0) - 1;
        if (longest < 1) {
            throw new IllegalArgumentException("a batch needs a sequence of at least 2 tokens, got " + (longest + 1));
        }
        long[] inputs = new long[Math.multiplyExact(sequences.size(), longest)];
        long[] targets = new long[inputs.length];
        int[] lengths = sequences.stream().mapToInt(s -> s.length - 1).toArray();
        for (int row = 0; row < sequences.size(); row++) {
            int[] tokens = sequences.get(row);
            for (int i = 0; i < longest; i++) {
                boolean real = i < tokens.length - 1;
                inputs[row * longest + i] = real ? tokens[i] : 0;
                targets[row * longest + i] = real ? tokens[i + 1] : 0;
            }
        }
        return new TokenBatch(sequences.size(), longest, inputs, targets, skipped.clone(), lengths);
    }

    NDArray inputs(NDManager manager) {
        return manager.create(inputs, new Shape(rows, length));
    }

    /** Places in the flattened batch of the real targets that count. */
    NDArray realRows(NDManager manager) {
        return manager.create(realPlaces().toArray());
    }

    /** The real targets, in the order of {@link #realRows}. */
    NDArray realTargets(NDManager manager) {
        return manager.create(realPlaces().map(place -> targets[(int) place]).toArray());
    }

    private LongStream realPlaces() {
        return IntStream.range(0, rows)
                .boxed()
                .flatMapToLong(row ->
                        LongStream.range((long) row * length + skipped[row], (long) row * length + lengths[row]));
    }

    /** Adds inputs, rows and targets, in the order in which programs take them. */
    void addTo(NDList tensors, NDManager manager) {
        tensors.add(inputs(manager));
        tensors.add(realRows(manager));
        tensors.add(realTargets(manager));
    }

    int length() {
        return length;
    }
}
