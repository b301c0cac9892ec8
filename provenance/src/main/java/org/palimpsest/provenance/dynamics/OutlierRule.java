package org.palimpsest.provenance.dynamics;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Leaves out facts whose effectivity or slope lies far outside the quartiles of all facts.
 *
 * @param multiplier interquartile ranges beyond the quartiles that are still kept; 0 keeps all
 */
record OutlierRule(double multiplier) {
    static OutlierRule of(double multiplier) {
        return new OutlierRule(multiplier);
    }

    List<MeasuredFact> kept(List<MeasuredFact> facts) {
        if (multiplier == 0 || facts.isEmpty()) {
            return facts;
        }
        double[] rise = fences(facts, FactDynamics::effectivity);
        double[] slope = fences(facts, FactDynamics::slope);
        return facts.stream()
                .filter(fact -> within(rise, fact.fact().effectivity())
                        && within(slope, fact.fact().slope()))
                .toList();
    }

    private double[] fences(List<MeasuredFact> facts, ToDoubleFunction<FactDynamics> value) {
        double[] sorted = facts.stream()
                .mapToDouble(fact -> value.applyAsDouble(fact.fact()))
                .sorted()
                .toArray();
        double first = quantile(sorted, 0.25);
        double third = quantile(sorted, 0.75);
        return new double[] {first - multiplier * (third - first), third + multiplier * (third - first)};
    }

    private static boolean within(double[] fences, double value) {
        return value >= fences[0] && value <= fences[1];
    }

    /** Linear between order statistics, as numpy's default. */
    private static double quantile(double[] sorted, double share) {
        double place = share * (sorted.length - 1);
        int below = (int) Math.floor(place);
        double[] two = Arrays.copyOfRange(sorted, below, Math.min(sorted.length, below + 2));
        return two[0] + (place - below) * (two[two.length - 1] - two[0]);
    }
}
