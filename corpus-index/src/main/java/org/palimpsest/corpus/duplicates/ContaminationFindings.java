package org.palimpsest.corpus.duplicates;

import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.palimpsest.corpus.run.Progress;

/** What all rules find of a benchmark, and where the training text has it. */
public final class ContaminationFindings {
    private final TrainingText training;
    private final List<ItemText> items;
    private final String unit;
    private final Map<OverlapRule, ContaminationReport> reports = new LinkedHashMap<>();
    private final List<int[]> longest;
    private final Map<IntBuffer, Sighting> sightings = new LinkedHashMap<>();

    private ContaminationFindings(TrainingText training, List<ItemText> items, String unit, List<int[]> longest) {
        this.training = training;
        this.items = items;
        this.unit = unit;
        this.longest = longest;
    }

    /**
     * A question.
     *
     * @param items the benchmark
     * @param unit what it is made of: tokens or words
     * @param boundaries where words and sentences begin and end
     * @param rules the rules to ask, each once
     * @param documents documents at most that are named for each span, at least 0
     */
    public record Question(
            List<ItemText> items, String unit, SpanBoundaries boundaries, List<OverlapRule> rules, int documents) {
        /** Copies. */
        public Question {
            items = List.copyOf(items);
            rules = List.copyOf(rules);
        }
    }

    /**
     * Asks every rule; then looks for the documents that hold the longest exact match of every span.
     *
     * @param question what to look for
     * @param training the training text
     * @param progress shows the passes
     * @return what was found
     */
    public static ContaminationFindings of(Question question, TrainingText training, Progress progress) {
        List<BenchmarkItem> items =
                question.items().stream().map(ItemText::item).toList();
        List<int[]> texts = items.stream().map(BenchmarkItem::tokens).toList();
        List<OverlapRule> rules = question.rules();
        try (Progress.Task task = progress.begin("comparing", rules.size() + 2L, "passes")) {
            ContaminationFindings findings = new ContaminationFindings(
                    training, question.items(), question.unit(), training.lengths(texts, 1, 0));
            task.advance(1);
            for (OverlapRule rule : rules) {
                findings.reports.put(
                        rule,
                        Contamination.withDefaults()
                                .with(rule.rule(question.boundaries()))
                                .test(items, training));
                task.advance(1);
            }
            findings.look(question.documents());
            task.advance(1);
            return findings;
        }
    }

    private void look(int documents) {
        Map<IntBuffer, int[]> phrases = new LinkedHashMap<>();
        for (ContaminationReport report : reports.values()) {
            for (int i = 0; i < items.size(); i++) {
                for (Span span : report.findings().get(i).spans()) {
                    int[] phrase = tokens(i, phrase(i, span));
                    phrases.put(IntBuffer.wrap(phrase), phrase);
                }
            }
        }
        List<Sighting> found = training.sightings(List.copyOf(phrases.values()), documents);
        int at = 0;
        for (IntBuffer phrase : phrases.keySet()) {
            sightings.put(phrase, found.get(at++));
        }
    }

    /** Returns what each rule found, in the order in which they were asked. */
    public Map<OverlapRule, ContaminationReport> reports() {
        return Collections.unmodifiableMap(reports);
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
        return Arrays.copyOfRange(items.get(item).item().tokens(), span.start(), span.end());
    }

    /**
     * What was found of an item.
     *
     * @param item its number, from 0
     * @return one line of JSON, without a line end
     */
    public String json(int item) {
        return OverlapJson.line(row(item));
    }

    private Map<String, Object> row(int item) {
        ItemText text = items.get(item);
        Map<String, Object> rules = new LinkedHashMap<>();
        reports.forEach((rule, report) ->
                rules.put(rule.toString(), finding(item, report.findings().get(item))));
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("id", text.item().id());
        row.put("length", text.item().length());
        row.put("unit", unit);
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
        ItemText text = items.get(item);
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
        row.put("earliestStep", OverlapJson.orNull(sighting.earliestStep()));
        row.put(
                "documents",
                sighting.documents().stream().map(OverlapJson::holder).toList());
        return row;
    }
}
