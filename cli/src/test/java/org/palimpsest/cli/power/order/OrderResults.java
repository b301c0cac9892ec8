package org.palimpsest.cli.power.order;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What the tests found over all seeds.
 *
 * @param own models against the order that Alice read
 * @param foreign models against orders of other seeds
 * @param fresh models against orders that nobody trained on
 * @param tenths of the order under the reference {@code same}, by model and seed
 */
record OrderResults(
        List<Finding> own, List<Finding> foreign, List<Finding> fresh, Map<String, Map<Long, double[]>> tenths) {
    /** Models whose course over the order is kept. */
    static final List<String> COURSES = List.of("alice", "cosine", "linear", "tuned-100", "erased-100", "distilled");

    /** Tests all tables. */
    static OrderResults of(Map<Long, LossTable> tables) {
        List<Finding> own = new ArrayList<>();
        List<Finding> fresh = new ArrayList<>();
        Map<String, Map<Long, double[]>> tenths = new TreeMap<>();
        tables.forEach((seed, table) -> {
            own.addAll(OrderTests.own(seed, table));
            fresh.addAll(OrderTests.fresh(seed, table));
            for (String model : COURSES) {
                tenths.computeIfAbsent(model, k -> new TreeMap<>()).put(seed, OrderTests.tenths(table, model, "same"));
            }
        });
        return new OrderResults(own, OrderTests.foreign(tables), fresh, tenths);
    }

    /** The tests of a model against Alice's first epoch by all documents, by seed. */
    List<Finding> of(String model, String reference) {
        return of(model, reference, 1, Integer.MAX_VALUE);
    }

    /** The tests of a model by so many documents, or by all where there are fewer, by seed. */
    List<Finding> of(String model, String reference, int epoch, int n) {
        int size = Math.min(n, own.stream().mapToInt(Finding::n).max().orElse(0));
        Predicate<Finding> which =
                f -> f.model().equals(model) && f.reference().equals(reference) && f.epoch() == epoch && f.n() == size;
        List<Finding> found = own.stream().filter(which).toList();
        if (found.isEmpty()) {
            throw new IllegalArgumentException("model, reference, epoch and n must be those of a test, got " + model
                    + ", " + reference + ", " + epoch + ", " + n);
        }
        return found;
    }

    /** The models in the order of the rows. */
    List<String> models() {
        return own.stream().map(Finding::model).distinct().collect(Collectors.toList());
    }
}
