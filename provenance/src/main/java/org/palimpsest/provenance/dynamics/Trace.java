package org.palimpsest.provenance.dynamics;

import java.util.Arrays;
import java.util.SortedMap;

/** The readings of one probe in the order of steps, with the exposures of its fact. */
final class Trace {
    private final String fact;
    private final String kind;
    private final long[] steps;
    private final double[] nats;
    private final long[] exposures;

    Trace(ProbeReading one, SortedMap<Long, Double> readings, long[] exposures) {
        this.fact = one.fact();
        this.kind = one.kind();
        this.steps = readings.keySet().stream().mapToLong(Long::longValue).toArray();
        this.nats = readings.values().stream().mapToDouble(Double::doubleValue).toArray();
        this.exposures = exposures;
    }

    String fact() {
        return fact;
    }

    String kind() {
        return kind;
    }

    int exposures() {
        return exposures.length;
    }

    int readings() {
        return steps.length;
    }

    long step(int reading) {
        return steps[reading];
    }

    double nats(int reading) {
        return nats[reading];
    }

    /** The last reading before an exposure acts; -1 if there is none. */
    int before(int exposure) {
        return countUpTo(exposures[exposure]) - 1;
    }

    /** How many readings lie within some steps after an exposure and before the next one acts. */
    int after(int exposure, long window) {
        long end = exposures[exposure] + window;
        if (exposure + 1 < exposures.length) {
            end = Math.min(end, exposures[exposure + 1]);
        }
        return countUpTo(end) - countUpTo(exposures[exposure]);
    }

    /** How many readings have at most so many steps behind them. */
    private int countUpTo(long step) {
        int place = Arrays.binarySearch(steps, step);
        return place >= 0 ? place + 1 : -place - 1;
    }
}
