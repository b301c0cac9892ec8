package org.palimpsest.inference.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.palimpsest.corpus.run.Progress;
import org.palimpsest.inference.engine.CausalTrainer;

/**
 * One pass of a trainer over sequences in a recorded order: batch b holds the sequences at positions {@code b *
 * batchSize} and following. The order is given, never drawn here, so that what was recorded is what was trained.
 *
 * @param batchSize sequences a step, at least 1
 */
public record TrainingPass(int batchSize) {
    /** Checks the range of the batch size. */
    public TrainingPass {
        if (batchSize < 1) {
            throw new IllegalArgumentException("batchSize must be at least 1, got " + batchSize);
        }
    }

    /**
     * Trains once over all sequences.
     *
     * @param trainer the model that is trained
     * @param sequences token ids of every document
     * @param order positions to documents: {@code order[t]} is the index of the sequence at position t; every index
     *     once
     * @param task told of every sequence trained
     * @return the loss of every step before it was taken, in nats per token
     * @throws CancellationException if the thread is interrupted
     */
    public double[] run(CausalTrainer trainer, List<int[]> sequences, int[] order, Progress.Task task) {
        checkPermutation(order, sequences.size());
        int steps = (order.length + batchSize - 1) / batchSize;
        double[] losses = new double[steps];
        for (int step = 0; step < steps; step++) {
            if (Thread.interrupted()) {
                throw new CancellationException("training was stopped at step " + step);
            }
            List<int[]> batch = new ArrayList<>(batchSize);
            int end = Math.min(order.length, (step + 1) * batchSize);
            for (int position = step * batchSize; position < end; position++) {
                batch.add(sequences.get(order[position]));
            }
            losses[step] = trainer.step(batch);
            task.advance(batch.size());
        }
        return losses;
    }

    private static void checkPermutation(int[] order, int size) {
        boolean[] seen = new boolean[size];
        for (int index : order) {
            if (index < 0 || index >= size || seen[index]) {
                throw new IllegalArgumentException(
                        "order must hold every index in [0, " + size + ") once, got " + index + " again or outside");
            }
            seen[index] = true;
        }
        if (order.length != size) {
            throw new IllegalArgumentException("order must hold " + size + " indexes, got " + order.length);
        }
    }
}
