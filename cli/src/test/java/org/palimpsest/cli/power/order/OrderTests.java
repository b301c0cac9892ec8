package org.palimpsest.cli.power.order;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.palimpsest.provenance.query.QueryTest;
import org.palimpsest.provenance.query.ReferenceFit;
import org.palimpsest.stats.Alternative;
import org.palimpsest.stats.RandomStream;
import org.palimpsest.stats.SpearmanTest;
import org.palimpsest.stats.TestResult;

/** The query tests of the experiment, from rows alone. */
final class OrderTests {
    /** No reference, the same documents in another order, held-out text. */
    static final List<String> REFERENCES = List.of(Finding.NONE, "same", "held");

    /** Numbers of documents of the sweep; all of them come last. */
    static final int[] SIZES = {60, 125, 250, 500, 1_000, 2_000};

    /** Models that are swept. */
    static final List<String> SWEPT = List.of("alice", "tuned-100", "linear");

    /** Orders that nobody trained on, for every model and reference. */
    static final int FRESH = 20;

    private static final int PERMUTATIONS = 1_999;
    private static final int TENTHS = 10;

    private OrderTests() {}

    /** Every model of a seed against the order of its Alice: power, or for an innocent one a false positive. */
    static List<Finding> own(long seed, LossTable table) {
        List<Finding> all = new ArrayList<>();
        for (String model : table.scores().keySet()) {
            for (String reference : REFERENCES) {
                if (!reference.equals(model)) {
                    for (int epoch : epochs(model)) {
                        all.add(query(seed, table, epoch, model, reference, table.size()));
                    }
                }
            }
        }
        for (String model : SWEPT) {
            for (String reference : REFERENCES) {
                for (int n : SIZES) {
                    if (n < table.size()) {
                        all.add(query(seed, table, 1, model, reference, n));
                    }
                }
            }
        }
        return all;
    }

    /** The epochs whose orders a model is tested against: where each had its own, all that it read. */
    private static int[] epochs(String model) {
        return switch (model) {
            case "shuffled-2" -> new int[] {1, 2};
            case "shuffled-4" -> new int[] {1, 2, 3, 4};
            default -> new int[] {1};
        };
    }

    private static Finding query(long seed, LossTable table, int epoch, String model, String reference, int n) {
        double[] places = Arrays.copyOf(table.places(epoch), n);
        double[] suspect = Arrays.copyOf(table.of(model), n);
        QueryTest test = QueryTest.withDefaults().withPermutations(PERMUTATIONS);
        QueryTest.Result result = reference.equals(Finding.NONE)
                ? test.test(places, suspect)
                : test.test(places, suspect, Arrays.copyOf(table.of(reference), n));
        return new Finding(
                seed,
                seed,
                epoch,
                model,
                reference,
                n,
                result.statistic(),
                result.saddlePointLog10P(),
                result.permutationP());
    }

    /** Every model against the orders of all other seeds, with the references of those: what an innocent one gives. */
    static List<Finding> foreign(Map<Long, LossTable> tables) {
        List<Finding> all = new ArrayList<>();
        tables.forEach((seed, suspects) -> tables.forEach((order, audit) -> {
            if (!seed.equals(order)) {
                for (String model : suspects.scores().keySet()) {
                    for (String reference : REFERENCES) {
                        double[] scores = less(suspects.of(model), audit, reference);
                        all.add(spearman(seed, order, model, reference, audit.places(1), scores));
                    }
                }
            }
        }));
        return all;
    }

    /** Every model of a seed against orders that nobody trained on, each drawn for one test alone. */
    static List<Finding> fresh(long seed, LossTable table) {
        List<Finding> all = new ArrayList<>();
        RandomGenerator random = RandomStream.of(seed, "orders that nobody trained on");
        for (String model : table.scores().keySet()) {
            for (String reference : REFERENCES) {
                if (!reference.equals(model)) {
                    double[] scores = less(table.of(model), table, reference);
                    for (int i = 0; i < FRESH; i++) {
                        double[] places = Arrays.stream(RandomStream.permutation(table.size(), random))
                                .asDoubleStream()
                                .toArray();
                        all.add(spearman(seed, -1 - i, model, reference, places, scores));
                    }
                }
            }
        }
        return all;
    }

    private static Finding spearman(
            long seed, long order, String model, String reference, double[] places, double[] scores) {
        TestResult result =
                SpearmanTest.withDefaults().with(Alternative.GREATER).test(places, scores);
        return new Finding(
                seed, order, 1, model, reference, scores.length, result.statistic(), result.log10PValue(), Double.NaN);
    }

    private static double[] less(double[] suspect, LossTable audit, String reference) {
        List<double[]> references = reference.equals(Finding.NONE) ? List.of() : List.of(audit.of(reference));
        return ReferenceFit.difference().scores(suspect, references, List.of());
    }

    /** Mean log-likelihood, less the reference's, of every tenth of the order; their mean is taken off. */
    static double[] tenths(LossTable table, String model, String reference) {
        double[] scores = less(table.of(model), table, reference);
        double[] places = table.places(1);
        double mean = Arrays.stream(scores).average().orElseThrow();
        double[] sums = new double[TENTHS];
        int[] counts = new int[TENTHS];
        for (int i = 0; i < scores.length; i++) {
            int tenth = (int) (TENTHS * places[i] / scores.length);
            sums[tenth] += scores[i] - mean;
            counts[tenth]++;
        }
        for (int i = 0; i < TENTHS; i++) {
            sums[i] /= counts[i];
        }
        return sums;
    }
}
