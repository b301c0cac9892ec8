package org.palimpsest.cli.power;

import java.util.Arrays;

/**
 * A trap among the unpublished texts of its cell, under one model and one score; higher is likelier.
 *
 * @param score what was measured
 * @param condition label of the trap's condition
 * @param seed of the corpus and the model
 * @param trap its id
 * @param published its score
 * @param controls those of the unpublished texts, which all traps of a cell and seed share
 */
@SuppressWarnings("ArrayRecordComponent") // shared inside this package and never written to
record Point(String score, String condition, long seed, String trap, double published, double[] controls) {
    /** Length and wording: what it has in common with its controls. */
    String cell() {
        String[] parts = condition.split("/", -1);
        return parts.length > 1 ? parts[1] : "";
    }

    /** 1 for the highest score; ties count against the trap. */
    int rank() {
        return 1 + (int) Arrays.stream(controls).filter(c -> c >= published).count();
    }

    /** Share of the controls below, ties half: the area under the ROC curve of this one trap. */
    double placement() {
        return placement(controls);
    }

    private double placement(double[] others) {
        double below = 0;
        for (double other : others) {
            below += other < published ? 1 : other == published ? 0.5 : 0;
        }
        return below / others.length;
    }

    /** Distance from the controls' mean in their standard deviations; 0 where they do not vary. */
    double z() {
        double mean = Arrays.stream(controls).average().orElse(Double.NaN);
        double squares =
                Arrays.stream(controls).map(c -> (c - mean) * (c - mean)).sum();
        double deviation = Math.sqrt(squares / (controls.length - 1));
        return deviation == 0 ? 0 : (published - mean) / deviation;
    }
}
