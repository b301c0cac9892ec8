package org.palimpsest.provenance.dataset;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;

/**
 * Scores of items of which one version was drawn and others were not: the order in which a benchmark is published among other
 * orders of a shard, or the published rephrasing of a test question among those that were kept.
 *
 * @param items names of the items, each once
 * @param drawn the score of each item's drawn version, finite, higher = likelier
 * @param others for each item the scores of the other versions, at least one
 */
@SuppressWarnings("ArrayRecordComponent") // scores are numbers that the statistics take as arrays
public record DrawnScores(List<String> items, double[] drawn, double[][] others) {
    /**
     * Copies and checks.
     *
     * @throws IllegalArgumentException if there is no item, lengths differ, a name stands twice, an item has no other version
     *     or a score is not finite
     */
    public DrawnScores {
        items = List.copyOf(items);
        drawn = drawn.clone();
        others = Arrays.stream(others).map(double[]::clone).toArray(double[][]::new);
        if (items.isEmpty() || items.size() != drawn.length || items.size() != others.length) {
            throw new IllegalArgumentException("items, drawn and others must be equally long and not empty, got "
                    + items.size() + ", " + drawn.length + " and " + others.length);
        }
        HashSet<String> names = new HashSet<>();
        for (int i = 0; i < drawn.length; i++) {
            if (!names.add(items.get(i))) {
                throw new IllegalArgumentException("item " + items.get(i) + " stands twice");
            }
            if (others[i].length == 0) {
                throw new IllegalArgumentException("item " + items.get(i) + " has no version beside the drawn one");
            }
            boolean finite =
                    Double.isFinite(drawn[i]) && Arrays.stream(others[i]).allMatch(Double::isFinite);
            if (!finite) {
                throw new IllegalArgumentException("item " + items.get(i) + " has a score that is not finite");
            }
        }
    }

    /** A copy of the scores of the drawn versions. */
    @Override
    public double[] drawn() {
        return drawn.clone();
    }

    /** A copy of the scores of the other versions. */
    @Override
    public double[][] others() {
        return Arrays.stream(others).map(double[]::clone).toArray(double[][]::new);
    }

    /** For each item the drawn score less the mean of the others. */
    public double[] differences() {
        double[] differences = new double[drawn.length];
        Arrays.setAll(
                differences, i -> drawn[i] - Arrays.stream(others[i]).average().orElseThrow());
        return differences;
    }

    /** For each item the drawn score less that of its first other version. */
    double[] pairs() {
        double[] pairs = new double[drawn.length];
        Arrays.setAll(pairs, i -> drawn[i] - others[i][0]);
        return pairs;
    }

    /** The least number of other versions of an item. */
    int leastOthers() {
        return Arrays.stream(others).mapToInt(versions -> versions.length).min().orElseThrow();
    }

    /** log10 of 1 over the number of draws that could have been made. */
    double log10Smallest() {
        return -Arrays.stream(others)
                .mapToDouble(versions -> Math.log10(versions.length + 1.0))
                .sum();
    }
}
