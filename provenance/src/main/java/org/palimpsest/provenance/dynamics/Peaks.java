package org.palimpsest.provenance.dynamics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.palimpsest.stats.RandomStream;

/** Finds the peak after each exposure of the probes of one kind. */
final class Peaks {
    private static final int FOLDS = 10;

    private final long window;
    private final PeakRule rule;
    private final int[] foldOf;
    private final int[] chosen;

    Peaks(List<List<Trace>> facts, long window, PeakRule rule, long seed) {
        this.window = window;
        this.rule = rule;
        int folds = Math.max(1, Math.min(FOLDS, facts.size()));
        this.foldOf = new int[facts.size()];
        int[] order = RandomStream.permutation(facts.size(), RandomStream.of(seed, "folds of facts for peaks"));
        for (int i = 0; i < order.length; i++) {
            foldOf[order[i]] = i % folds;
        }
        this.chosen = new int[folds];
        if (rule == PeakRule.CROSS_FITTED) {
            double[][] rises = rises(facts);
            for (int fold = 0; fold < folds; fold++) {
                chosen[fold] = earliestHigh(outside(rises, folds == 1 ? -1 : fold));
            }
        }
    }

    /** For each fact the mean rise at the k-th reading after an exposure, k from 1; NaN where there is none. */
    private double[][] rises(List<List<Trace>> facts) {
        int most = 1;
        for (List<Trace> probes : facts) {
            for (Trace trace : probes) {
                for (int e = 0; e < trace.exposures(); e++) {
                    most = Math.max(most, trace.after(e, window));
                }
            }
        }
        double[][] rises = new double[facts.size()][];
        for (int f = 0; f < rises.length; f++) {
            double[] sums = new double[most + 1];
            int[] counts = new int[most + 1];
            facts.get(f).forEach(trace -> add(trace, sums, counts));
            for (int k = 0; k <= most; k++) {
                sums[k] = counts[k] == 0 ? Double.NaN : sums[k] / counts[k];
            }
            rises[f] = sums;
        }
        return rises;
    }

    private void add(Trace trace, double[] sums, int[] counts) {
        for (int e = 0; e < trace.exposures(); e++) {
            int before = trace.before(e);
            int after = trace.after(e, window);
            for (int k = 1; k <= after && before >= 0; k++) {
                sums[k] += trace.nats(before + k) - trace.nats(before);
                counts[k]++;
            }
        }
    }

    private List<double[]> outside(double[][] rises, int fold) {
        List<double[]> others = new ArrayList<>();
        for (int f = 0; f < rises.length; f++) {
            if (foldOf[f] != fold) {
                others.add(rises[f]);
            }
        }
        return others;
    }

    /** The earliest reading whose mean rise is no more than one standard error below the highest. */
    private static int earliestHigh(List<double[]> rises) {
        int readings = rises.get(0).length;
        int best = 1;
        for (int k = 2; k < readings; k++) {
            best = difference(rises, k, best)[0] > 0 ? k : best;
        }
        for (int k = 1; k < best; k++) {
            double[] below = difference(rises, best, k);
            if (below[0] <= below[1]) {
                return k;
            }
        }
        return best;
    }

    /** Mean and standard error, over facts that have both, of the rise at one reading less that at another; few facts: 0. */
    private static double[] difference(List<double[]> rises, int k, int other) {
        double[] differences = rises.stream()
                .mapToDouble(rise -> rise[k] - rise[other])
                .filter(value -> !Double.isNaN(value))
                .toArray();
        int n = differences.length;
        if (n < 2 || 2 * n < rises.size()) {
            return new double[2];
        }
        double mean = Arrays.stream(differences).average().orElseThrow();
        double squares = Arrays.stream(differences)
                .map(value -> (value - mean) * (value - mean))
                .sum();
        return new double[] {mean, Math.sqrt(squares / (n * (n - 1.0)))};
    }

    /** The reading that is the peak after an exposure; -1 where no reading lies before it or in its window. */
    int of(int fact, Trace trace, int exposure) {
        int before = trace.before(exposure);
        int after = trace.after(exposure, window);
        if (before < 0 || after == 0) {
            return -1;
        }
        if (rule == PeakRule.CROSS_FITTED) {
            return before + Math.min(after, chosen[foldOf[fact]]);
        }
        int best = before + 1;
        for (int reading = best + 1; reading <= before + after; reading++) {
            best = trace.nats(reading) > trace.nats(best) ? reading : best;
        }
        return best;
    }
}
