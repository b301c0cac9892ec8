package org.palimpsest.provenance.dynamics;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.palimpsest.stats.RatioInterval;

/** R(t) in bins of a quarter of a decade. */
record RetentionCurve(RatioInterval intervals) {
    private static final int BINS_A_DECADE = 4;

    List<RetentionPoint> of(List<MeasuredFact> facts) {
        TreeMap<Integer, long[]> bins = new TreeMap<>();
        for (MeasuredFact fact : facts) {
            for (MeasuredProbe probe : fact.probes()) {
                for (long lag : probe.lags()) {
                    long[] ends = bins.computeIfAbsent(bin(lag), number -> new long[] {lag, lag});
                    ends[0] = Math.min(ends[0], lag);
                    ends[1] = Math.max(ends[1], lag);
                }
            }
        }
        List<RetentionPoint> points = new ArrayList<>();
        bins.forEach((number, ends) -> add(points, facts, number, ends));
        return points;
    }

    private void add(List<RetentionPoint> points, List<MeasuredFact> facts, int number, long[] ends) {
        List<double[]> pairs = new ArrayList<>();
        for (MeasuredFact fact : facts) {
            double left = 0;
            double gain = 0;
            int count = 0;
            for (MeasuredProbe probe : fact.probes()) {
                for (int i = 0; i < probe.lags().length; i++) {
                    if (bin(probe.lags()[i]) == number) {
                        left += probe.left()[i];
                        gain += probe.gain();
                        count++;
                    }
                }
            }
            if (count > 0) {
                pairs.add(new double[] {left / count, gain / count});
            }
        }
        double[] left = pairs.stream().mapToDouble(pair -> pair[0]).toArray();
        double[] gain = pairs.stream().mapToDouble(pair -> pair[1]).toArray();
        double sum = pairs.stream().mapToDouble(pair -> pair[1]).sum();
        if (pairs.size() >= 2 && sum != 0) {
            points.add(new RetentionPoint(ends[0], ends[1], intervals.of(left, gain)));
        }
    }

    private static int bin(long lag) {
        return (int) Math.floor(BINS_A_DECADE * Math.log10((double) lag) + 1e-9);
    }
}
