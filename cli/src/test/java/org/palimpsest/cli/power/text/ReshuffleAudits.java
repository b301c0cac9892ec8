package org.palimpsest.cli.power.text;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.palimpsest.corpus.Document;
import org.palimpsest.inference.engine.DjlTokenizer;
import org.palimpsest.inference.engine.TorchRuntime;
import org.palimpsest.provenance.observational.CrossFittedScores;
import org.palimpsest.provenance.observational.ReshuffleTest;
import org.palimpsest.provenance.observational.TextScores;

/** Scores texts under the models of a phase and tests them in sets of several sizes. */
final class ReshuffleAudits {
    private static final double ADAPT_RATE = 1e-3;
    private static final int ADAPT_BATCH = 4;

    private final TorchRuntime runtime;
    private final DjlTokenizer tokenizer;
    private final Path work;

    ReshuffleAudits(TorchRuntime runtime, DjlTokenizer tokenizer, Path work) {
        this.runtime = runtime;
        this.tokenizer = tokenizer;
        this.work = work;
    }

    /**
     * Texts of one writer, and into which sets they are cut.
     *
     * @param bob who
     * @param temperature of the texts, NaN for people
     * @param texts tokens of each
     * @param sets how many texts a set has, in turn; as many sets of each size as fit
     */
    record Suspect(String bob, double temperature, List<int[]> texts, List<Integer> sets) {
        Suspect {
            texts = List.copyOf(texts);
            sets = List.copyOf(sets);
        }
    }

    /** The tests of all suspects under the models of a phase, the true order first. */
    List<String> rows(long seed, int retrained, List<Path> models, List<Suspect> suspects, int adapt)
            throws IOException {
        Map<String, double[]> scores = new HashMap<>();
        List<List<String>> named = new ArrayList<>();
        List<List<Document>> documents = new ArrayList<>();
        for (int s = 0; s < suspects.size(); s++) {
            Map<String, Document> distinct = new LinkedHashMap<>();
            for (int[] text : suspects.get(s).texts()) {
                String written = tokenizer.decode(text);
                distinct.putIfAbsent(written, Document.of("s" + s + "-" + distinct.size(), written));
            }
            documents.add(List.copyOf(distinct.values()));
            named.add(distinct.values().stream().map(Document::id).toList());
        }
        for (int m = 0; m < models.size(); m++) {
            score(models, m, documents, adapt, scores);
        }
        List<String> rows = new ArrayList<>();
        for (int s = 0; s < suspects.size(); s++) {
            rows.addAll(tested(seed, retrained, suspects.get(s), named.get(s), scores, adapt));
        }
        return rows;
    }

    /** Without adaptation one pass over all texts does; with it every suspect's texts are halved among themselves. */
    private void score(
            List<Path> models, int m, List<List<Document>> documents, int adapt, Map<String, double[]> scores)
            throws IOException {
        CrossFittedScores rule = new CrossFittedScores(adapt, ADAPT_RATE, ADAPT_BATCH, 0);
        List<List<Document>> calls = adapt > 0
                ? documents
                : List.of(documents.stream().flatMap(List::stream).toList());
        for (List<Document> call : calls) {
            TextScores found = rule.score(runtime, models.get(m), call, work);
            found.byText().forEach((id, nats) -> scores.computeIfAbsent(id, k -> new double[models.size()])[m] = nats);
        }
    }

    private static List<String> tested(
            long seed, int retrained, Suspect suspect, List<String> ids, Map<String, double[]> scores, int adapt) {
        List<String> rows = new ArrayList<>();
        int tokens = suspect.texts().get(0).length;
        for (int size : suspect.sets()) {
            for (int set = 0; (set + 1) * size <= suspect.texts().size(); set++) {
                int from = Math.min(ids.size(), set * size);
                List<String> own = ids.subList(from, Math.min(ids.size(), from + size));
                if (own.size() * 2 > size) {
                    ReshuffleTest.Result result = test(means(own, scores));
                    rows.add(new ReshuffleRow(
                                    seed,
                                    retrained,
                                    suspect.bob(),
                                    suspect.temperature(),
                                    size * nominal(tokens),
                                    set,
                                    adapt,
                                    result.m(),
                                    result.student().statistic(),
                                    result.student().log10PValue(),
                                    (int) result.rank().statistic())
                            .line());
                }
            }
        }
        return rows;
    }

    private static int nominal(int tokens) {
        return tokens > 0 ? TextPowerBench.NEW_TOKENS : 0;
    }

    static ReshuffleTest.Result test(double[] scores) {
        return ReshuffleTest.withDefaults()
                .withAlpha(0.05)
                .test(scores[0], Arrays.copyOfRange(scores, 1, scores.length));
    }

    /** The mean of the texts under each model. */
    static double[] means(List<String> ids, Map<String, double[]> scores) {
        List<double[]> rows =
                ids.stream().map(id -> scores.getOrDefault(id, new double[0])).toList();
        return IntStream.range(0, rows.get(0).length)
                .mapToDouble(
                        m -> rows.stream().mapToDouble(row -> row[m]).average().orElse(Double.NaN))
                .toArray();
    }
}
