package org.palimpsest.provenance.dynamics;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What is measured of one probe.
 *
 * @param effectivity mean rise at its exposures
 * @param gain peak after the last exposure less the last reading before the first
 * @param intercept of the line through what is left against log10 of the lag
 * @param slope of it
 * @param lags steps since the peak
 * @param left what is left at those times, in nats
 */
@SuppressWarnings("ArrayRecordComponent") // never leaves the package; shared and not changed
record MeasuredProbe(double effectivity, double gain, double intercept, double slope, long[] lags, double[] left) {
    /** Measures a probe; null where a reading is missing that the definitions need. */
    static @Nullable MeasuredProbe of(Trace trace, IntUnaryOperator peakOfExposure, long maxLag) {
        double rises = 0;
        int usable = 0;
        for (int e = 0; e < trace.exposures(); e++) {
            int peak = peakOfExposure.applyAsInt(e);
            if (peak >= 0) {
                rises += trace.nats(peak) - trace.nats(trace.before(e));
                usable++;
            }
        }
        int last = peakOfExposure.applyAsInt(trace.exposures() - 1);
        int before = trace.before(0);
        if (last < 0 || before < 0) {
            return null;
        }
        List<Integer> later = new ArrayList<>();
        for (int reading = last + 1; reading < trace.readings(); reading++) {
            if (trace.step(reading) - trace.step(last) <= maxLag) {
                later.add(reading);
            }
        }
        if (later.size() < 2) {
            return null;
        }
        long[] lags = later.stream()
                .mapToLong(reading -> trace.step(reading) - trace.step(last))
                .toArray();
        double[] left = later.stream()
                .mapToDouble(reading -> trace.nats(reading) - trace.nats(before))
                .toArray();
        double[] line = line(lags, left);
        return new MeasuredProbe(rises / usable, trace.nats(last) - trace.nats(before), line[0], line[1], lags, left);
    }

    /** Intercept and slope of the least-squares line against log10 of the lags. */
    private static double[] line(long[] lags, double[] left) {
        double meanX = 0;
        double meanY = 0;
        for (int i = 0; i < lags.length; i++) {
            meanX += Math.log10((double) lags[i]) / lags.length;
            meanY += left[i] / lags.length;
        }
        double xx = 0;
        double xy = 0;
        for (int i = 0; i < lags.length; i++) {
            double x = Math.log10((double) lags[i]) - meanX;
            xx += x * x;
            xy += x * (left[i] - meanY);
        }
        double slope = xy / xx;
        return new double[] {meanY - slope * meanX, slope};
    }
}
