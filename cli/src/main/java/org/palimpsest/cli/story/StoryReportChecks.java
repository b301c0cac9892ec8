package org.palimpsest.cli.story;

import java.util.ArrayList;
import java.util.List;
import org.palimpsest.cli.output.Column;
import org.palimpsest.cli.report.Paragraph;
import org.palimpsest.cli.report.Section;
import org.palimpsest.cli.report.Table;
import org.palimpsest.provenance.query.QueryTest;
import org.palimpsest.stats.Alternative;

/** Checks of what the tests assume, and the list of every p-value. */
final class StoryReportChecks {
    private StoryReportChecks() {}

    static Section section(StoryEvidence evidence, StoryPlan plan) {
        Table table = Table.captioned(
                "Checks of assumptions (two-sided, by permutation)",
                Column.left("H0"),
                Column.right("n"),
                Column.right("Spearman"),
                Column.right("p"),
                Column.left("outcome"));
        table = row(table, StoryJsonRows.ofReference(evidence.referenceAlone()), evidence.referenceAlone(), plan);
        table = row(table, StoryJsonRows.ofLength(evidence.lengthAgainstOrder()), evidence.lengthAgainstOrder(), plan);
        return Section.titled("Checks of the assumptions")
                .with(Paragraph.of(
                        "The order tests assume that Alice's order was drawn at random and that the reference"
                                + " does not depend on it. This run drew the order itself, so here the checks are exercises; on"
                                + " a transcript that somebody hands over they are not. If the reference fails its check, every"
                                + " order verdict reads confounded. A true assumption fails its check in "
                                + StoryReportNumbers.percent(plan.alpha()) + " of all runs."))
                .with(table);
    }

    private static Table row(Table table, List<StoryJsonRow> rows, QueryTest.Result result, StoryPlan plan) {
        return table.withRow(
                rows.get(0).nullHypothesis(),
                StoryReportNumbers.count(result.n()),
                StoryReportNumbers.signed(result.statistic(), 4),
                StoryReportNumbers.p(rows.get(0).log10P()),
                result.permutationP() > plan.alpha() ? "passed" : "failed");
    }

    static Section everyP(StoryEvidence evidence, StoryPlan plan) {
        Section section = Section.titled("Every p-value and what it assumes")
                .with(Paragraph.of("Exact means that under H0 p is at most a with probability at most a, at this n, for"
                        + " any model and any text. Where Holm is named, the verdict rests on that number, at level "
                        + StoryReportNumbers.plain(plan.alpha()) + "; the other p-values carry no verdict."));
        for (SuspectEvidence suspect : evidence.suspects()) {
            section = section.with(list(suspect.role().label() + "'s model", StoryJsonRows.of(suspect)));
        }
        List<StoryJsonRow> checks = new ArrayList<>(StoryJsonRows.ofReference(evidence.referenceAlone()));
        checks.addAll(StoryJsonRows.ofLength(evidence.lengthAgainstOrder()));
        return section.with(list("Checks", checks));
    }

    /** The perplexity test has no row: its p is the rank p. */
    private static Table list(String caption, List<StoryJsonRow> rows) {
        Table table =
                Table.captioned(caption, Column.left("test"), Column.left("H0"), Column.right("p"), Column.left("how"));
        for (StoryJsonRow row : rows) {
            if (!row.test().equals("ghost-perplexity")) {
                table = table.withRow(
                        name(row.test()), row.nullHypothesis() + ".", StoryReportNumbers.p(row.log10P()), how(row));
            }
        }
        return table;
    }

    private static String how(StoryJsonRow row) {
        String side = row.alternative() == Alternative.TWO_SIDED ? "two-sided" : "one-sided";
        String holm = row.holmLog10P() == null ? "" : "; after Holm " + StoryReportNumbers.p(row.holmLog10P());
        return method(row) + ", " + side + ", n\u00a0=\u00a0" + StoryReportNumbers.count(row.n()) + " " + row.unit()
                + holm;
    }

    private static String name(String test) {
        return switch (test) {
            case "ghost-rank" -> "ranks of the ghosts, also of the perplexity test";
            case "last-k-words" -> "last word of the ghosts";
            case "order-permutation", "reference-permutation" -> "order, permutations";
            case "length-permutation" -> "lengths, permutations";
            case "order-e-value" -> "order, e-value E (p is 1/E, at most 1)";
            case "order-t-tail", "reference-t-tail" -> "order, t law";
            case "length-t-tail" -> "lengths, t law";
            default -> throw new IllegalArgumentException("a test without a name: " + test);
        };
    }

    private static String method(StoryJsonRow row) {
        return switch (row.method()) {
            case "permutation" -> "exact, by permutation";
            case "exact" -> row.test().equals("ghost-rank") ? "exact" : "exact bound";
            default -> row.method() + ", optimistic far out";
        };
    }
}
