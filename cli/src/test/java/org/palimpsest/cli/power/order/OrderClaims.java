package org.palimpsest.cli.power.order;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.palimpsest.cli.power.Claim;
import org.palimpsest.cli.power.Named;
import org.palimpsest.stats.Alternative;

/** What is said about the power of the query test, each as one number a seed. */
final class OrderClaims {
    private static final String SAME = "same";

    private final OrderResults results;
    private final List<Claim> claims = new ArrayList<>();

    private OrderClaims(OrderResults results) {
        this.results = results;
    }

    /** All claims about the tests of at least two seeds. */
    static List<Claim> of(OrderResults results) {
        OrderClaims claims = new OrderClaims(results);
        claims.alice();
        claims.training();
        claims.bob();
        claims.adversaries();
        return List.copyOf(claims.claims);
    }

    private void alice() {
        OrderTests.REFERENCES.forEach(reference -> shows("alice", reference));
        for (String reference : List.of("held", SAME)) {
            add(
                    "reference " + reference + " over none",
                    reference,
                    Alternative.GREATER,
                    change(rhos("alice", reference), rhos("alice", Finding.NONE)));
        }
        add("reference same over held", SAME, Alternative.GREATER, change(rhos("alice", SAME), rhos("alice", "held")));
        for (String reference : OrderTests.REFERENCES) {
            add("log2(-log10 p) by log2 n, from 250 on", reference, Alternative.GREATER, growth(reference));
        }
        List<Double> bends = new Named<>(results.tenths())
                .get("alice").values().stream().map(OrderClaims::bend).toList();
        add("second half gains more than the first", SAME, Alternative.GREATER, bends);
    }

    private void training() {
        differs("cosine", Alternative.LESS);
        differs("linear", Alternative.LESS);
        differs("warmup", Alternative.TWO_SIDED);
        shows("cosine", SAME);
        shows("linear", SAME);
        differs("batch-4", Alternative.TWO_SIDED);
        differs("batch-32", Alternative.TWO_SIDED);
        differs("fixed-2", Alternative.GREATER);
        for (int epoch : new int[] {2, 1}) {
            List<Double> rhos = rhos(results.of("shuffled-2", SAME, epoch, Integer.MAX_VALUE));
            add("shuffled-2, order of epoch " + epoch + ", shows", SAME, Alternative.GREATER, rhos);
        }
    }

    private void bob() {
        for (int percent : new int[] {1, 3, 10, 30, 100}) {
            shows("tuned-" + percent, SAME);
        }
        differs("tuned-10", Alternative.LESS);
        differs("tuned-100", Alternative.LESS);
        shows("distilled", SAME);
        differs("distilled", Alternative.LESS);
        shows("averaged", SAME);
        add(
                "averaged over tuned-10",
                SAME,
                Alternative.TWO_SIDED,
                change(rhos("averaged", SAME), rhos("tuned-10", SAME)));
        for (String model : List.of("bits-8", "bits-4", "bits-3")) {
            differs(model, Alternative.LESS);
        }
    }

    private void adversaries() {
        for (String model : List.of("merged-25", "merged-50", "merged-75")) {
            shows(model, SAME);
        }
        for (int percent : OrderExperiment.ERASED) {
            shows("erased-" + percent, SAME);
        }
        add(
                "erased-100 under tuned-100",
                SAME,
                Alternative.LESS,
                change(rhos("erased-100", SAME), rhos("tuned-100", SAME)));
        for (String model : List.of("framed-tenth", "framed-last", "framed-all")) {
            shows(model, SAME);
        }
    }

    private void shows(String model, String reference) {
        add(model + " shows", reference, Alternative.GREATER, rhos(model, reference));
    }

    /** Against Alice at a constant rate, with batches of 8 and one epoch. */
    private void differs(String model, Alternative alternative) {
        add(model + " against alice", SAME, alternative, change(rhos(model, SAME), rhos("alice", SAME)));
    }

    private void add(String name, String reference, Alternative alternative, List<Double> seeds) {
        claims.add(new Claim(name, reference, alternative, seeds));
    }

    private List<Double> rhos(String model, String reference) {
        return rhos(results.of(model, reference));
    }

    private static List<Double> rhos(List<Finding> findings) {
        return findings.stream().map(Finding::rho).toList();
    }

    private static List<Double> change(List<Double> after, List<Double> before) {
        return IntStream.range(0, after.size())
                .mapToObj(i -> after.get(i) - before.get(i))
                .toList();
    }

    /** How the exponent of p grows with the documents: 1 says that it doubles with their number. */
    private List<Double> growth(String reference) {
        int[] sizes = IntStream.concat(IntStream.of(OrderTests.SIZES), IntStream.of(Integer.MAX_VALUE))
                .filter(n -> n >= 250)
                .toArray();
        int seeds = results.of("alice", reference).size();
        List<Double> slopes = new ArrayList<>();
        for (int seed = 0; seed < seeds; seed++) {
            double[] x = new double[sizes.length];
            double[] y = new double[sizes.length];
            for (int i = 0; i < sizes.length; i++) {
                Finding finding = results.of("alice", reference, 1, sizes[i]).get(seed);
                x[i] = log2(finding.n());
                y[i] = log2(-finding.log10P());
            }
            slopes.add(slope(x, y));
        }
        return slopes;
    }

    /** The slope of least squares. */
    static double slope(double[] x, double[] y) {
        double mx = java.util.Arrays.stream(x).average().orElseThrow();
        double my = java.util.Arrays.stream(y).average().orElseThrow();
        double product = 0;
        double square = 0;
        for (int i = 0; i < x.length; i++) {
            product += (x[i] - mx) * (y[i] - my);
            square += (x[i] - mx) * (x[i] - mx);
        }
        return product / square;
    }

    /** Last tenth over the middle, less the middle over the first tenth: 0 for a straight line. */
    static double bend(double[] tenths) {
        int last = tenths.length - 1;
        double middle = (tenths[last / 2] + tenths[last / 2 + 1]) / 2;
        return tenths[last] - middle - (middle - tenths[0]);
    }

    private static double log2(double value) {
        return Math.log(value) / Math.log(2);
    }
}
