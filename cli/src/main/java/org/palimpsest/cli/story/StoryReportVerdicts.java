package org.palimpsest.cli.story;

import java.util.ArrayList;
import java.util.List;
import org.palimpsest.cli.output.PValueFormat;
import org.palimpsest.cli.report.Severity;
import org.palimpsest.cli.report.VerdictCard;
import org.palimpsest.provenance.query.QueryTest;

/** The summary: two verdicts a suspect, and the check of the reference. */
final class StoryReportVerdicts {
    private StoryReportVerdicts() {}

    static List<VerdictCard> cards(StoryEvidence evidence, StoryPlan plan) {
        List<VerdictCard> cards = new ArrayList<>();
        for (SuspectEvidence suspect : evidence.suspects()) {
            cards.add(ghosts(suspect));
            cards.add(order(suspect));
        }
        cards.add(reference(evidence.referenceAlone(), plan));
        return cards;
    }

    private static VerdictCard ghosts(SuspectEvidence suspect) {
        String name = suspect.role().label();
        return VerdictCard.of(
                name + ": the marks",
                suspect.ghostsVerdict(),
                switch (suspect.ghostsVerdict()) {
                    case RANDOMISED_EVIDENCE, CONSISTENT_UNVERIFIED ->
                        name
                                + "'s model finds the published ghost sentences likelier than unpublished ones drawn alike,"
                                + " as a model does that was trained on them.";
                    case NO_EVIDENCE ->
                        name + "'s model does not tell published ghost sentences from unpublished ones; "
                                + StoryReportNumbers.detectableMarks(suspect);
                    case CONFOUNDED, UNDERPOWERED -> suspect.ghostsVerdict().meaning();
                },
                PValueFormat.equation(suspect.ghostsHolmLog10P()) + " after Holm, exact, n = "
                        + suspect.ghosts().pooled().n() + " ghosts");
    }

    private static VerdictCard order(SuspectEvidence suspect) {
        String name = suspect.role().label();
        QueryTest.Result order = suspect.order();
        return VerdictCard.of(
                name + ": the order",
                suspect.orderVerdict(),
                orderSentence(name, suspect),
                PValueFormat.equation(suspect.orderHolmLog10P()) + " after Holm, by permutation, n = "
                        + StoryReportNumbers.count(order.n()) + "; Spearman "
                        + StoryReportNumbers.signed(order.statistic(), 3) + ", e-value "
                        + StoryReportNumbers.eValue(order.log10E()));
    }

    private static String orderSentence(String name, SuspectEvidence suspect) {
        return switch (suspect.orderVerdict()) {
            case RANDOMISED_EVIDENCE, CONSISTENT_UNVERIFIED ->
                name
                        + "'s model finds a passage the likelier, the later Alice's training came to it: it carries the"
                        + " trace of her order.";
            case NO_EVIDENCE ->
                name + "'s model shows no trace of Alice's order; " + StoryReportNumbers.detectableOrder(suspect);
            case CONFOUNDED, UNDERPOWERED -> suspect.orderVerdict().meaning();
        };
    }

    private static VerdictCard reference(QueryTest.Result alone, StoryPlan plan) {
        boolean passed = alone.permutationP() > plan.alpha();
        return new VerdictCard(
                "Check of the reference",
                passed ? "passed" : "failed",
                passed
                        ? "The order tests subtract an independent reference model. By itself it shows no trace of"
                                + " Alice's order, as it must not."
                        : "The reference model by itself follows Alice's order, so the order tests say nothing.",
                PValueFormat.equation(Math.log10(alone.permutationP())) + ", by permutation, two-sided, n = "
                        + StoryReportNumbers.count(alone.n()),
                passed ? Severity.CALM : Severity.CAUTION);
    }
}
