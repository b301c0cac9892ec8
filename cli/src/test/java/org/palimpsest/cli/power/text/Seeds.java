package org.palimpsest.cli.power.text;

import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Rows of several seeds, of which each counts once however many it has.
 *
 * @param rows all of them
 * @param seed of a row
 */
record Seeds<R>(List<R> rows, ToLongFunction<R> seed) {
    Seeds {
        rows = List.copyOf(rows);
    }

    /** The mean of a value over the chosen rows of each seed that has some, seeds ascending. */
    SortedMap<Long, Double> means(Predicate<R> which, ToDoubleFunction<R> value) {
        return rows.stream()
                .filter(which)
                .collect(Collectors.groupingBy(
                        r -> seed.applyAsLong(r), TreeMap::new, Collectors.averagingDouble(value)));
    }

    /** The chosen rows. */
    List<R> some(Predicate<R> which) {
        return rows.stream().filter(which).toList();
    }

    /** The median of a value over the chosen rows; of two in the middle, their mean; NaN of none. */
    double median(Predicate<R> which, ToDoubleFunction<R> value) {
        double[] sorted =
                rows.stream().filter(which).mapToDouble(value).sorted().toArray();
        int n = sorted.length;
        return n == 0 ? Double.NaN : (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
    }

    /** One number less another in every seed that has both. */
    static SortedMap<Long, Double> difference(SortedMap<Long, Double> of, SortedMap<Long, Double> from) {
        return slope(new double[] {0, 1}, List.of(from, of));
    }

    /** The slope of least squares through values at the same places, in every seed that has them all. */
    static SortedMap<Long, Double> slope(double[] places, List<SortedMap<Long, Double>> values) {
        double centre = Arrays.stream(places).average().orElse(Double.NaN);
        double square =
                Arrays.stream(places).map(x -> (x - centre) * (x - centre)).sum();
        SortedMap<Long, Double> slopes = new TreeMap<>();
        values.get(0).keySet().stream()
                .filter(seed -> values.stream().allMatch(v -> v.containsKey(seed)))
                .forEach(seed -> slopes.put(
                        seed,
                        IntStream.range(0, places.length)
                                .mapToDouble(i -> (places[i] - centre)
                                        / square
                                        * values.get(i).getOrDefault(seed, Double.NaN))
                                .sum()));
        return slopes;
    }
}
