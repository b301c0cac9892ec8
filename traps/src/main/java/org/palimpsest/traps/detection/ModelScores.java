package org.palimpsest.traps.detection;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The scores of all tested traps under one model: what every test of this package takes. All traps that were published belong
 * in it; leaving out those that look bad makes every p-value worthless.
 *
 * @param model name of the model, for messages and reports
 * @param traps one trap or more, every id once, all scores finite
 */
public record ModelScores(String model, List<TrapScores> traps) {
    /**
     * Checks and copies.
     *
     * @throws IllegalArgumentException if there is no trap, an id occurs twice, or a score is not finite; the message names
     *     model and trap
     */
    public ModelScores {
        traps = List.copyOf(traps);
        if (traps.isEmpty()) {
            throw new IllegalArgumentException("model \"" + model + "\" must have scores of 1 trap or more, got 0");
        }
        Set<String> seen = new HashSet<>();
        for (TrapScores trap : traps) {
            if (!seen.add(trap.trap())) {
                throw new IllegalArgumentException(
                        "model \"" + model + "\" must score every trap once, got trap " + trap.trap() + " again");
            }
            requireFinite(model, trap.trap(), "published text", trap.published());
            double[] controls = trap.controls();
            for (int i = 0; i < controls.length; i++) {
                requireFinite(model, trap.trap(), "control " + i, controls[i]);
            }
        }
    }

    /**
     * Differences from the scores under another model, such as those of the ratio test.
     *
     * @param reference scores of the same traps in the same order, with as many controls
     * @return scores of this model less those of the reference
     * @throws IllegalArgumentException if the two do not score the same traps with as many controls; the message names the trap
     */
    public ModelScores minus(ModelScores reference) {
        if (traps.size() != reference.traps.size()) {
            throw new IllegalArgumentException("models \"" + model + "\" and \"" + reference.model
                    + "\" must score the same traps, got " + traps.size() + " and " + reference.traps.size());
        }
        List<TrapScores> differences = new ArrayList<>();
        for (int j = 0; j < traps.size(); j++) {
            differences.add(traps.get(j).minus(reference.traps.get(j)));
        }
        return new ModelScores(model + " - " + reference.model, differences);
    }

    /**
     * The scores of several owners' traps under one model as one collection, to be tested together.
     *
     * @param model name of the model
     * @param byOwner scores by the owner's name; every owner's draw was independent of the others'
     * @return all traps, each named {@code OWNER/TRAP}, owners in the order of the map
     * @throws IllegalArgumentException if there is no owner
     */
    public static ModelScores ofOwners(String model, Map<String, ModelScores> byOwner) {
        List<TrapScores> all = new ArrayList<>();
        byOwner.forEach((owner, scores) -> scores.traps.forEach(trap ->
                all.add(new TrapScores(owner + "/" + trap.trap(), trap.copies(), trap.published(), trap.controls()))));
        return new ModelScores(model, all);
    }

    /** Scores of the published texts, in the order of the traps. */
    double[] published() {
        return traps.stream().mapToDouble(TrapScores::published).toArray();
    }

    /**
     * Scores of the controls, in the order of the traps.
     *
     * @throws IllegalArgumentException if a trap has none
     */
    double[][] controls() {
        for (TrapScores trap : traps) {
            if (trap.controls().length == 0) {
                throw new IllegalArgumentException("trap " + trap.trap() + " of model \"" + model
                        + "\" must have 1 control or more, got 0: without controls there is no p-value;"
                        + " generate the registry with controls");
            }
        }
        return traps.stream().map(TrapScores::controls).toArray(double[][]::new);
    }

    private static void requireFinite(String model, String trap, String what, double score) {
        if (!Double.isFinite(score)) {
            throw new IllegalArgumentException("score of the " + what + " of trap " + trap + " under model \"" + model
                    + "\" must be finite, got " + score + "; score the trap again or test no trap of this model");
        }
    }
}
