package org.palimpsest.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.palimpsest.cli.output.Border;
import org.palimpsest.cli.output.Column;
import org.palimpsest.cli.output.PValueFormat;
import org.palimpsest.cli.output.Style;
import org.palimpsest.cli.output.Terminal;
import org.palimpsest.cli.output.TextTable;
import org.palimpsest.provenance.query.OrderFinding;
import org.palimpsest.provenance.query.QueryFamily;
import org.palimpsest.provenance.query.QueryTest;

/**
 * What a table of suspects and transcripts says, for machines and for people.
 *
 * @param family all pairs
 * @param findings of each pair
 * @param orders how alike transcripts are
 * @param alpha level
 */
record QueryPanelSummary(
        QueryFamily family, List<List<OrderFinding>> findings, List<QueryPanel.Likeness> orders, double alpha) {
    private static final String H0 = "the suspect is independent of the training order, given the reference";

    Map<String, Object> json() {
        QueryTest.Result first = family.rows().get(0).pair().result();
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("h0", "for each pair: " + H0);
        map.put("alternative", first.alternative().label());
        map.put(
                "method",
                "exact (permutationP, log10E), Holm over all pairs (holmLog10P, oppositeHolmLog10P), e-BH over all pairs"
                        + " (eBhLog10); asymptotic (p, log10P)");
        map.put("pairs", family.rows().size());
        map.put("permutations", first.permutations());
        map.put("tests", tests());
        map.put("named", named());
        map.put("siblings", siblings());
        map.put("orders", likenesses());
        map.put("caveats", caveats());
        map.put("verdict", family.verdict().label());
        return map;
    }

    private List<Map<String, Object>> tests() {
        List<Map<String, Object>> list = new ArrayList<>();
        for (int i = 0; i < family.rows().size(); i++) {
            QueryFamily.Row row = family.rows().get(i);
            QueryTest.Result result = row.pair().result();
            Map<String, Object> map = new LinkedHashMap<>();
            map.put("suspect", row.pair().suspect());
            map.put("transcript", row.pair().transcript());
            map.put("n", result.n());
            map.put("dropped", result.dropped());
            map.put("statistic", result.statistic());
            map.put("p", result.p());
            map.put("log10P", result.log10P());
            map.put("permutationP", result.permutationP());
            map.put("holmLog10P", row.holmLog10P());
            map.put("oppositeP", result.oppositeP());
            map.put("oppositeHolmLog10P", row.oppositeHolmLog10P());
            map.put("log10E", result.log10E());
            map.put("eBhLog10", row.eBhLog10());
            map.put("strata", result.strata());
            map.put("verdict", row.verdict().label());
            map.put("detectableCorrelation", result.detectable());
            map.put("findings", QueryVerdicts.findings(findings.get(i)));
            list.add(map);
        }
        return list;
    }

    private List<Map<String, Object>> named() {
        List<Map<String, Object>> list = new ArrayList<>();
        for (String suspect : family.suspects()) {
            Map<String, Object> map = new LinkedHashMap<>();
            map.put("suspect", suspect);
            map.put(
                    "transcript",
                    family.named(suspect).map(row -> row.pair().transcript()).orElse(null));
            map.put(
                    "follows",
                    family.followed(suspect).stream()
                            .map(row -> row.pair().transcript())
                            .toList());
            list.add(map);
        }
        return list;
    }

    private List<Map<String, Object>> siblings() {
        List<Map<String, Object>> list = new ArrayList<>();
        family.siblings().forEach((transcript, suspects) -> {
            Map<String, Object> map = new LinkedHashMap<>();
            map.put("transcript", transcript);
            map.put("suspects", suspects);
            list.add(map);
        });
        return list;
    }

    private List<Map<String, Object>> likenesses() {
        List<Map<String, Object>> list = new ArrayList<>();
        for (QueryPanel.Likeness pair : orders) {
            Map<String, Object> map = new LinkedHashMap<>();
            map.put("first", pair.first());
            map.put("second", pair.second());
            map.put("h0", "the two orders of the documents that both transcripts have are independent of each other");
            map.put("alternative", "two-sided");
            map.put("method", "asymptotic");
            map.put("n", pair.correlation().n());
            map.put("correlation", pair.correlation().statistic());
            map.put("twoSidedLog10P", pair.correlation().log10PValue());
            list.add(map);
        }
        return list;
    }

    /** What must be read beside the table. */
    private List<String> caveats() {
        List<String> lines = new ArrayList<>();
        if (family.rows().stream().anyMatch(QueryFamily.Row::evidence)) {
            lines.add(
                    "the test speaks of an order, not of weights: a sibling that was trained on the same order to other"
                            + " weights names the same transcript");
        }
        family.siblings()
                .forEach((transcript, suspects) ->
                        lines.add(String.join(" and ", suspects) + " name the same transcript " + transcript
                                + ": siblings, or one made from the other; the test cannot say which"));
        for (String suspect : family.suspects()) {
            List<QueryFamily.Row> followed = family.followed(suspect);
            if (followed.size() > 1) {
                lines.add(suspect + " follows " + followed.size()
                        + " transcripts: their orders are alike, or it was trained on one after the other");
            }
        }
        for (QueryFamily.Row row : family.rows()) {
            if (row.oppositeHolmLog10P() <= Math.log10(alpha)) {
                lines.add(row.pair().suspect() + " finds the earlier text of "
                        + row.pair().transcript() + " likelier ("
                        + (row.pair().referenced()
                                ? "the reference depends on this order"
                                : "no trace of training on this order: a sibling trained on another order, or no shuffle")
                        + "); test every order that it can have been trained on");
            }
        }
        for (QueryPanel.Likeness pair : orders) {
            if (pair.correlation().log10PValue() <= Math.log10(alpha)) {
                lines.add(String.format(
                        Locale.ROOT,
                        "the orders of %s and %s are not independent (correlation %+.3f on %,d shared documents, two-sided"
                                + " log10 p %.1f): who follows one follows the other",
                        pair.first(),
                        pair.second(),
                        pair.correlation().statistic(),
                        pair.correlation().n(),
                        pair.correlation().log10PValue()));
            }
        }
        return lines;
    }

    String text(Style style) {
        StringBuilder out = new StringBuilder();
        out.append(String.format(
                Locale.ROOT,
                "H0 of each pair: %s.%nalternative %s, %,d pairs; Holm on exact p-values of %,d permutations, e-BH on"
                        + " e-values, over all pairs%n",
                H0,
                family.rows().get(0).pair().result().alternative().label(),
                family.rows().size(),
                family.rows().get(0).pair().result().permutations()));
        out.append(table().render(Border.of(Terminal.charset()), style));
        for (String suspect : family.suspects()) {
            out.append(String.format(
                    Locale.ROOT,
                    "%-15s %s%n",
                    "named by",
                    suspect + ": "
                            + family.named(suspect)
                                    .map(row -> row.pair().transcript())
                                    .orElse("none")));
        }
        caveats().forEach(line -> out.append(String.format(Locale.ROOT, "%-15s %s%n", "caveat", line)));
        out.append(lines());
        out.append(String.format(
                Locale.ROOT,
                "%-15s %s: %s%n",
                "verdict",
                family.verdict().label(),
                family.verdict().meaning()));
        return out.toString().replace(System.lineSeparator(), "\n");
    }

    private TextTable table() {
        TextTable table = TextTable.of(
                Column.left("suspect"),
                Column.left("transcript"),
                Column.right("n"),
                Column.right("correlation"),
                Column.right("t-law p"),
                Column.right("exact p"),
                Column.right("Holm"),
                Column.right("opposite"),
                Column.right("log10 e"),
                Column.right("e-BH"),
                Column.left("verdict"));
        for (QueryFamily.Row row : family.rows()) {
            QueryTest.Result result = row.pair().result();
            table = table.withRow(
                    row.pair().suspect(),
                    row.pair().transcript(),
                    String.format(Locale.ROOT, "%,d", result.n()),
                    String.format(Locale.ROOT, "%+.4f", result.statistic()),
                    PValueFormat.ofLog10(result.log10P()),
                    PValueFormat.of(result.permutationP()),
                    PValueFormat.ofLog10(row.holmLog10P()),
                    PValueFormat.of(result.oppositeP()),
                    String.format(Locale.ROOT, "%.1f", result.log10E()),
                    PValueFormat.ofLog10(row.eBhLog10()),
                    row.verdict().label());
        }
        return table;
    }

    /** Findings, each once a transcript. */
    private String lines() {
        Set<String> lines = new LinkedHashSet<>();
        for (int i = 0; i < findings.size(); i++) {
            String transcript = family.rows().get(i).pair().transcript();
            for (OrderFinding finding : findings.get(i)) {
                lines.add(String.format(
                        Locale.ROOT, "%-15s %s: %s%n", finding.severity().label(), transcript, finding.message()));
            }
        }
        return String.join("", lines);
    }
}
