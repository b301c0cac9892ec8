package org.palimpsest.cli.story;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.palimpsest.cli.output.Border;
import org.palimpsest.cli.output.Cell;
import org.palimpsest.cli.output.Column;
import org.palimpsest.cli.output.Ink;
import org.palimpsest.cli.output.Style;
import org.palimpsest.cli.output.TextTable;
import org.palimpsest.provenance.query.QueryTest;
import org.palimpsest.stats.Randomisation;
import org.palimpsest.stats.Verdict;

/** What the demo says on the terminal when it is done: two small tables and a few lines, in 100 columns. */
public final class StorySummary {
    private static final double SMALL_SHARE = 0.015;
    private static final int WIDTH = 100;

    private final StoryEvidence evidence;
    private final StoryPlan plan;
    private final StoryReportFacts facts;

    private StorySummary(StoryEvidence evidence, StoryPlan plan, StoryReportFacts facts) {
        this.evidence = evidence;
        this.plan = plan;
        this.facts = facts;
    }

    /**
     * A summary.
     *
     * @param evidence what was found
     * @param plan the sizes of the story
     * @param facts what its folder holds
     * @return the summary
     */
    public static StorySummary of(StoryEvidence evidence, StoryPlan plan, StoryReportFacts facts) {
        return new StorySummary(evidence, plan, facts);
    }

    /**
     * The summary as lines, each ended by a line feed.
     *
     * @param border of the tables
     * @param style of the terminal
     * @return the text
     */
    public String render(Border border, Style style) {
        StringBuilder out = new StringBuilder();
        heading(out, style, "Who read the marked text?", "ghost sentences against their unpublished siblings");
        out.append(ghosts().render(border, style)).append('\n');
        heading(out, style, "Whose model comes from Alice's?", "likelihoods against the order in which she trained");
        out.append(order().render(border, style)).append('\n');
        for (String line : remarks()) {
            out.append(style.paint(Ink.FAINT, line)).append('\n');
        }
        out.append('\n')
                .append(style.paint(Ink.STRONG, "Report: "))
                .append(facts.folder().resolve("report.html"))
                .append('\n');
        return out.toString();
    }

    private static void heading(StringBuilder out, Style style, String question, String how) {
        out.append(style.paint(Ink.STRONG, question))
                .append(style.paint(Ink.FAINT, "  " + how))
                .append('\n');
    }

    private TextTable ghosts() {
        TextTable table = TextTable.of(
                Column.left("model"),
                Column.left("what it is"),
                Column.right("exact p"),
                Column.right("AUC"),
                Column.left("verdict"));
        for (SuspectEvidence suspect : evidence.suspects()) {
            table = table.withRow(List.of(
                    new Cell(suspect.role().label(), Ink.STRONG),
                    Cell.of(suspect.role().description()),
                    Cell.of(StoryReportNumbers.p(suspect.ghosts().pooled().log10PValue())),
                    Cell.of(StoryReportNumbers.fixed(suspect.perplexity().auc(), 3)),
                    verdict(suspect.ghostsVerdict())));
        }
        return table;
    }

    private TextTable order() {
        TextTable table = TextTable.of(
                Column.left("model"),
                Column.right("Spearman rho"),
                Column.right("permutation p"),
                Column.right("e-value"),
                Column.right("t-law p (approx.)"),
                Column.left("verdict"));
        for (SuspectEvidence suspect : evidence.suspects()) {
            QueryTest.Result order = suspect.order();
            table = table.withRow(List.of(
                    new Cell(suspect.role().label(), Ink.STRONG),
                    Cell.of(StoryReportNumbers.signed(order.statistic(), 3)),
                    Cell.of(StoryReportNumbers.p(Math.log10(order.permutationP()))),
                    Cell.of(StoryReportNumbers.eValue(order.log10E())),
                    Cell.of(StoryReportNumbers.p(order.twoSidedLog10P())),
                    verdict(suspect.orderVerdict())));
        }
        return table;
    }

    private static Cell verdict(Verdict verdict) {
        Ink ink = switch (verdict) {
            case RANDOMISED_EVIDENCE -> Ink.EVIDENCE;
            case CONSISTENT_UNVERIFIED, CONFOUNDED, UNDERPOWERED -> Ink.CAUTION;
            case NO_EVIDENCE -> Ink.CALM;
        };
        return new Cell(verdict.label(), ink);
    }

    private List<String> remarks() {
        List<String> lines = new ArrayList<>();
        lines.add("Verdicts: level " + StoryReportNumbers.plain(plan.alpha())
                + " after Holm over the three models. H0: the model is independent of" + " the draw of");
        lines.add("the published ghosts (first table), of the order of Alice's text given the reference (second).");
        evidence.suspects().stream()
                .filter(suspect -> suspect.ghostsVerdict() == Verdict.NO_EVIDENCE)
                .findFirst()
                .ifPresent(suspect -> lines.add("No evidence (first): " + StoryReportNumbers.detectableMarks(suspect)));
        evidence.suspects().stream()
                .filter(suspect -> suspect.orderVerdict() == Verdict.NO_EVIDENCE)
                .findFirst()
                .ifPresent(
                        suspect -> lines.add("No evidence (second): " + StoryReportNumbers.detectableOrder(suspect)));
        QueryTest.Result alone = evidence.referenceAlone();
        boolean passed = alone.permutationP() > plan.alpha();
        lines.add("Check: the reference model alone " + (passed ? "does not follow" : "FOLLOWS")
                + " Alice's order (rho " + StoryReportNumbers.signed(alone.statistic(), 3) + ", permutation p "
                + StoryReportNumbers.p(Math.log10(alone.permutationP())) + ").");
        lines.addAll(time());
        lines.add(
                evidence.randomisation() == Randomisation.VERIFIED
                        ? "Seed " + facts.seed() + ", drawn; registry key drawn and committed to before training."
                        : "Seed " + facts.seed()
                                + ", given: a practice registry, which never earns randomised-evidence.");
        return lines;
    }

    /** Shares of the work, wrapped; steps too small to matter are told together. */
    private List<String> time() {
        double total = evidence.seconds().values().stream().mapToDouble(v -> v).sum();
        List<String> shares = evidence.seconds().entrySet().stream()
                .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
                .filter(step -> step.getValue() >= SMALL_SHARE * total)
                .map(step -> step.getKey() + " " + StoryReportNumbers.percent(step.getValue() / total))
                .collect(Collectors.toCollection(ArrayList::new));
        double small = evidence.seconds().values().stream()
                .mapToDouble(v -> v)
                .filter(v -> v < SMALL_SHARE * total)
                .sum();
        if (small > 0) {
            shares.add("other " + StoryReportNumbers.percent(small / total));
        }
        return wrapped("Time: " + StoryReportNumbers.fixed(evidence.wallSeconds(), 0) + " s; ", shares);
    }

    private static List<String> wrapped(String first, List<String> parts) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder(first);
        for (int i = 0; i < parts.size(); i++) {
            String part = parts.get(i) + (i + 1 < parts.size() ? ", " : ".");
            if (line.length() + part.stripTrailing().length() > WIDTH) {
                lines.add(line.toString().stripTrailing());
                line = new StringBuilder("      ");
            }
            line.append(part);
        }
        lines.add(line.toString());
        return lines;
    }
}
