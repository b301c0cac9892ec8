package org.palimpsest.traps.detection;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.palimpsest.traps.registry.TrapCandidates;

/**
 * Turns a model into the scores that the tests take. A trap and its controls are scored in one call, behind the identical
 * context, in the order in which they were drawn, so that neither context nor place in the batch tells them apart.
 *
 * <p>A context that does not end in white space is followed by one space, for published text and controls alike. Behind several
 * contexts, and for several parts, the score is the mean of means.
 */
public final class TrapScoring {
    private static final TrapScoring DEFAULTS = new TrapScoring(Map.of(), Map.of(), ScoredWords.ALL);

    private final Map<String, List<String>> contexts;
    private final Map<String, Integer> copies;
    private final ScoredWords words;

    private TrapScoring(Map<String, List<String>> contexts, Map<String, Integer> copies, ScoredWords words) {
        this.contexts = Map.copyOf(contexts);
        this.copies = Map.copyOf(copies);
        this.words = words;
    }

    /**
     * Scores every text on its own with all its words, numbers of copies unknown.
     *
     * @return the scoring
     */
    public static TrapScoring withDefaults() {
        return DEFAULTS;
    }

    /**
     * The same scoring of other words.
     *
     * @param chosen which words are scored
     * @return a new scoring
     */
    public TrapScoring with(ScoredWords chosen) {
        return new TrapScoring(contexts, copies, chosen);
    }

    /**
     * The same scoring behind contexts.
     *
     * @param byTrap text before the trap, by trap id; none for ids that are missing
     * @return a new scoring
     */
    public TrapScoring withContexts(Map<String, String> byTrap) {
        Map<String, List<String>> lists = new HashMap<>();
        byTrap.forEach((trap, context) -> lists.put(trap, List.of(context)));
        return new TrapScoring(lists, copies, words);
    }

    /**
     * The same scoring behind several contexts a trap, such as those that {@link TrapContexts} finds.
     *
     * @param byTrap texts before the trap, by trap id; none for ids that are missing
     * @return a new scoring
     * @throws IllegalArgumentException if a trap has an empty list
     */
    public TrapScoring withContextLists(Map<String, List<String>> byTrap) {
        byTrap.forEach((trap, list) -> {
            if (list.isEmpty()) {
                throw new IllegalArgumentException("contexts of trap " + trap + " must be 1 or more, got 0");
            }
        });
        return new TrapScoring(byTrap, copies, words);
    }

    /**
     * The same scoring with known doses.
     *
     * @param byTrap number of published copies, by trap id; unknown for ids that are missing
     * @return a new scoring
     */
    public TrapScoring withCopies(Map<String, Integer> byTrap) {
        return new TrapScoring(contexts, byTrap, words);
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
            double[] all = score(model, trap, scorer);
            OptionalInt dose =
                    copies.containsKey(trap.id()) ? OptionalInt.of(copies.get(trap.id())) : OptionalInt.empty();
            scores.add(TrapScores.ofCandidates(trap.id(), dose, all, trap.published()));
        }
        return new ModelScores(model, scores);
    }

    /** Mean scores of all candidates of a trap over its contexts and parts. */
    private double[] score(String model, TrapCandidates trap, TextScorer scorer) {
        List<ScoredPart> parts =
                words == ScoredWords.ALL ? List.of(new ScoredPart("", trap.texts())) : ScoredPart.of(trap.texts());
        List<String> before = contexts.getOrDefault(trap.id(), List.of(""));
        double[] sums = new double[trap.texts().size()];
        for (String context : before) {
            requireClean(trap, context);
            for (ScoredPart part : parts) {
                double[] scores = score(model, trap.id(), context, part, scorer);
                for (int i = 0; i < sums.length; i++) {
                    sums[i] += scores[i];
                }
            }
        }
        return Arrays.stream(sums)
                .map(sum -> sum / (before.size() * parts.size()))
                .toArray();
    }

    private static double[] score(String model, String trap, String context, ScoredPart part, TextScorer scorer) {
        String all = spaced(context, part.shared());
        boolean gap = !all.isEmpty() && !endsInSpace(all);
        List<String> texts =
                part.drawn().stream().map(text -> gap ? " " + text : text).toList();
        double[] scores = scorer.meanLogLikelihood(Collections.nCopies(texts.size(), all), texts);
        if (scores.length != texts.size()) {
            throw new IllegalArgumentException("scorer of model \"" + model + "\" must return " + texts.size()
                    + " scores for trap " + trap + ", got " + scores.length);
        }
        return scores;
    }

    private static String spaced(String context, String shared) {
        if (context.isEmpty() || shared.isEmpty()) {
            return context + shared;
        }
        return endsInSpace(context) ? context + shared : context + " " + shared;
    }

    private static boolean endsInSpace(String text) {
        return Character.isWhitespace(text.charAt(text.length() - 1));
    }

    private static void requireClean(TrapCandidates trap, String context) {
        for (int i = 0; i < trap.texts().size(); i++) {
            if (context.contains(trap.texts().get(i))) {
                throw new IllegalArgumentException("context of trap " + trap.id()
                        + " must hold neither the trap nor a control, but it holds candidate " + i);
            }
        }
    }
}
