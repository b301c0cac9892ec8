package org.palimpsest.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.palimpsest.cli.output.Border;
import org.palimpsest.cli.output.Column;
import org.palimpsest.cli.output.Terminal;
import org.palimpsest.cli.output.TextTable;
import org.palimpsest.corpus.search.evaluation.FactSetGenerator;
import org.palimpsest.corpus.search.evaluation.MeanScore;
import org.palimpsest.corpus.search.evaluation.RetrievalScores;
import org.palimpsest.corpus.search.evaluation.TraceEvaluation;
import org.palimpsest.corpus.search.evaluation.TraceReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures how well statements and entities are found. */
@Command(
        name = "evaluate",
        sortOptions = false,
        description = {
            "Makes a corpus with planted facts, homonyms and aliases, and measures how well each search finds them:",
            "precision and recall at k, mean reciprocal rank, entities by postings against strings."
        },
        footer = {"", "Example:", "  palimpsest trace evaluate --seed 1"})
final class TraceEvaluateCommand implements Callable<Integer> {
    private static final int[] DEPTHS = {1, 3, 5, 10, 25};

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Option(
            names = "--facts",
            paramLabel = "N",
            defaultValue = "250",
            converter = AtLeastOne.class,
            description = "Facts, each stated three times. Default: ${DEFAULT-VALUE}.")
    private int facts = 250;

    @Option(
            names = "--homonym-pairs",
            paramLabel = "N",
            defaultValue = "50",
            converter = AtLeastZero.class,
            description = "Pairs of subjects with one name. Default: ${DEFAULT-VALUE}.")
    private int homonymPairs = 50;

    @Option(
            names = "--distractors",
            paramLabel = "N",
            defaultValue = "20000",
            converter = AtLeastZero.class,
            description = "Documents that state none. Default: ${DEFAULT-VALUE}.")
    private int distractors = 20_000;

    @Override
    public Integer call() throws IOException {
        long seed = common.seedOr(1);
        FactSetGenerator.Options size = size(seed);
        common.checkOutput();
        TraceReport report = TraceEvaluation.run(FactSetGenerator.generate(size), seed, common.progress());
        common.emit(json(report), common.manifest().withSeed(seed), text(report));
        return ExitCode.OK.code();
    }

    private FactSetGenerator.Options size(long seed) {
        try {
            return new FactSetGenerator.Options(facts, homonymPairs, distractors, seed);
        } catch (IllegalArgumentException e) {
            throw common.usage(String.valueOf(e.getMessage()));
        }
    }

    private static Map<String, Object> json(TraceReport report) {
        List<Map<String, Object>> facts = new ArrayList<>();
        for (TraceReport.Facts row : report.facts()) {
            Map<String, Object> map = new LinkedHashMap<>();
            map.put("system", row.system());
            map.put("subjects", row.subjects());
            map.put("questions", row.scores().rankings().size());
            for (int k : DEPTHS) {
                map.put("precisionAt" + k, json(row.scores().precision(k)));
                map.put("recallAt" + k, json(row.scores().recall(k)));
            }
            map.put("meanReciprocalRank", json(row.scores().reciprocalRank()));
            facts.add(map);
        }
        List<Map<String, Object>> entities = new ArrayList<>();
        for (TraceReport.Entities row : report.entities()) {
            Map<String, Object> map = new LinkedHashMap<>();
            map.put("system", row.system());
            map.put("precision", json(row.scores().setPrecision()));
            map.put("recall", json(row.scores().setRecall()));
            map.put("f1", json(row.scores().f1()));
            entities.add(map);
        }
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("documents", report.documents());
        result.put("facts", facts);
        result.put("entities", entities);
        result.put("wins", report.wins());
        result.put("losses", report.losses());
        return result;
    }

    private static Map<String, Object> json(MeanScore score) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("mean", score.mean());
        map.put("low", score.interval().low());
        map.put("high", score.interval().high());
        return map;
    }

    private String text(TraceReport report) {
        return String.format(
                Locale.ROOT,
                "%,d documents; means with 95 %% bootstrap intervals%n%n%s%n%s%npostings beat all names as strings for %d"
                        + " entities, lose for %d%n",
                report.documents(),
                render(facts(report)),
                render(entities(report)),
                report.wins(),
                report.losses());
    }

    private String render(TextTable table) {
        return table.render(Border.of(Terminal.charset()), common.style());
    }

    private static TextTable facts(TraceReport report) {
        TextTable facts = TextTable.of(
                Column.left("search"),
                Column.left("names"),
                Column.right("P@1"),
                Column.right("R@3"),
                Column.right("R@10"),
                Column.right("MRR"));
        for (TraceReport.Facts row : report.facts()) {
            RetrievalScores scores = row.scores();
            facts = facts.withRow(
                    row.system(),
                    row.subjects(),
                    text(scores.precision(1)),
                    text(scores.recall(3)),
                    text(scores.recall(10)),
                    text(scores.reciprocalRank()));
        }
        return facts;
    }

    private static TextTable entities(TraceReport report) {
        TextTable entities = TextTable.of(
                Column.left("entities by"), Column.right("precision"), Column.right("recall"), Column.right("F1"));
        for (TraceReport.Entities row : report.entities()) {
            RetrievalScores scores = row.scores();
            entities = entities.withRow(
                    row.system(), text(scores.setPrecision()), text(scores.setRecall()), text(scores.f1()));
        }
        return entities;
    }

    private static String text(MeanScore score) {
        return String.format(
                Locale.ROOT,
                "%.3f [%.3f, %.3f]",
                score.mean(),
                score.interval().low(),
                score.interval().high());
    }
}
