package org.palimpsest.cli.power.order;

import java.util.List;
import java.util.Map;
import org.palimpsest.inference.lab.LearningRate;

/**
 * One training run.
 *
 * @param start where it begins
 * @param from the model that it goes on from; empty for a fresh one
 * @param weights seed of the initial weights of a fresh one
 * @param sequences token ids in the order of training
 * @param batch sequences a step
 * @param shape of the learning rate
 * @param warmup share of the steps in which it rises
 * @param saves sequences after which the model is saved, and under which name; the last at the end
 */
record Run(
        Start start,
        String from,
        long weights,
        List<int[]> sequences,
        int batch,
        LearningRate.Shape shape,
        double warmup,
        Map<Integer, String> saves) {
    /** Where a run begins. */
    enum Start {
        /** Fresh weights. */
        FRESH,
        /** The weights of a model, with a fresh optimiser. */
        WEIGHTS,
        /** Exactly where a run stopped. */
        OPTIMISER
    }

    static final int BATCH = 8;

    /** Fresh weights, constant rate. */
    static Run fresh(String name, long weights, List<int[]> sequences) {
        return new Run(
                Start.FRESH,
                "",
                weights,
                sequences,
                BATCH,
                LearningRate.Shape.CONSTANT,
                0,
                Map.of(sequences.size(), name));
    }

    /** On from a model, constant rate. */
    static Run from(Start start, String model, List<int[]> sequences, Map<Integer, String> saves) {
        return new Run(start, model, 0, sequences, BATCH, LearningRate.Shape.CONSTANT, 0, saves);
    }

    /** The same with another schedule. */
    Run with(LearningRate.Shape other, double rise) {
        return new Run(start, from, weights, sequences, batch, other, rise, saves);
    }

    /** The same with other batches. */
    Run withBatch(int other) {
        return new Run(start, from, weights, sequences, other, shape, warmup, saves);
    }
}
