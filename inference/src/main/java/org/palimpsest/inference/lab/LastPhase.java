package org.palimpsest.inference.lab;

import java.nio.file.Path;

/**
 * The last phase of a run, to be trained again from one checkpoint: once in the true order and, for the reshuffle test,
 * several times in orders drawn anew.
 *
 * @param run the whole run in its true order
 * @param firstStep the step at which the phase begins
 */
public record LastPhase(TrainingSetup run, long firstStep) {
    /** Checks that the phase lies within the run. */
    public LastPhase {
        if (firstStep < 0 || firstStep >= run.lastStep()) {
            throw new IllegalArgumentException("firstStep must be in [0, " + run.lastStep() + "), got " + firstStep);
        }
    }

    /**
     * The last share of the steps of a run.
     *
     * @param run the whole run
     * @param fraction of its steps, in (0, 1]; rounded to whole steps, at least one
     * @return the phase
     */
    public static LastPhase of(TrainingSetup run, double fraction) {
        if (!(fraction > 0 && fraction <= 1)) {
            throw new IllegalArgumentException("fraction must be in (0, 1], got " + fraction);
        }
        return new LastPhase(run, run.lastStep() - Math.max(1, Math.round(fraction * run.lastStep())));
    }

    /**
     * The way from an earlier checkpoint to the beginning of the phase, in the true order.
     *
     * @param checkpoint of the run, at or before the phase
     * @return the setup of a run that ends where the phase begins
     */
    public TrainingSetup approach(Path checkpoint) {
        return run.with(new TrainingStart.Resume(checkpoint), run.order(), firstStep);
    }

    /**
     * The phase in its true order.
     *
     * @param checkpoint at the beginning of the phase
     * @return the setup of a run
     */
    public TrainingSetup inTrueOrder(Path checkpoint) {
        return run.with(new TrainingStart.Resume(checkpoint), run.order(), run.lastStep());
    }

    /**
     * The phase in an order drawn anew: the same sequences as often.
     *
     * @param checkpoint at the beginning of the phase
     * @param copy which redrawing, from 1
     * @return the setup of a run
     */
    public TrainingSetup reshuffled(Path checkpoint, int copy) {
        int from = Math.toIntExact(firstStep * run.plan().batchSize());
        int[] order = run.plan().order(run.sequences().size()).reshuffled(from, copy);
        return run.with(new TrainingStart.Resume(checkpoint), order, run.lastStep());
    }
}
