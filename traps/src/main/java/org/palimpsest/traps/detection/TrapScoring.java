package org.palimpsest.traps.detection;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.palimpsest.traps.registry.TrapCandidates;

/**
 * Turns a model into the scores that the tests take. A trap and its controls are scored in one call, behind the identical
 * context, in the order in which they were drawn, so that neither context nor place in the batch tells them apart.
 *
 * <p>A context that does not end in white space is followed by one space, for published text and controls alike.
 */
public final class TrapScoring {
    private static final TrapScoring DEFAULTS = new TrapScoring(Map.of(), Map.of());

    private final Map<String, String> contexts;
    private final Map<String, Integer> copies;

    private TrapScoring(Map<String, String> contexts, Map<String, Integer> copies) {
        this.contexts = Map.copyOf(contexts);
        this.copies = Map.copyOf(copies);
    }

    /**
     * Scores every text on its own, numbers of copies unknown.
     *
     * @return the scoring
     */
    public static TrapScoring withDefaults() {
        return DEFAULTS;
    }

    /**
     * The same scoring behind contexts.
     *
     * @param byTrap text before the trap, by trap id; none for ids that are missing
     * @return a new scoring
     */
    public TrapScoring withContexts(Map<String, String> byTrap) {
        return new TrapScoring(byTrap, copies);
    }

    /**
     * The same scoring with known doses.
     *
     * @param byTrap number of published copies, by trap id; unknown for ids that are missing
     * @return a new scoring
     */
    public TrapScoring withCopies(Map<String, Integer> byTrap) {
        return new TrapScoring(contexts, byTrap);
    }

    /**
     * Scores traps.
     *
     * @param model name of the model, for messages and reports
     * @param traps all published traps with their controls
     * @param scorer the model
     * @return the scores
     * @throws IllegalArgumentException if a context holds a text that it is to be the context of, the scorer returns another
     *     number of scores than it got texts, or a score is not finite
     */
    public ModelScores score(String model, List<TrapCandidates> traps, TextScorer scorer) {
        List<TrapScores> scores = new ArrayList<>();
        for (TrapCandidates trap : traps) {
            scores.add(score(model, trap, scorer));
        }
        return new ModelScores(model, scores);
    }

    private TrapScores score(String model, TrapCandidates trap, TextScorer scorer) {
        String context = contexts.getOrDefault(trap.id(), "");
        boolean spaced = !context.isEmpty() && !Character.isWhitespace(context.charAt(context.length() - 1));
        List<String> texts = new ArrayList<>();
        for (String text : trap.texts()) {
            if (context.contains(text)) {
                throw new IllegalArgumentException("context of trap " + trap.id()
                        + " must hold neither the trap nor a control, but it holds candidate " + texts.size());
            }
            texts.add(spaced ? " " + text : text);
        }
        double[] all = scorer.meanLogLikelihood(Collections.nCopies(texts.size(), context), List.copyOf(texts));
        if (all.length != texts.size()) {
            throw new IllegalArgumentException("scorer of model \"" + model + "\" must return " + texts.size()
                    + " scores for trap " + trap.id() + ", got " + all.length);
        }
        double[] controls = new double[all.length - 1];
        System.arraycopy(all, 0, controls, 0, trap.published());
        System.arraycopy(all, trap.published() + 1, controls, trap.published(), controls.length - trap.published());
        OptionalInt dose = copies.containsKey(trap.id()) ? OptionalInt.of(copies.get(trap.id())) : OptionalInt.empty();
        return new TrapScores(trap.id(), dose, all[trap.published()], controls);
    }
}
