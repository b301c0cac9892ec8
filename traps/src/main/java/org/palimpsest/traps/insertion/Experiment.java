package org.palimpsest.traps.insertion;

import java.util.List;

/**
 * One experiment of several that share a corpus.
 *
 * @param name its name, different from others
 * @param traps ids of its traps, one or more
 * @param repetitions copies of each trap, above 0; with a fraction f, a share f of the traps gets one copy more than the others
 * @param fromStep first training step of its documents
 * @param toStep step before which its documents were trained on; with {@link #ALL_STEPS} and a first step of 0, the steps do not
 *     matter
 * @param treated share of the traps that are put in, in [0, 1]; the others are the control arm: their documents are kept free
 * @param perDocument traps a document, 1 or more
 */
public record Experiment(
        String name,
        List<String> traps,
        double repetitions,
        long fromStep,
        long toStep,
        double treated,
        int perDocument) {
    /** No last step. */
    public static final long ALL_STEPS = Long.MAX_VALUE;

    /**
     * Checks.
     *
     * @throws IllegalArgumentException if a value is out of its range
     */
    public Experiment {
        traps = List.copyOf(traps);
        require(
                !name.isBlank() && !traps.isEmpty(),
                "name and traps must not be empty",
                "\"" + name + "\", " + traps.size());
        require(
                traps.stream().distinct().count() == traps.size(),
                "traps of " + name + " must differ",
                traps.toString());
        require(
                repetitions > 0 && repetitions <= 1_000_000,
                "repetitions of " + name + " must be in (0, 1000000]",
                Double.toString(repetitions));
        require(
                fromStep >= 0 && toStep > fromStep,
                "steps of " + name + " must be a range that begins at 0 or later",
                fromStep + " to " + toStep);
        require(
                treated >= 0 && treated <= 1,
                "treated share of " + name + " must be in [0, 1]",
                Double.toString(treated));
        require(perDocument >= 1, "traps a document of " + name + " must be 1 or more", Integer.toString(perDocument));
    }

    private static void require(boolean condition, String rule, String found) {
        if (!condition) {
            throw new IllegalArgumentException(rule + ", got " + found);
        }
    }

    /** Whether documents are chosen by their step. */
    boolean hasWindow() {
        return fromStep > 0 || toStep != ALL_STEPS;
    }
}
