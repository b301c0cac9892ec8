package org.palimpsest.cli.story;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.palimpsest.cli.output.Column;
import org.palimpsest.cli.report.Bullets;
import org.palimpsest.cli.report.Figure;
import org.palimpsest.cli.report.Paragraph;
import org.palimpsest.cli.report.Section;
import org.palimpsest.cli.report.Table;
import org.palimpsest.stats.TestResult;
import org.palimpsest.traps.detection.DoseRank;

/** Who read the ghost sentences. */
final class StoryReportGhosts {
    private StoryReportGhosts() {}

    static Section section(StoryEvidence evidence, StoryPlan plan) {
        int candidates = plan.controls() + 1;
        return Section.titled("The ghost sentences: who read the marked text?")
                .with(Paragraph.of("Every model scored every published ghost sentence and its " + plan.controls()
                        + " secret controls by log-likelihood, each after the same opening words. Rank 1 of "
                        + candidates + " means that the published one is the likeliest of all. A model that never read"
                        + " it gives each of the " + candidates + " ranks equally often, because chance alone chose"
                        + " which sentence was published."))
                .with(new Figure(
                        StoryReportPlots.doses(evidence),
                        "Mean relative rank of the ghosts with that many copies: 0.5 is what a model shows on average"
                                + " that read none, near 0 what one shows that learned them all. Descriptive; with "
                                + plan.ghostsPerDose() + " ghosts at a point, chance alone moves it by about "
                                + StoryReportNumbers.fixed(0.289 / Math.sqrt(plan.ghostsPerDose()), 2) + "."))
                .with(byDose(evidence, candidates))
                .with(Paragraph.of("The verdict rests on one number a model: the sum of all its ranks. H0: the model is"
                        + " independent of the draw that picked the published sentence among its " + candidates
                        + " candidates. Under H0 the sum has a known law, so p is exact at this n, one-sided towards"
                        + " low ranks. The verdict uses p after Holm over the three suspects, at level "
                        + StoryReportNumbers.plain(plan.alpha())
                        + "."))
                .with(pooled(evidence, candidates))
                .with(effects(evidence))
                .with(Bullets.of(
                        "Perplexity test: AUC is the chance that a published ghost scores above a control (0.5: no"
                                + " difference); z is the mean distance from the controls in their standard deviations."
                                + " Both are sizes of the effect, pooled over all numbers of copies. The test has no p"
                                + " of its own: its p is the rank p.",
                        "Last word: given a ghost sentence without its last word, does the model write that word? H0: the"
                                + " model is independent of the ghosts and hits by chance, "
                                + chance(evidence)
                                + " a ghost. This p is an exact bound. It needs no more than text from a model and finds"
                                + " far less; it is shown for comparison and carries no verdict."));
    }

    private static String chance(StoryEvidence evidence) {
        double chance = evidence.suspects().get(0).lastWords().chance();
        return "at most 1 in " + StoryReportNumbers.count(Math.round(1 / chance));
    }

    private static Table byDose(StoryEvidence evidence, int candidates) {
        List<Column> columns = new ArrayList<>(List.of(Column.right("copies"), Column.right("ghosts")));
        for (SuspectEvidence suspect : evidence.suspects()) {
            columns.add(Column.right(suspect.role().label()));
        }
        Table table = new Table(
                "Mean relative rank by number of copies, and the ranks of " + candidates + " (descriptive)",
                columns,
                List.of());
        List<DoseRank> doses = evidence.suspects().get(0).ghosts().doses();
        for (int i = 0; i < doses.size(); i++) {
            int copies = doses.get(i).copies();
            List<String> row = new ArrayList<>(
                    List.of(String.valueOf(copies), String.valueOf(doses.get(i).traps())));
            for (SuspectEvidence suspect : evidence.suspects()) {
                double mean = suspect.ghosts().doses().get(i).meanRelativeRank();
                row.add(StoryReportNumbers.fixed(mean, 3) + " (" + ranks(suspect, copies) + ")");
            }
            table = table.withRow(row.toArray(String[]::new));
        }
        return table;
    }

    private static String ranks(SuspectEvidence suspect, int copies) {
        return suspect.ghosts().ranks().stream()
                .filter(r -> r.copies().isPresent() && r.copies().getAsInt() == copies)
                .map(r -> String.valueOf(r.rank()))
                .collect(Collectors.joining(", "));
    }

    private static Table pooled(StoryEvidence evidence, int candidates) {
        return StoryReportBySuspect.table("Pooled rank test of each model (exact, one-sided)", evidence)
                .row("ghost sentences n", s -> StoryReportNumbers.count(rank(s).n()))
                .row("rank sum", s -> StoryReportNumbers.count(Math.round(rank(s).statistic())))
                .row(
                        "rank sum to be expected under H0",
                        s -> StoryReportNumbers.count(Math.round(rank(s).n() * (candidates + 1) / 2.0)))
                .row("p (exact)", s -> StoryReportNumbers.p(rank(s).log10PValue()))
                .row("log10 p", s -> StoryReportNumbers.signed(rank(s).log10PValue(), 2))
                .row("p after Holm over the suspects", s -> StoryReportNumbers.p(s.ghostsHolmLog10P()))
                .row(
                        "AUC found with 90 % power, before Holm",
                        s -> s.detectableAuc().isEmpty()
                                ? "none"
                                : StoryReportNumbers.fixed(s.detectableAuc().getAsDouble(), 3))
                .row("verdict", s -> s.ghostsVerdict().label())
                .table();
    }

    private static TestResult rank(SuspectEvidence suspect) {
        return suspect.ghosts().pooled();
    }

    private static Table effects(StoryEvidence evidence) {
        Table table = Table.captioned(
                "Sizes of the effect, and the last-word test",
                Column.left("model"),
                Column.right("AUC"),
                Column.right("mean z"),
                Column.right("ghosts completed"),
                Column.right("last-word p (exact bound)"));
        for (SuspectEvidence suspect : evidence.suspects()) {
            table = table.withRow(
                    suspect.role().label(),
                    StoryReportNumbers.fixed(suspect.perplexity().auc(), 3),
                    suspect.perplexity().meanZ().isPresent()
                            ? StoryReportNumbers.signed(
                                    suspect.perplexity().meanZ().getAsDouble(), 2)
                            : "none",
                    suspect.lastWords().hitSecrets() + " of "
                            + suspect.lastWords().secrets(),
                    StoryReportNumbers.p(suspect.lastWords().test().log10PValue()));
        }
        return table;
    }
}
