package org.palimpsest.cli.story;

import java.util.List;
import java.util.stream.Collectors;
import org.palimpsest.cli.output.Column;
import org.palimpsest.cli.report.KeyValues;
import org.palimpsest.cli.report.Paragraph;
import org.palimpsest.cli.report.Quotation;
import org.palimpsest.cli.report.Section;
import org.palimpsest.cli.report.Table;
import org.palimpsest.stats.Randomisation;

/** Text, marks and models: what the tests are about. */
final class StoryReportCast {
    private static final List<Role> ROLES = List.of(Role.ALICE, Role.BOB, Role.CAROL, Role.REFERENCE);

    private StoryReportCast() {}

    static Section marks(StoryEvidence evidence, StoryPlan plan, StoryReportFacts facts) {
        String sealed = evidence.randomisation() == Randomisation.VERIFIED
                ? "key drawn afresh, committed to before training"
                : "practice: follows from the seed";
        return Section.titled("The text and its marks")
                .with(Paragraph.of("The owner's text is " + StoryReportNumbers.count(plan.documents())
                        + " passages of about " + plan.passageWords() + " words, drawn at random from the "
                        + SotuCorpus.ADDRESSES + " State of the Union addresses of 1790 to 2021. A ghost sentence is "
                        + plan.ghostWords() + " words drawn at random from a list of 7,776; nobody writes it by"
                        + " accident. Each was picked by chance among " + (plan.controls() + 1)
                        + " drawn alike: one is published, the other " + plan.controls()
                        + " stay secret as its controls. Every copy stands in a passage of its own:"))
                .with(new Quotation(
                        around(facts.markedPassage(), facts.ghost()),
                        "passage " + facts.markedPassageId()
                                + " as published; brackets added around its ghost sentence"))
                .with(KeyValues.of(
                                "ghost sentences",
                                plan.ghosts() + ", " + plan.ghostsPerDose() + " of each number of" + " copies: "
                                        + doses(plan))
                        .and("controls", plan.controls() + " for each ghost sentence, never published")
                        .and(
                                "placed",
                                StoryReportNumbers.count(facts.placements()) + " copies in as many passages of "
                                        + StoryReportNumbers.count(plan.documents()))
                        .and("registry", sealed)
                        .and("commitment to the registry", facts.registryRoot())
                        .and("commitment to Alice's order", facts.orderCommitment())
                        .and("seed", Long.toString(facts.seed())));
    }

    /** The whole passage: it is short. White space inside it is single blanks already. */
    private static String around(String passage, String ghost) {
        int at = passage.indexOf(ghost);
        return at < 0 ? passage : passage.substring(0, at) + "[" + ghost + "]" + passage.substring(at + ghost.length());
    }

    private static String doses(StoryPlan plan) {
        return plan.doses().stream().map(String::valueOf).collect(Collectors.joining(", "));
    }

    static Section models(StoryPlan plan, StoryReportFacts facts) {
        long parameters = plan.model(plan.vocabularySize()).parameters();
        Table table = Table.captioned(
                "The models",
                Column.left("model"),
                Column.left("trained on"),
                Column.right("passages"),
                Column.right("parameters"),
                Column.right("first loss"),
                Column.right("final loss"));
        for (Role role : ROLES) {
            List<Double> losses = facts.trainingLosses().getOrDefault(role, List.of());
            int part = Math.max(1, losses.size() / 10);
            table = table.withRow(
                    role.label(),
                    trainedOn(role),
                    StoryReportNumbers.count(role == Role.BOB ? plan.otherDocuments() : plan.documents()),
                    StoryReportNumbers.count(parameters),
                    mean(losses.subList(0, Math.min(part, losses.size()))),
                    mean(losses.subList(Math.max(0, losses.size() - part), losses.size())));
        }
        return Section.titled("The models")
                .with(Paragraph.of("All four are decoder-only language models in the Llama layout ("
                        + plan.layers() + " layers of width " + plan.hiddenSize() + ", " + plan.heads()
                        + " heads), trained here, by this run, in one pass of Adam with " + plan.batchSize()
                        + " passages a step, at a constant learning rate of "
                        + StoryReportNumbers.plain(plan.learningRate()) + " (Bob: "
                        + StoryReportNumbers.plain(plan.fineTuneRate()) + "). They share one byte-pair encoding of "
                        + StoryReportNumbers.count(plan.vocabularySize())
                        + " entries, trained on unmarked text, so that published ghosts are spelt as their controls"
                        + " are. Each model has its own random start and its own order of the text."))
                .with(table)
                .with(Paragraph.of("Losses are means in nats a token over the first and the last tenth of the training"
                        + " steps."));
    }

    private static String trainedOn(Role role) {
        return switch (role) {
            case ALICE -> "the marked text, in the recorded order";
            case BOB -> "begins as Alice's model; other text, unmarked";
            case CAROL -> "the unmarked text, in her own order";
            case REFERENCE -> "the unmarked text, in an order of its own";
        };
    }

    private static String mean(List<Double> losses) {
        return losses.isEmpty()
                ? "not recorded"
                : StoryReportNumbers.fixed(
                        losses.stream().mapToDouble(v -> v).average().getAsDouble(), 2);
    }
}
