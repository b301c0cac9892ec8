package org.palimpsest.provenance.dataset;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongToDoubleFunction;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import org.palimpsest.stats.Alternative;
import org.palimpsest.stats.Interval;
import org.palimpsest.stats.RandomStream;
import org.palimpsest.stats.TestResult;
import org.palimpsest.stats.WelchTest;

/** Audits of sets that no model knows better than others: every rejection is a false one. */
final class NullAudits {
    private static final double CONFIDENCE = 0.999;

    private NullAudits() {}

    /**
     * One design.
     *
     * @param test what is tested
     * @param design the data
     * @param procedure who holds what against which law
     * @param ours whether it must keep its level
     * @param p the p-value of the audit with a number
     */
    record Audit(String test, String design, String procedure, boolean ours, LongToDoubleFunction p) {
        double[] run(int audits, long seed) {
            return LongStream.range(0, audits)
                    .parallel()
                    .mapToDouble(i -> p.applyAsDouble(seed + i))
                    .toArray();
        }

        static Interval interval(double[] p, double level) {
            return Interval.clopperPearson(count(p, level), p.length, CONFIDENCE);
        }

        static long count(double[] p, double level) {
            return Arrays.stream(p).filter(one -> one <= level * (1 + 1e-12)).count();
        }
    }

    static List<Audit> all() {
        List<Audit> audits = new ArrayList<>();
        inference(audits, "400 texts a set, 36 normal features", new NullSets(400, 1, 36, 0, 0));
        inference(audits, "400 texts a set, 36 features with log-sd 1", new NullSets(400, 1, 36, 0, 1));
        inference(audits, "400 texts a set, 36 features with log-sd 2", new NullSets(400, 1, 36, 0, 2));
        inference(audits, "400 texts a set, 36 features with log-sd 1.5", new NullSets(400, 1, 36, 0, 1.5));
        inference(audits, "40 authors a set with 10 texts, 36 normal features", new NullSets(40, 10, 36, 0.5, 0));
        NullSets small = new NullSets(20, 4, 8, 0.5, 1);
        audits.add(new Audit(
                "dataset inference",
                "20 authors a set with 4 texts, 8 features",
                "halves (ours)",
                true,
                seed -> ours(small, seed, DatasetInferenceTest.Design.HALVES, 999)));
        audits.add(new Audit(
                "dataset inference",
                "20 authors a set with 4 texts, 8 features",
                "cross-fit (ours)",
                true,
                seed -> ours(small, seed, DatasetInferenceTest.Design.CROSS_FIT, 99)));
        orders(audits, 10, 0);
        orders(audits, 10, 1.5);
        orders(audits, 50, 1.5);
        keys(audits);
        peaks(audits);
        guided(audits);
        collection(audits);
        return audits;
    }

    private static void inference(List<Audit> audits, String design, NullSets sets) {
        audits.add(new Audit(
                "dataset inference", design, "as published", false, seed -> NullSets.published(sets.draw(seed), seed)));
        audits.add(new Audit(
                "dataset inference",
                design,
                "halves (ours)",
                true,
                seed -> ours(sets, seed, DatasetInferenceTest.Design.HALVES, 999)));
    }

    static double ours(NullSets sets, long seed, DatasetInferenceTest.Design design, int permutations) {
        NullSets.Drawn drawn = sets.draw(seed);
        return DatasetInferenceTest.withDefaults()
                .with(design)
                .withPermutations(permutations)
                .withSeed(seed)
                .test(drawn.rows(), drawn.suspect(), drawn.clusters())
                .test()
                .pValue();
    }

    /** Shards whose orders have log-likelihoods with a long tail to the left. */
    static DrawnScores shards(int shards, int orders, double skew, long seed) {
        RandomGenerator random = RandomStream.of(seed, "null orders");
        List<String> names = new ArrayList<>();
        double[] drawn = new double[shards];
        double[][] others = new double[shards][orders];
        for (int s = 0; s < shards; s++) {
            names.add("" + s);
            double level = -1_000 * random.nextDouble();
            drawn[s] = level - tail(skew, random);
            for (int o = 0; o < orders; o++) {
                others[s][o] = level - tail(skew, random);
            }
        }
        return new DrawnScores(names, drawn, others);
    }

    private static double tail(double skew, RandomGenerator random) {
        double z = random.nextGaussian();
        return skew == 0 ? z : Math.exp(skew * z);
    }

    private static void orders(List<Audit> audits, int shards, double skew) {
        String design = shards + " shards, 50 orders" + (skew == 0 ? ", normal" : ", skewed");
        String test = "exchangeability";
        audits.add(new Audit(test, design, "t over shards (as published)", false, seed -> {
            TestResult t = result(shards(shards, 50, skew, seed), seed).published();
            return t == null ? 1 : t.pValue();
        }));
        audits.add(new Audit(
                test,
                design,
                "redraws (ours)",
                true,
                seed -> result(shards(shards, 50, skew, seed), seed).labels().pValue()));
        audits.add(new Audit(
                test,
                design,
                "rank sum (ours)",
                true,
                seed -> result(shards(shards, 50, skew, seed), seed).ranks().pValue()));
        audits.add(new Audit(test, design, "signs of pairs (ours)", true, seed -> {
            TestResult flips = result(shards(shards, 50, skew, seed), seed).flips();
            return flips == null ? 1 : flips.pValue();
        }));
    }

    private static DrawnVersionTest.Result result(DrawnScores scores, long seed) {
        return DrawnVersionTest.withDefaults().withDraws(999, seed).test(scores);
    }

    /** Rephrasings under 20 keys, one of which is published for all items; a key makes texts likelier or less likely. */
    private static void keys(List<Audit> audits) {
        LongToDoubleFunction rank = seed -> DrawnVersionTest.withDefaults()
                .with(DrawnVersionTest.Draw.ONE_FOR_ALL)
                .test(rephrasings(seed))
                .labels()
                .pValue();
        LongToDoubleFunction published = seed -> {
            TestResult t = result(rephrasings(seed), seed).published();
            return t == null ? 1 : t.pValue();
        };
        String design = "300 items, one of 20 keys for all, key effect 0.1";
        audits.add(new Audit("stamp", design, "paired t (as published)", false, published));
        audits.add(new Audit("stamp", design, "rank of the key (ours)", true, rank));
    }

    private static DrawnScores rephrasings(long seed) {
        RandomGenerator random = RandomStream.of(seed, "null keys");
        double[] key = new double[20];
        Arrays.setAll(key, i -> 0.1 * random.nextGaussian());
        List<String> names = new ArrayList<>();
        double[] drawn = new double[300];
        double[][] others = new double[300][19];
        for (int i = 0; i < 300; i++) {
            names.add("" + i);
            double item = 3 * random.nextGaussian();
            drawn[i] = item + key[0] + random.nextGaussian();
            for (int v = 0; v < 19; v++) {
                others[i][v] = item + key[v + 1] + random.nextGaussian();
            }
        }
        return new DrawnScores(names, drawn, others);
    }

    /** Short answers are peaked in every model: 30 sources a set with 5 items, of 20 samples. */
    private static void peaks(List<Audit> audits) {
        String design = "30 sources a set with 5 items, 20 samples of short answers";
        audits.add(new Audit("cdd", design, "share above 0.01 (as published), items", false, seed -> {
            double[] peaks = peakedness(seed);
            return peaks[0] > Peakedness.PUBLISHED_THRESHOLD ? 0 : 1;
        }));
        audits.add(new Audit(
                "cdd", design, "rank among controls (ours)", true, seed -> clusterP(peakedness(seed), 60, 5, seed)));
    }

    private static double[] peakedness(long seed) {
        RandomGenerator random = RandomStream.of(seed, "null peaks");
        double[] peaks = new double[300];
        for (int source = 0; source < 60; source++) {
            double freedom = random.nextDouble();
            for (int i = 0; i < 5; i++) {
                int[] greedy = answer(0, random);
                List<int[]> samples = new ArrayList<>();
                for (int s = 0; s < 20; s++) {
                    samples.add(answer(freedom, random));
                }
                peaks[source * 5 + i] = Peakedness.withDefaults().of(greedy, samples);
            }
        }
        return peaks;
    }

    private static int[] answer(double freedom, RandomGenerator random) {
        int[] tokens = {1, 2, 3};
        if (random.nextDouble() < freedom) {
            tokens[random.nextInt(3)] = 4 + random.nextInt(20);
        }
        return tokens;
    }

    /** p of scores of clusters of equal size, every second of which is suspect. */
    private static double clusterP(double[] scores, int clusters, int size, long seed) {
        boolean[] suspect = new boolean[scores.length];
        int[] of = new int[scores.length];
        for (int i = 0; i < of.length; i++) {
            of[i] = i / size;
            suspect[i] = of[i] % 2 == 0;
        }
        return new ClusterTest(999, seed)
                .ofScores(scores, suspect, new Clusters(of, clusters))
                .pValue();
    }

    /** The name helps or harms all questions about a passage alike; 20 passages with 10 questions, long tails. */
    private static void guided(List<Audit> audits) {
        String design = "20 passages with 10 questions";
        audits.add(new Audit("guided prompting", design, "bootstrap of items (as published)", false, seed -> {
            double[] differences = guidedDifferences(seed);
            RandomGenerator random = RandomStream.of(seed, "item bootstrap");
            int below = 0;
            for (int b = 0; b < 999; b++) {
                double sum = 0;
                for (int i = 0; i < differences.length; i++) {
                    sum += differences[random.nextInt(differences.length)];
                }
                below += sum <= 0 ? 1 : 0;
            }
            return below / 999.0;
        }));
        audits.add(new Audit("guided prompting", design, "signs of passages (ours)", true, seed -> {
            int[] of = new int[200];
            Arrays.setAll(of, i -> i / 10);
            return GuidedPromptTest.withDefaults()
                    .withPermutations(999, seed)
                    .paired(guidedDifferences(seed), new double[200], new Clusters(of, 20))
                    .pValue();
        }));
        audits.add(new Audit(
                "guided prompting",
                design,
                "against controls (ours)",
                true,
                seed -> clusterP(guidedDifferences(seed), 20, 10, seed)));
    }

    private static double[] guidedDifferences(long seed) {
        RandomGenerator random = RandomStream.of(seed, "null guided");
        double[] differences = new double[200];
        for (int passage = 0; passage < 20; passage++) {
            double helps = random.nextGaussian() * Math.exp(random.nextGaussian());
            for (int i = 0; i < 10; i++) {
                differences[10 * passage + i] = helps + random.nextGaussian();
            }
        }
        return differences;
    }

    /** Paragraphs of a document resemble each other: 40 documents a set with 25. */
    private static void collection(List<Audit> audits) {
        String design = "40 documents a set with 25 paragraphs";
        audits.add(new Audit("collection", design, "t over paragraphs (as published)", false, seed -> {
            double[] scores = paragraphs(seed);
            double[] in = new double[1_000];
            double[] out = new double[1_000];
            for (int i = 0; i < 2_000; i++) {
                (i / 25 % 2 == 0 ? in : out)[i / 50 * 25 + i % 25] = scores[i];
            }
            return WelchTest.withDefaults()
                    .with(Alternative.GREATER)
                    .test(in, out)
                    .pValue();
        }));
        audits.add(new Audit("collection", design, "documents permuted (ours)", true, seed -> {
            List<String> documents = new ArrayList<>();
            List<String> none = new ArrayList<>();
            boolean[] suspect = new boolean[2_000];
            for (int i = 0; i < 2_000; i++) {
                documents.add("" + i / 25);
                none.add(null);
                suspect[i] = i / 25 % 2 == 0;
            }
            return CollectionTest.withDefaults()
                    .withPermutations(999, seed)
                    .test(paragraphs(seed), documents, suspect, none)
                    .test()
                    .pValue();
        }));
    }

    private static double[] paragraphs(long seed) {
        RandomGenerator random = RandomStream.of(seed, "null paragraphs");
        double[] scores = new double[2_000];
        for (int d = 0; d < 80; d++) {
            double document = 0.5 * random.nextGaussian();
            for (int p = 0; p < 25; p++) {
                scores[25 * d + p] = document + random.nextGaussian();
            }
        }
        return scores;
    }
}
