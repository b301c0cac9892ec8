package org.palimpsest.inference.lab;

import org.palimpsest.inference.engine.CausalTrainer;

/** Told of every training step, on the thread that trains. */
@FunctionalInterface
public interface StepListener {
    /**
     * A step was taken.
     *
     * @param step its number, from 0
     * @param seen loss and norm of the gradient before it
     * @param factor of the learning rate in it
     */
    void onStep(long step, CausalTrainer.Step seen, double factor);
}
