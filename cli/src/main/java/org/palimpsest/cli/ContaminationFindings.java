package org.palimpsest.cli;

import com.fasterxml.jackson.databind.node.NullNode;
import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import org.palimpsest.corpus.duplicates.BenchmarkItem;
import org.palimpsest.corpus.duplicates.Contamination;
import org.palimpsest.corpus.duplicates.ContaminationReport;
import org.palimpsest.corpus.duplicates.ItemFinding;
import org.palimpsest.corpus.duplicates.Sighting;
import org.palimpsest.corpus.duplicates.Span;
import org.palimpsest.corpus.run.Progress;

/** What all rules find of a benchmark, and where the training text has it. */
final class ContaminationFindings {
    private final LookedInto into;
    private final Map<OverlapRule, ContaminationReport> reports = new LinkedHashMap<>();
    private final List<int[]> longest;
    private final Map<IntBuffer, Sighting> sightings = new LinkedHashMap<>();

    private ContaminationFindings(LookedInto into, List<int[]> longest) {
        this.into = into;
        this.longest = longest;
    }

    /** Asks every rule; then looks for the documents that hold the longest exact match of every span. */
    static ContaminationFindings of(LookedInto into, List<OverlapRule> rules, int documents, Progress progress) {
        List<BenchmarkItem> items = into.items().stream().map(ItemText::item).toList();
        List<int[]> texts = items.stream().map(BenchmarkItem::tokens).toList();
        try (Progress.Task task = progress.begin("comparing", rules.size() + 2L, "passes")) {
            ContaminationFindings findings =
                    new ContaminationFindings(into, into.text().lengths(texts, 1, 0));
            task.advance(1);
            for (OverlapRule rule : rules) {
                findings.reports.put(
                        rule,
                        Contamination.withDefaults()
                                .with(rule.rule(into.boundaries()))
                                .test(items, into.text()));
                task.advance(1);
            }
            findings.look(documents);
            task.advance(1);
            return findings;
        }
    }

    private void look(int documents) {
        Map<IntBuffer, int[]> phrases = new LinkedHashMap<>();
        for (ContaminationReport report : reports.values()) {
            for (int i = 0; i < into.items().size(); i++) {
                for (Span span : report.findings().get(i).spans()) {
                    int[] phrase = tokens(i, phrase(i, span));
                    phrases.put(IntBuffer.wrap(phrase), phrase);
                }
            }
        }
        List<Sighting> found = into.text().sightings(List.copyOf(phrases.values()), documents);
        int at = 0;
        for (IntBuffer phrase : phrases.keySet()) {
            sightings.put(phrase, found.get(at++));
        }
    }

    Map<OverlapRule, ContaminationReport> reports() {
        return reports;
    }

    /** The longest exact match within a span, the first of several. */
    private Span phrase(int item, Span span) {
        int[] lengths = longest.get(item);
        Span best = new Span(span.start(), span.start() + 1);
        for (int start = span.start(); start < span.end(); start++) {
            int length = Math.min(lengths[start], span.end() - start);
            if (length > best.length()) {
                best = new Span(start, start + length);
            }
        }
        return best;
    }

    private int[] tokens(int item, Span span) {
        return Arrays.copyOfRange(into.items().get(item).item().tokens(), span.start(), span.end());
    }

    /** What was found of an item, as JSON has it. */
    Map<String, Object> row(int item) {
        ItemText text = into.items().get(item);
        Map<String, Object> rules = new LinkedHashMap<>();
        reports.forEach((rule, report) ->
                rules.put(rule.toString(), finding(item, report.findings().get(item))));
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("id", text.item().id());
        row.put("length", text.item().length());
        row.put("unit", into.unit());
        row.put("rules", rules);
        return row;
    }

    private Map<String, Object> finding(int item, ItemFinding finding) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("judgement", finding.judgement().name().toLowerCase(Locale.ROOT));
        row.put("statistic", finding.statistic());
        row.put("coveredShare", finding.coveredShare());
        List<Map<String, Object>> spans = new ArrayList<>();
        for (Span span : finding.spans()) {
            spans.add(span(item, span));
        }
        row.put("spans", spans);
        return row;
    }

    private Map<String, Object> span(int item, Span span) {
        ItemText text = into.items().get(item);
        Span phrase = phrase(item, span);
        Sighting sighting = Objects.requireNonNull(
                sightings.get(IntBuffer.wrap(tokens(item, phrase))), "every span was looked for");
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("start", span.start());
        row.put("end", span.end());
        if (!text.units(span).isEmpty()) {
            row.put("text", text.units(span));
        }
        row.put("longest", List.of(phrase.start(), phrase.end()));
        row.put("places", sighting.places());
        row.put("visited", sighting.visited());
        row.put("earliestStep", orNull(sighting.earliestStep()));
        row.put(
                "documents",
                sighting.documents().stream().map(ContaminationFindings::holder).toList());
        return row;
    }

    private static Map<String, Object> holder(Sighting.Holder holder) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("document", holder.document());
        row.put("id", holder.id());
        row.put("position", holder.position());
        row.put("step", orNull(holder.step()));
        return row;
    }

    private static Object orNull(OptionalLong number) {
        return number.isPresent() ? number.getAsLong() : NullNode.getInstance();
    }
}
