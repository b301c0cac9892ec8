package org.palimpsest.cli.audit;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What is true of every result of a command: what its p-values are about, what they rest on, and what they cannot show.
 *
 * @param title heading of its section
 * @param hypothesis of p-values that do not say more themselves; parts may be empty
 * @param assumptions what validity rests on
 * @param limits what the result does not show
 */
record CommandKnowledge(String title, Hypothesis hypothesis, List<String> assumptions, List<String> limits) {
    private static final List<String> NEVER = List.of(
            "A p-value is not the probability that the model is innocent, and no verdict says that anything is proved.");

    private static final Hypothesis UNSTATED = new Hypothesis("", "", "");

    private static final Map<String, CommandKnowledge> KNOWN = Map.of(
            "provenance query",
            new CommandKnowledge(
                    "Order of training, by likelihoods (query test)",
                    new Hypothesis(
                            "the suspect is independent of the training order, given the reference", "greater", ""),
                    List.of(
                            "The order of the documents was drawn uniformly at random and was not chosen afterwards.",
                            "The reference does not depend on that order; the same test of the reference alone shows it.",
                            "The documents of the transcript are those that were trained on, under their positions."),
                    List.of(
                            "Rejection says that the suspect depends on this order, not that it descends from these"
                                    + " weights: every model trained in the same order is as suspect as any other.",
                            "Whoever has the published order can train on it, to frame somebody or to hide.")),
            "provenance partition",
            new CommandKnowledge(
                    "Order of training, by text (partition test)",
                    new Hypothesis("the text is independent of the order of training steps", "greater", "permutation"),
                    List.of(
                            "The order of the documents was drawn uniformly at random.",
                            "The texts were chosen without regard to the order."),
                    List.of("Rejection says that the text depends on this order, not on these weights.")),
            "provenance reshuffle",
            new CommandKnowledge(
                    "Order of training, by retraining (reshuffle test)",
                    new Hypothesis(
                            "the text is as likely under the true order as under reshuffled ones", "greater", ""),
                    List.of(
                            "All models were trained by the same program from the same checkpoint, and differ in the"
                                    + " order alone.",
                            "Scores of reshuffled models are about normal where the t law is used; the rank needs no"
                                    + " such thing."),
                    List.of("With m reshuffled models the exact p-value is never below 1/(m+1).")),
            "traps test",
            new CommandKnowledge(
                    "Published traps against their unpublished controls",
                    new Hypothesis("the model treats published traps as it treats their controls", "greater", ""),
                    List.of(
                            "Each published text was drawn at random from the same candidates as its controls.",
                            "The controls were never published, and the registry was sealed before publication."),
                    List.of("It shows that the marked text was read, not who fed it to the model, nor how much else was"
                            + " read.")));

    /** What is known of a command. */
    static CommandKnowledge of(String command) {
        CommandKnowledge known = KNOWN.get(command);
        return Objects.requireNonNullElseGet(
                known, () -> new CommandKnowledge(command, UNSTATED, List.of(), List.of()));
    }

    /** What no result of any command shows. */
    static List<String> always() {
        return NEVER;
    }
}
