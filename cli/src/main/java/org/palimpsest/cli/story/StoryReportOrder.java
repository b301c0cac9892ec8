package org.palimpsest.cli.story;

import org.palimpsest.cli.report.Figure;
import org.palimpsest.cli.report.Paragraph;
import org.palimpsest.cli.report.Section;
import org.palimpsest.cli.report.Table;
import org.palimpsest.provenance.query.QueryTest;

/** Whose model follows the order in which Alice trained. */
final class StoryReportOrder {
    private StoryReportOrder() {}

    static Section section(StoryEvidence evidence, StoryPlan plan) {
        Section section = Section.titled("The order: whose model comes from Alice's?")
                .with(Paragraph.of("A model remembers best what it read last. So Alice's model finds late passages a"
                        + " little likelier than early ones, and a model made from hers inherits that. The reference's"
                        + " loss is subtracted to remove what is easy or hard in a passage itself. H0: the suspect's"
                        + " model is independent of the order in which Alice's training text was shuffled, given the"
                        + " reference."))
                .with(new Figure(
                        StoryReportPlots.losses(evidence),
                        "Loss minus the reference's, averaged over neighbouring passages; each line is shifted to"
                                + " average zero. Downwards means that passages that Alice read later surprise the"
                                + " model less."));
        for (SuspectEvidence suspect : evidence.suspects()) {
            if (suspect.role() != Role.ALICE) {
                section = section.with(new Figure(
                        StoryReportPlots.nullDistribution(suspect), nullCaption(suspect.order(), suspect.role())));
            }
        }
        return section.with(new Figure(
                        StoryReportPlots.wealth(evidence, plan),
                        "A bet that the later of two passages is the likelier one, laid pair by pair: a passage of the"
                                + " first half with one of the second, paired beforehand. Under H0 the wealth grows"
                                + " tenfold at any time with probability at most 1/10. The e-value is the wealth at"
                                + " the end."))
                .with(table(evidence, plan))
                .with(meaning(plan));
    }

    private static String nullCaption(QueryTest.Result order, Role role) {
        double observed = order.statistic();
        long beyond = Math.round(order.permutationP() * (1 + order.permutations())) - 1;
        return "The correlation in " + StoryReportNumbers.count(order.permutations())
                + " random orders, as H0 has it, and in Alice's true order ("
                + StoryReportNumbers.signed(observed, 3) + " for " + role.label() + "). "
                + (beyond == 0 ? "No random order" : StoryReportNumbers.count(beyond) + " of them")
                + " reached it: p = (1 + " + StoryReportNumbers.count(beyond) + ") / (1 + "
                + StoryReportNumbers.count(order.permutations()) + ") = "
                + StoryReportNumbers.p(Math.log10(order.permutationP())) + ".";
    }

    private static Table table(StoryEvidence evidence, StoryPlan plan) {
        return StoryReportBySuspect.table(
                        "Order test of each model, given the reference (one-sided: later is likelier)", evidence)
                .row("passages n", s -> StoryReportNumbers.count(s.order().n()))
                .row(
                        "Spearman correlation of position with log-likelihood",
                        s -> StoryReportNumbers.signed(s.order().statistic(), 4))
                .row(
                        "p, " + StoryReportNumbers.count(plan.permutations()) + " permutations (exact)",
                        s -> StoryReportNumbers.p(Math.log10(s.order().permutationP())))
                .row("p after Holm over the suspects", s -> StoryReportNumbers.p(s.orderHolmLog10P()))
                .row("e-value (exact)", s -> StoryReportNumbers.eValue(s.order().log10E()))
                .row(
                        "log10 of the e-value",
                        s -> StoryReportNumbers.signed(s.order().log10E(), 2))
                .row(
                        "p of the t law, two-sided (asymptotic)",
                        s -> StoryReportNumbers.p(s.order().twoSidedLog10P()))
                .row(
                        "log10 p of the t law",
                        s -> StoryReportNumbers.signed(s.order().twoSidedLog10P(), 2))
                .row(
                        "correlation found with 90 % power",
                        s -> StoryReportNumbers.fixed(s.order().detectable(), 3))
                .row("verdict", s -> s.orderVerdict().label())
                .table();
    }

    private static Paragraph meaning(StoryPlan plan) {
        return Paragraph.of("The permutation p cannot fall below 1 / "
                + StoryReportNumbers.count(plan.permutations() + 1L)
                + ": no more orders were drawn. It and the e-value are exact for any models and any text, if only"
                + " Alice's order was drawn at random. Under H0 an e-value reaches 1/a with probability at most a, so"
                + " 1/E may be read as a p-value. The t law is an approximation that"
                + " promises too much far out; it is printed for comparison with published work and carries no verdict."
                + " The verdict rests on the permutation p after Holm, at level "
                + StoryReportNumbers.plain(plan.alpha()) + ".");
    }
}
