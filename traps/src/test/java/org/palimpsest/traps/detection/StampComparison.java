package org.palimpsest.traps.detection;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.IntUnaryOperator;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.palimpsest.stats.Alternative;
import org.palimpsest.stats.Interval;
import org.palimpsest.stats.PairedTTest;
import org.palimpsest.stats.RandomStream;

/**
 * STAMP as it was published beside exact tests, in simulation. Version v of document d scores {@code a_d + b_v + noise}, plus a
 * gain where it is the published one: a_d is the document's difficulty, b_v what the key of version v does to all documents, with
 * standard deviation {@code keyEffect} of the noise of one document. With a gain of 0 the model never saw anything.
 *
 * @param documents number of documents
 * @param versions unpublished versions of each
 * @param keyEffect standard deviation of b_v, in units of the noise
 * @param gain what training adds to the published version, in units of the noise
 */
record StampComparison(int documents, int versions, double keyEffect, double gain) {
    /** Who draws what is published, and which test follows. */
    enum Procedure {
        /** One key for all documents; paired t-test of differences clipped at 2.5 % on both sides: as published. */
        ONE_KEY_T("one key, paired t-test (as published)"),
        /** One key for all documents; rank of the key among keys. */
        ONE_KEY_RANK("one key, rank of the key"),
        /** A draw for every document; the same t-test. */
        DRAWN_T("a draw a document, paired t-test"),
        /** A draw for every document; redraws of labels or flips of signs. */
        DRAWN_LABELS("a draw a document, redraws (ours)"),
        /** A draw for every document; sum of ranks. */
        DRAWN_RANKS("a draw a document, rank sum (ours)");

        private final String label;

        Procedure(String label) {
            this.label = label;
        }

        String label() {
            return label;
        }
    }

    /** Rejections at one level. */
    record Rate(int rejections, int audits) {
        double value() {
            return (double) rejections / audits;
        }

        Interval interval() {
            return Interval.clopperPearson(rejections, audits, 0.999);
        }
    }

    Map<Procedure, Rate> rejections(int audits, long seed, double level) {
        List<Map<Procedure, Double>> all = IntStream.range(0, audits)
                .parallel()
                .mapToObj(audit -> pValues(RandomStream.of(seed, this + "/" + audit)))
                .toList();
        Map<Procedure, Rate> rates = new EnumMap<>(Procedure.class);
        for (Procedure procedure : Procedure.values()) {
            int count = (int) all.stream()
                    .filter(p -> p.getOrDefault(procedure, 1.0) <= level * (1 + 1e-12))
                    .count();
            rates.put(procedure, new Rate(count, audits));
        }
        return rates;
    }

    private Map<Procedure, Double> pValues(RandomGenerator random) {
        double[][] scores = scores(random);
        int key = random.nextInt(versions + 1);
        ModelScores keyed = published(scores, d -> key);
        ModelScores drawn = published(scores, d -> random.nextInt(versions + 1));
        RephrasingTest.Result exact =
                RephrasingTest.withDefaults().withDraws(499, 1).test(drawn);
        Map<Procedure, Double> p = new EnumMap<>(Procedure.class);
        p.put(Procedure.ONE_KEY_T, asPublished(keyed));
        p.put(Procedure.ONE_KEY_RANK, KeyRankTest.withDefaults().test(keyed).pValue());
        p.put(Procedure.DRAWN_T, asPublished(drawn));
        p.put(Procedure.DRAWN_LABELS, exact.labels().pValue());
        p.put(Procedure.DRAWN_RANKS, exact.ranks().pValue());
        return p;
    }

    private double[][] scores(RandomGenerator random) {
        double[] keys = IntStream.rangeClosed(0, versions)
                .mapToDouble(v -> keyEffect * random.nextGaussian())
                .toArray();
        double[][] scores = new double[documents][versions + 1];
        for (double[] document : scores) {
            double difficulty = 3 * random.nextGaussian();
            for (int v = 0; v < document.length; v++) {
                document[v] = difficulty + keys[v] + random.nextGaussian();
            }
        }
        return scores;
    }

    private ModelScores published(double[][] scores, IntUnaryOperator choice) {
        List<TrapScores> traps = new ArrayList<>();
        for (int d = 0; d < documents; d++) {
            int chosen = choice.applyAsInt(d);
            double[] own = scores[d].clone();
            own[chosen] += gain;
            traps.add(TrapScores.ofCandidates("d" + d, OptionalInt.empty(), own, chosen));
        }
        return new ModelScores("m", traps);
    }

    /** Paired t-test of published less mean unpublished, values beyond the 2.5 % quantiles of each end drawn in. */
    static double asPublished(ModelScores scores) {
        double[] differences = scores.traps().stream()
                .mapToDouble(trap -> trap.published()
                        - Arrays.stream(trap.controls()).average().orElseThrow())
                .toArray();
        double[] sorted = differences.clone();
        Arrays.sort(sorted);
        int cut = (int) (0.025 * sorted.length);
        double low = sorted[cut];
        double high = sorted[sorted.length - 1 - cut];
        double[] clipped = Arrays.stream(differences)
                .map(d -> Math.min(high, Math.max(low, d)))
                .toArray();
        return PairedTTest.withDefaults()
                .with(Alternative.GREATER)
                .test(clipped)
                .pValue();
    }
}
