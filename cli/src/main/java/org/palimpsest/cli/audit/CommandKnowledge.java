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

    private static final Map<String, CommandKnowledge> KNOWN = Map.ofEntries(
            Map.entry(
                    "provenance query",
                    new CommandKnowledge(
                            "Order of training, by likelihoods (query test)",
                            new Hypothesis(
                                    "the suspect is independent of the training order, given the reference",
                                    "greater",
                                    ""),
                            List.of(
                                    "The order of the documents was drawn uniformly at random and was not chosen afterwards.",
                                    "The reference does not depend on that order; the same test of the reference alone shows it.",
                                    "The documents of the transcript are those that were trained on, under their positions."),
                            List.of(
                                    "Rejection says that the suspect depends on this order, not that it descends from these"
                                            + " weights: every model trained in the same order is as suspect as any other.",
                                    "Whoever has the published order can train on it, to frame somebody or to hide."))),
            Map.entry(
                    "provenance partition",
                    new CommandKnowledge(
                            "Order of training, by text (partition test)",
                            new Hypothesis(
                                    "the text is independent of the order of training steps", "greater", "permutation"),
                            List.of(
                                    "The order of the documents was drawn uniformly at random.",
                                    "The texts were chosen without regard to the order."),
                            List.of("Rejection says that the text depends on this order, not on these weights."))),
            Map.entry(
                    "provenance reshuffle",
                    new CommandKnowledge(
                            "Order of training, by retraining (reshuffle test)",
                            new Hypothesis(
                                    "the text is as likely under the true order as under reshuffled ones",
                                    "greater",
                                    ""),
                            List.of(
                                    "All models were trained by the same program from the same checkpoint, and differ in the"
                                            + " order alone.",
                                    "Scores of reshuffled models are about normal where the t law is used; the rank needs no"
                                            + " such thing."),
                            List.of("With m reshuffled models the exact p-value is never below 1/(m+1)."))),
            Map.entry(
                    "traps test",
                    new CommandKnowledge(
                            "Published traps against their unpublished controls",
                            new Hypothesis(
                                    "the model treats published traps as it treats their controls", "greater", ""),
                            List.of(
                                    "Each published text was drawn at random from the same candidates as its controls.",
                                    "The controls were never published, and the registry was sealed before publication."),
                            List.of(
                                    "It shows that the marked text was read, not who fed it to the model, nor how much else was"
                                            + " read."))),
            said(
                    "provenance compare",
                    "What models write after the same prompts",
                    List.of(
                            "The controls are as able as the suspect and were trained on like text.",
                            "The prompts were chosen without regard to what the models write."),
                    List.of("Agreement beyond that of controls shows kinship of behaviour, not descent from weights.")),
            said(
                    "provenance dataset",
                    "Sets of texts",
                    List.of(
                            "Texts, or the groups that --group names, are exchangeable between the sets but for"
                                    + " membership.",
                            "Scores, groups and splits were chosen without regard to the result."),
                    List.of("Sets of another time or source differ without any model; blind baselines see only part of"
                            + " that.")),
            said(
                    "provenance dynamics",
                    "Learning and forgetting",
                    List.of(
                            "Facts are independent draws; intervals run over facts or units of one run.",
                            "Arms and switches of experiments were drawn at random and independently."),
                    List.of("Another run of the same training may differ by more than the intervals say.")),
            said(
                    "provenance contamination",
                    "Items that stand in a corpus",
                    List.of("The corpus is all that the model was trained on, or the part that is asked about."),
                    List.of("What stands in the corpus was not always learnt, and rewordings of it are not found.")),
            said(
                    "traps collection",
                    "A collection published in part",
                    List.of("Which texts of the pool were published was drawn at random, before any model was asked."),
                    List.of("It shows that published texts were read, not by whom they were fed to the model.")),
            said(
                    "traps audits",
                    "Tests of published traps, together",
                    List.of(
                            "Every test of the registries stands in the ledger, whatever it found.",
                            "Registries were drawn independently and sealed before publication."),
                    List.of("It shows that some version depends on the traps, not which.")),
            said(
                    "attack",
                    "Membership scores",
                    List.of(
                            "Which texts are members is random, given scores and texts: members and non-members are of one"
                                    + " law but for membership."),
                    List.of("Scores rank texts; a high score of one text is no evidence that it was trained on.")),
            said(
                    "extract",
                    "Passages written word for word",
                    List.of("Siblings were drawn as the passage was, and never published."),
                    List.of("What a model does not write may still have been trained on.")),
            said(
                    "provenance plan",
                    "Plan of a query test",
                    List.of(
                            "The correlation is that of the documents to come; Fisher's z is close for some 30 or more."),
                    List.of("A plan tests nothing.")));

    private static Map.Entry<String, CommandKnowledge> said(
            String command, String title, List<String> assumptions, List<String> limits) {
        return Map.entry(command, new CommandKnowledge(title, UNSTATED, assumptions, limits));
    }

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
