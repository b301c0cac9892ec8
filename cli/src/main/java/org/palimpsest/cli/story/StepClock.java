package org.palimpsest.cli.story;

import java.util.LinkedHashMap;
import java.util.Map;

/** Seconds of work of every step, added up over lanes, in the order in which the steps first ended. Thread-safe. */
final class StepClock {
    private final Map<String, Double> seconds = new LinkedHashMap<>();

    synchronized void add(String step, long nanos) {
        seconds.merge(step, nanos / 1e9, Double::sum);
    }

    synchronized Map<String, Double> seconds() {
        return new LinkedHashMap<>(seconds);
    }
}
