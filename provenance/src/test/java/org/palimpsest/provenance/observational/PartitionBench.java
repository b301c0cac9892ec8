package org.palimpsest.provenance.observational;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.numbers.gamma.Erfc;
import org.palimpsest.corpus.Document;
import org.palimpsest.corpus.index.IndexBuilder;
import org.palimpsest.corpus.index.SourceDocument;
import org.palimpsest.corpus.index.SuffixArrayIndex;
import org.palimpsest.corpus.run.Existing;
import org.palimpsest.corpus.transcript.StepMap;
import org.palimpsest.corpus.transcript.Transcript;
import org.palimpsest.stats.Interval;
import org.palimpsest.stats.RandomStream;

/**
 * Null audits of the partition test for {@code docs/experiments/partition-calibration.md}: a corpus of Zipf text, texts of a
 * suspect that has seen it, and orders that are drawn anew. Arguments are the audits of each design, the seed, and the CSV file to
 * write.
 */
final class PartitionBench {
    private static final double[] LEVELS = {0.05, 0.01, 0.001};
    private static final int VOCABULARY = 2000;
    private static final int DOCUMENTS = 400;
    private static final int PERMUTATIONS = 999;

    private PartitionBench() {}

    public static void main(String[] arguments) throws IOException {
        int audits = Integer.parseInt(arguments[0]);
        long seed = Long.parseLong(arguments[1]);
        List<String> lines = new ArrayList<>(List.of("design,test,level,audits,rejections,rate,low,high"));
        for (Design design : Design.values()) {
            for (Map.Entry<String, double[]> row : run(design, audits, seed).entrySet()) {
                for (double level : LEVELS) {
                    int rejections = (int) Arrays.stream(row.getValue())
                            .filter(p -> p <= level * (1 + 1e-12))
                            .count();
                    Interval interval = Interval.clopperPearson(rejections, audits, 0.95);
                    lines.add(String.format(
                            Locale.ROOT,
                            "%s,%s,%s,%d,%d,%.4f,%.4f,%.4f",
                            design.label,
                            row.getKey(),
                            level,
                            audits,
                            rejections,
                            (double) rejections / audits,
                            interval.low(),
                            interval.high()));
                }
            }
        }
        Files.write(Path.of(arguments[2]), lines, StandardCharsets.UTF_8);
    }

    /** What corpus and text look like. */
    enum Design {
        ZIPF("Zipf text; a step a document"),
        STEPS("Zipf text; 8 documents a step"),
        DUPLICATES("a fifth of the documents are copies; texts repeat"),
        DOMINANT("one document has nine tenths of the weight"),
        LOOP("a loop of one phrase that three documents have"),
        EPOCHS("three epochs; each has an order of its own"),
        CAPPED("2 of many places looked at; corpus stored in training order");

        final String label;

        Design(String label) {
            this.label = label;
        }
    }

    private static double[] of(Map<String, double[]> values, String name) {
        return Objects.requireNonNull(values.get(name));
    }

    /** Runs all audits of a design; p-values by name of the test. */
    static Map<String, double[]> run(Design design, int audits, long seed) throws IOException {
        RandomGenerator random = RandomStream.of(seed, design.name());
        List<int[]> documents = documents(design, random);
        List<int[]> texts = texts(design, documents, random);
        MatchOptions options = design == Design.CAPPED
                ? new MatchOptions(1, 9, 2, MatchWeight.COUNT, Double.POSITIVE_INFINITY, seed)
                : MatchOptions.defaults();
        Map<String, double[]> values = new LinkedHashMap<>();
        for (String name : List.of(
                "spearman permutation",
                "spearman tail",
                "mean permutation",
                "mean bound",
                "mean normal tail",
                "hits as if independent")) {
            values.put(name, new double[audits]);
        }
        double[] weights = design == Design.CAPPED ? new double[0] : weights(documents, texts, options);
        for (int audit = 0; audit < audits; audit++) {
            int[] order = RandomStream.permutation(documents.size(), random);
            TrainingUnits units = units(design, order, random);
            double[] found = weights;
            if (design == Design.EPOCHS) {
                found = IntStream.range(0, 3 * weights.length)
                        .mapToDouble(d -> weights[d % weights.length])
                        .toArray();
            }
            if (design == Design.CAPPED) {
                List<int[]> stored =
                        IntStream.of(order).mapToObj(documents::get).toList();
                found = weights(stored, texts, options);
                units = units(Design.ZIPF, IntStream.range(0, order.length).toArray(), random);
            }
            PartitionTest test =
                    PartitionTest.withDefaults().withPermutations(PERMUTATIONS).withSeed(audit);
            PartitionTest.Result ranks = test.test(units, found);
            PartitionTest.Result mean = test.with(PartitionStatistic.MEAN).test(units, found);
            of(values, "spearman permutation")[audit] =
                    ranks.permutation().test().pValue();
            of(values, "spearman tail")[audit] = ranks.tail().pValue();
            of(values, "mean permutation")[audit] = mean.permutation().test().pValue();
            of(values, "mean bound")[audit] = mean.tail().pValue();
            of(values, "mean normal tail")[audit] = Math.pow(10, mean.normalLog10P());
            of(values, "hits as if independent")[audit] = hits(mean, units, found);
        }
        return values;
    }

    /** The z of the mean step that takes every unit of weight for a draw of its own, as if no document had several. */
    private static double hits(PartitionTest.Result mean, TrainingUnits units, double[] weights) {
        double total = Arrays.stream(weights).sum();
        double[] times = units.times();
        double centre = Arrays.stream(times).average().orElseThrow();
        double variance =
                Arrays.stream(times).map(t -> (t - centre) * (t - centre)).sum() / times.length;
        double z = (mean.meanStep() - centre) / Math.sqrt(variance / total);
        return 0.5 * Erfc.value(z / Math.sqrt(2));
    }

    private static int[] zipf(RandomGenerator random, int length) {
        return IntStream.range(0, length)
                .map(i -> (int) Math.exp(random.nextDouble() * Math.log(VOCABULARY)))
                .toArray();
    }

    private static List<int[]> documents(Design design, RandomGenerator random) {
        List<int[]> documents = new ArrayList<>();
        for (int d = 0; d < DOCUMENTS; d++) {
            boolean copy = design == Design.DUPLICATES && d % 5 == 4;
            // lengths are lognormal: a few documents own much of the corpus
            int length = (int) Math.min(2000, Math.exp(3.5 + random.nextGaussian()) + 5);
            documents.add(copy ? documents.get(random.nextInt(d)) : zipf(random, length));
        }
        return documents;
    }

    /** Text of a model that knows the corpus: noise, with passages of documents among it. */
    private static List<int[]> texts(Design design, List<int[]> documents, RandomGenerator random) {
        List<int[]> texts = new ArrayList<>();
        int[] phrase = {1990, 1991, 1992};
        for (int t = 0; t < 60; t++) {
            int[] source = documents.get(design == Design.DOMINANT && t % 10 != 0 ? 17 : random.nextInt(DOCUMENTS));
            int at = random.nextInt(source.length);
            int[] passage = Arrays.copyOfRange(source, at, Math.min(source.length, at + 40));
            int[] text = IntStream.concat(IntStream.of(passage), IntStream.of(zipf(random, 60)))
                    .toArray();
            if (design == Design.LOOP) {
                text = IntStream.concat(
                                IntStream.of(zipf(random, 20)),
                                IntStream.range(0, 300).map(i -> phrase[i % 3]))
                        .toArray();
            }
            texts.add(text);
            if (design == Design.DUPLICATES) {
                texts.add(text);
                texts.add(Arrays.copyOf(text, text.length - 1));
            }
        }
        if (design == Design.LOOP) {
            for (int d = 0; d < 3; d++) {
                documents.set(
                        d,
                        IntStream.concat(IntStream.of(phrase), IntStream.of(documents.get(d)))
                                .toArray());
            }
        }
        return texts;
    }

    private static TrainingUnits units(Design design, int[] order, RandomGenerator random) {
        int n = order.length;
        int epochs = design == Design.EPOCHS ? 3 : 1;
        int batch = design == Design.STEPS ? 8 : 1;
        int count = (n * epochs + batch - 1) / batch;
        double[] times = IntStream.range(0, count).mapToDouble(i -> i).toArray();
        double[] sizes = new double[count];
        Arrays.fill(sizes, batch);
        int[] strata = IntStream.range(0, count).map(i -> i * batch / n).toArray();
        int[] unitOf = new int[n * epochs];
        for (int epoch = 0; epoch < epochs; epoch++) {
            int[] drawn = epoch == 0 ? order : RandomStream.permutation(n, random);
            for (int position = 0; position < n; position++) {
                unitOf[epoch * n + drawn[position]] = (epoch * n + position) / batch;
            }
        }
        return new TrainingUnits(times, sizes, strata, unitOf);
    }

    private static double[] weights(List<int[]> documents, List<int[]> texts, MatchOptions options) throws IOException {
        Path folder = Files.createTempDirectory("partition");
        try (TextMatching matching = new TextMatching(index(folder.resolve("index"), documents), options, 1)) {
            matching.add(texts);
            return matching.weights();
        } finally {
            try (Stream<Path> walk = Files.walk(folder)) {
                for (Path path : walk.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }

    private static SuffixArrayIndex index(Path folder, List<int[]> documents) throws IOException {
        Iterator<int[]> next = documents.iterator();
        int[] number = new int[1];
        List<String> ids =
                IntStream.range(0, documents.size()).mapToObj(Integer::toString).toList();
        IndexBuilder.withDefaults()
                .with(StepMap.of(Transcript.inOrder(ids)))
                .build(
                        () -> next.hasNext()
                                ? new SourceDocument(
                                        "bench",
                                        number[0] + 1L,
                                        new Document(
                                                Integer.toString(number[0]++),
                                                "",
                                                next.next(),
                                                null,
                                                null,
                                                null,
                                                Map.of()))
                                : null,
                        folder,
                        Existing.REFUSE);
        return SuffixArrayIndex.open(folder);
    }
}
