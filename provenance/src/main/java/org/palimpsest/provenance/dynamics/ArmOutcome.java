package org.palimpsest.provenance.dynamics;

import java.util.Map;

/**
 * What came out of one unit of an experiment in a run that held several.
 *
 * @param experiment the experiment's name
 * @param treated whether the unit is of the treated arm; else of the control arm
 * @param outcome finite
 * @param others for each other experiment whether it was on for this unit, such as its text standing in the same document
 */
public record ArmOutcome(String experiment, boolean treated, double outcome, Map<String, Boolean> others) {
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
}
