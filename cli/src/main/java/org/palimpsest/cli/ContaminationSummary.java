package org.palimpsest.cli;

import com.fasterxml.jackson.databind.node.NullNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.palimpsest.cli.output.Border;
import org.palimpsest.cli.output.Column;
import org.palimpsest.cli.output.Style;
import org.palimpsest.cli.output.Terminal;
import org.palimpsest.cli.output.TextTable;
import org.palimpsest.corpus.duplicates.ContaminationReport;
import org.palimpsest.corpus.duplicates.Judgement;
import org.palimpsest.corpus.duplicates.OverlapRule;
import org.palimpsest.stats.Interval;

/** Shares of a benchmark by rule, with Clopper–Pearson intervals at 95 %. */
final class ContaminationSummary {
    private static final double CONFIDENCE = 0.95;

    private final Map<OverlapRule, ContaminationReport> reports;

    ContaminationSummary(Map<OverlapRule, ContaminationReport> reports) {
        this.reports = reports;
    }

    List<Map<String, Object>> json() {
        List<Map<String, Object>> rows = new ArrayList<>();
        reports.forEach((rule, report) -> {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("rule", rule.toString());
            row.put("items", report.findings().size());
            row.put("judged", judged(report));
            for (Judgement judgement : Judgement.values()) {
                row.put(judgement.name().toLowerCase(Locale.ROOT), report.count(judgement));
            }
            row.put("dirtyShare", share(report, Judgement.DIRTY));
            row.put("cleanShare", share(report, Judgement.CLEAN));
            row.put("withSpans", withSpans(report));
            row.put("coveredShare", report.coveredShare());
            rows.add(row);
        });
        return rows;
    }

    String text(Style style) {
        TextTable table = TextTable.of(
                Column.left("rule"),
                Column.right("judged"),
                Column.right("dirty"),
                Column.right("95 %"),
                Column.right("clean"),
                Column.right("with spans"),
                Column.right("tokens in spans"));
        for (Map.Entry<OverlapRule, ContaminationReport> entry : reports.entrySet()) {
            ContaminationReport report = entry.getValue();
            long judged = judged(report);
            table = table.withRow(
                    entry.getKey().toString(),
                    Long.toString(judged),
                    judged == 0 ? "-" : percent(report.share(Judgement.DIRTY)),
                    judged == 0 ? "-" : between(interval(report, Judgement.DIRTY)),
                    judged == 0 ? "-" : percent(report.share(Judgement.CLEAN)),
                    Long.toString(withSpans(report)),
                    percent(report.coveredShare()));
        }
        return table.render(Border.of(Terminal.charset()), style);
    }

    private static Object share(ContaminationReport report, Judgement judgement) {
        if (judged(report) == 0) {
            return NullNode.getInstance();
        }
        Interval interval = interval(report, judgement);
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("share", report.share(judgement));
        row.put("low", interval.low());
        row.put("high", interval.high());
        row.put("confidence", interval.confidence());
        return row;
    }

    private static Interval interval(ContaminationReport report, Judgement judgement) {
        return Interval.clopperPearson(report.count(judgement), judged(report), CONFIDENCE);
    }

    private static long judged(ContaminationReport report) {
        return report.findings().size() - report.count(Judgement.UNJUDGED);
    }

    private static long withSpans(ContaminationReport report) {
        return report.findings().stream()
                .filter(finding -> !finding.spans().isEmpty())
                .count();
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    private static String between(Interval interval) {
        return String.format(Locale.ROOT, "%.1f to %.1f", 100 * interval.low(), 100 * interval.high());
    }
}
