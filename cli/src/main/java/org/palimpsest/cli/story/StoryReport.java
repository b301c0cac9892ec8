package org.palimpsest.cli.story;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.palimpsest.cli.report.HtmlReport;
import org.palimpsest.cli.report.VerdictCard;

/** The story as one page for a stranger, a lawyer and an engineer. */
public final class StoryReport {
    private StoryReport() {}

    /**
     * The report.
     *
     * @param evidence what the auditor found
     * @param plan the sizes of the story
     * @param facts what its folder holds
     * @param manifest of the run
     * @return the page; its data for programs are those of {@link StoryJson}
     */
    public static HtmlReport of(
            StoryEvidence evidence, StoryPlan plan, StoryReportFacts facts, Map<String, @Nullable Object> manifest) {
        HtmlReport report = HtmlReport.titled("Who read the marked text, and whose model is Bob's?")
                .withSubtitle(subtitle(plan));
        for (VerdictCard card : StoryReportVerdicts.cards(evidence, plan)) {
            report = report.with(card);
        }
        return report.with(StoryReportScope.section(evidence, plan))
                .with(StoryReportCast.marks(evidence, plan, facts))
                .with(StoryReportCast.models(plan, facts))
                .with(StoryReportGhosts.section(evidence, plan))
                .with(StoryReportOrder.section(evidence, plan))
                .with(StoryReportChecks.section(evidence, plan))
                .with(StoryReportChecks.everyP(evidence, plan))
                .with(StoryReportRun.times(evidence))
                .with(StoryReportRun.files(evidence, facts))
                .with(StoryReportRun.sources())
                .withManifest(manifest)
                .withData(StoryJson.of(evidence, plan, facts));
    }

    private static String subtitle(StoryPlan plan) {
        return "On this machine, an owner hid " + plan.ghosts() + " ghost sentences in "
                + StoryReportNumbers.count(plan.documents())
                + " passages of real text; Alice trained a small language model on them in a secret random order, Bob"
                + " derived his model from hers, Carol had nothing to do with either; then an auditor asked all three.";
    }
}
