package org.palimpsest.cli.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.palimpsest.cli.output.Column;
import org.palimpsest.cli.output.PValueFormat;
import org.palimpsest.cli.report.Bullets;
import org.palimpsest.cli.report.Details;
import org.palimpsest.cli.report.HtmlReport;
import org.palimpsest.cli.report.Inline;
import org.palimpsest.cli.report.KeyValues;
import org.palimpsest.cli.report.Paragraph;
import org.palimpsest.cli.report.Section;
import org.palimpsest.cli.report.Table;
import org.palimpsest.cli.report.Verbatim;
import org.palimpsest.cli.report.VerdictCard;
import org.palimpsest.corpus.CorruptInputException;

/**
 * One report of several results: verdicts, every p-value with what must be said beside it, what was found, what it rests on,
 * what was checked of that, what it does not show, and how to do it again.
 */
public final class AuditReport {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST_ROWS = 200;

    /** A longer table is folded. */
    private static final int SEEN_ROWS = 30;

    private final String title;
    private final List<CommandResult> results;

    /**
     * A report.
     *
     * @param title headline, not blank
     * @param results at least one
     * @throws IllegalArgumentException if there is no title or no result
     */
    public AuditReport(String title, List<CommandResult> results) {
        if (title.isBlank() || results.isEmpty()) {
            throw new IllegalArgumentException(
                    "a report needs a title and at least 1 result, got \"" + title + "\" and " + results.size());
        }
        this.title = title;
        this.results = List.copyOf(results);
    }

    /**
     * Every p-value of all results.
     *
     * @return in the order of the results
     * @throws CorruptInputException if one is stated without its null hypothesis, side, method or size
     */
    public List<StatedPValue> pValues() throws CorruptInputException {
        List<StatedPValue> all = new ArrayList<>();
        for (CommandResult result : results) {
            all.addAll(StatedPValues.of(result));
        }
        return all;
    }

    /**
     * The page.
     *
     * @return a report that loads nothing from outside
     * @throws CorruptInputException if a result is not fit for one
     */
    public HtmlReport toHtml() throws CorruptInputException {
        HtmlReport report = HtmlReport.titled(title)
                .withSubtitle("What was tested, what was found, what it rests on and how to do it again.");
        for (CommandResult result : results) {
            for (VerdictCard card : new GivenVerdicts(result, StatedPValues.of(result)).cards()) {
                report = report.with(card);
            }
        }
        report = report.with(pValueSection());
        for (CommandResult result : results) {
            report = report.with(section(result));
        }
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("results", results.stream().map(AuditReport::plain).toList());
        return report.with(doItAgain()).withData(data);
    }

    private Section pValueSection() throws CorruptInputException {
        Table table = Table.captioned(
                "Every p-value",
                Column.left("Tested"),
                Column.left("H0"),
                Column.left("Side"),
                Column.left("Method"),
                Column.left("Rests on"),
                Column.right("p"));
        for (StatedPValue p : pValues()) {
            table = table.withRow(p.test() + " (" + p.name() + ")", p.h0(), p.side(), p.method(), p.size(), shown(p));
        }
        Section section = Section.titled("P-values");
        return table.rows().isEmpty()
                ? section.with(Paragraph.of("No result states a p-value."))
                : section.with(Paragraph.of(
                                "Each p-value is the chance, if its H0 were true, of a result at least as extreme on its"
                                        + " side."))
                        .with(table);
    }

    private static String shown(StatedPValue p) {
        return Double.isFinite(p.log10P()) ? PValueFormat.ofLog10(p.log10P()) : "0 (underflowed)";
    }

    private static Section section(CommandResult result) throws CorruptInputException {
        CommandKnowledge known = CommandKnowledge.of(result.command());
        Section section = Section.titled(known.title());
        KeyValues values = new KeyValues(List.of());
        for (Map.Entry<String, JsonNode> field : result.result().properties()) {
            if (field.getValue().isValueNode() || Numbers.isEstimate(field.getValue())) {
                values = values.and(Numbers.words(field.getKey()), Numbers.shown(field.getValue()));
            }
        }
        section = values.entries().isEmpty() ? section : section.with(values);
        for (JsonNode figure : result.result().path("figures")) {
            section = section.with(GivenFigure.of(result, figure));
        }
        for (Map.Entry<String, JsonNode> field : result.result().properties()) {
            JsonNode rows = field.getValue();
            boolean own = Set.of("figures", "assumptions", "limits").contains(field.getKey());
            if (!own && rows.isArray() && !rows.isEmpty() && rows.get(0).isObject()) {
                Table table = table(Numbers.words(field.getKey()), rows);
                section = section.with(
                        rows.size() > SEEN_ROWS ? Details.of(rows.size() + " rows: " + table.caption(), table) : table);
            }
        }
        return section.with(Paragraph.of(Inline.strong("What it rests on, and what was checked:")))
                .with(assumptions(result, known))
                .with(Details.of("What this does not show", limits(result, known)))
                .with(Details.of(
                        "Manifest: inputs with SHA-256, options, versions",
                        new Verbatim(result.manifest().toPrettyString())));
    }

    private static Table table(String caption, JsonNode rows) {
        Set<String> names = new LinkedHashSet<>();
        rows.forEach(row -> row.properties().forEach(field -> {
            if (field.getValue().isValueNode() || Numbers.isEstimate(field.getValue())) {
                names.add(field.getKey());
            }
        }));
        if (names.isEmpty()) {
            names.add("value");
        }
        List<Column> columns = names.stream()
                .map(name -> numeric(rows, name) ? Column.right(Numbers.words(name)) : Column.left(Numbers.words(name)))
                .toList();
        List<List<String>> cells = new ArrayList<>();
        for (int i = 0; i < Math.min(MOST_ROWS, rows.size()); i++) {
            JsonNode row = rows.get(i);
            cells.add(names.stream().map(name -> Numbers.shown(row.path(name))).toList());
        }
        String more = rows.size() > MOST_ROWS ? ", the first " + MOST_ROWS + " of " + rows.size() : "";
        return new Table(caption + more, columns, cells);
    }

    private static boolean numeric(JsonNode rows, String name) {
        for (JsonNode row : rows) {
            if (row.has(name) && !row.path(name).isNull()) {
                return row.path(name).isNumber();
            }
        }
        return false;
    }

    private static Bullets assumptions(CommandResult result, CommandKnowledge known) {
        List<String> lines = new ArrayList<>();
        for (JsonNode given : result.result().path("assumptions")) {
            String checked = given.path("checked").asText("not checked");
            lines.add(given.path("assumption").asText(given.asText()) + " Checked: " + checked + ".");
        }
        if (lines.isEmpty()) {
            known.assumptions().forEach(line -> lines.add(line + " Checked: not by this command."));
        }
        if (lines.isEmpty()) {
            lines.add("The command states none.");
        }
        return Bullets.of(lines.toArray(String[]::new));
    }

    private static Bullets limits(CommandResult result, CommandKnowledge known) {
        List<String> lines = new ArrayList<>(known.limits());
        result.result().path("limits").forEach(line -> lines.add(line.asText()));
        lines.addAll(CommandKnowledge.always());
        return Bullets.of(lines.toArray(String[]::new));
    }

    private Section doItAgain() {
        StringBuilder lines = new StringBuilder();
        for (CommandResult result : results) {
            lines.append(ExactCommand.of(result)).append('\n');
        }
        return Section.titled("Do it again")
                .with(Paragraph.of("On the files whose SHA-256 stand in the manifests, these commands give the same"
                        + " numbers; scores of a model agree within 1e-5."))
                .with(new Verbatim(lines.toString().strip()));
    }

    /**
     * A result as plain values, for programs.
     *
     * @param result what a command found
     * @return source, command, result and manifest
     */
    public static Map<String, Object> plain(CommandResult result) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("source", result.source());
        map.put("command", result.command());
        map.put("result", JSON.convertValue(result.result(), Object.class));
        map.put("manifest", JSON.convertValue(result.manifest(), Object.class));
        return map;
    }
}
