package org.palimpsest.provenance.dynamics;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What came out of one unit of an experiment in a run that held several.
 *
 * @param experiment the experiment's name
 * @param treated whether the unit is of the treated arm; else of the control arm
 * @param outcome finite
 * @param others for each other experiment whether it was on for this unit, such as its text standing in the same document
 * @param cluster units of the same name belong together; null for a unit by itself
 */
public record ArmOutcome(
        String experiment,
        boolean treated,
        double outcome,
        Map<String, Boolean> others,
        @Nullable String cluster) {
    /**
     * Copies and checks the outcome.
     *
     * @throws IllegalArgumentException if the outcome is not finite
     */
    public ArmOutcome {
        others = Map.copyOf(others);
        if (!Double.isFinite(outcome)) {
            throw new IllegalArgumentException(
                    "an outcome must be finite, got " + outcome + " in experiment " + experiment);
        }
    }

    /**
     * A unit by itself.
     *
     * @param experiment the experiment's name
     * @param treated whether the unit is of the treated arm
     * @param outcome finite
     * @param others for each other experiment whether it was on for this unit
     * @throws IllegalArgumentException if the outcome is not finite
     */
    public ArmOutcome(String experiment, boolean treated, double outcome, Map<String, Boolean> others) {
        this(experiment, treated, outcome, others, null);
    }
}
