package org.palimpsest.cli.power.order;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import org.palimpsest.stats.Interval;

/** Tables of tests of models that know nothing of an order. */
final class FalsePositives {
    /** Models that read the transcript in an order of their own, or did not read it. */
    static final Set<String> INNOCENT = Set.of("same", "held", "innocent");

    private static final double LEVEL = 0.05;
    private static final double STRICT = 1e-3;
    private static final double CONFIDENCE = 0.95;

    private final PrintStream out;
    private final OrderResults results;

    FalsePositives(PrintStream out, OrderResults results) {
        this.out = out;
        this.results = results;
    }

    /** All tables. */
    void print() {
        out.printf(
                "%n## Level%n%n| models | reference | tests | p <= .05 | 95 %% | p <= .001 | 95 %% |%n|---|---|---|---|---|---|---|%n");
        for (String reference : OrderTests.REFERENCES) {
            Predicate<Finding> own = f -> f.reference().equals(reference);
            Predicate<Finding> innocent = own.and(f -> INNOCENT.contains(f.model()));
            row("innocent, Alice's order", reference, some(results.own(), innocent));
            row(
                    "innocent or other Alices, other orders",
                    reference,
                    some(
                            results.foreign(),
                            own.and(f ->
                                    INNOCENT.contains(f.model()) || f.model().equals("alice"))));
            row("all, other orders", reference, some(results.foreign(), own));
            row("all, fresh orders", reference, some(results.fresh(), own));
        }
        row("all, fresh orders", "all", results.fresh());
        out.printf(
                "%n## False positives by model, all references%n%n| model | fresh orders | p <= .05 | 95 %% | p <= .001"
                        + " | 95 %% | other seeds' orders | p <= .001 | 95 %% |%n|---|---|---|---|---|---|---|---|---|%n");
        for (String model : results.models()) {
            List<Finding> fresh = some(results.fresh(), f -> f.model().equals(model));
            List<Finding> foreign = some(results.foreign(), f -> f.model().equals(model));
            out.printf(
                    "| %s | %d | %s | %s | %d | %s |%n",
                    model,
                    fresh.size(),
                    share(fresh, LEVEL),
                    share(fresh, STRICT),
                    foreign.size(),
                    share(foreign, STRICT));
        }
    }

    private static List<Finding> some(List<Finding> findings, Predicate<Finding> which) {
        return findings.stream().filter(which).toList();
    }

    private void row(String models, String reference, List<Finding> tests) {
        out.printf(
                "| %s | %s | %d | %s | %s |%n",
                models, reference, tests.size(), share(tests, LEVEL), share(tests, STRICT));
    }

    /** Rejections, and the exact interval of their share. */
    static String share(List<Finding> tests, double level) {
        long rejected = tests.stream().filter(f -> f.rejects(level)).count();
        Interval interval = Interval.clopperPearson(rejected, tests.size(), CONFIDENCE);
        return String.format(Locale.ROOT, "%d | [%.4f, %.4f]", rejected, interval.low(), interval.high());
    }
}
