package org.palimpsest.provenance.dynamics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;

/** Probes by checkpoints, and the steps at which each fact was trained on. Immutable. */
public final class ProbeTable {
    private final Map<String, Trace> traces;
    private final Map<String, long[]> exposures;
    private final int unexposed;

    /**
     * A table.
     *
     * @param readings in any order
     * @param exposures for each fact the steps at which it was trained on: an exposure at step e acts on checkpoints with more
     *     than e steps behind them
     * @throws IllegalArgumentException if a probe has two facts, two kinds or two readings at one step, or an exposure is
     *     negative
     */
    public ProbeTable(List<ProbeReading> readings, Map<String, long[]> exposures) {
        Map<String, TreeMap<Long, Double>> series = new LinkedHashMap<>();
        Map<String, ProbeReading> first = new LinkedHashMap<>();
        for (ProbeReading reading : readings) {
            ProbeReading other = first.putIfAbsent(reading.probe(), reading);
            if (other != null
                    && !(other.fact().equals(reading.fact()) && other.kind().equals(reading.kind()))) {
                throw new IllegalArgumentException("probe " + reading.probe() + " must have one fact and one kind, got "
                        + other.fact() + ", " + other.kind() + " and " + reading.fact() + ", " + reading.kind());
            }
            TreeMap<Long, Double> values = series.computeIfAbsent(reading.probe(), name -> new TreeMap<>());
            if (values.put(reading.step(), reading.logProbNats()) != null) {
                throw new IllegalArgumentException(
                        "probe " + reading.probe() + " has two readings at step " + reading.step());
            }
        }
        this.exposures = new LinkedHashMap<>();
        exposures.forEach((fact, steps) -> this.exposures.put(fact, sorted(fact, steps)));
        this.traces = new LinkedHashMap<>();
        TreeSet<String> without = new TreeSet<>();
        for (Map.Entry<String, TreeMap<Long, Double>> probe : series.entrySet()) {
            ProbeReading one = Objects.requireNonNull(first.get(probe.getKey()));
            long[] steps = this.exposures.get(one.fact());
            if (steps == null || steps.length == 0) {
                without.add(one.fact());
            } else {
                traces.put(probe.getKey(), new Trace(one, probe.getValue(), steps));
            }
        }
        this.unexposed = without.size();
    }

    private static long[] sorted(String fact, long[] steps) {
        long[] sorted = Arrays.stream(steps).distinct().sorted().toArray();
        if (sorted.length > 0 && sorted[0] < 0) {
            throw new IllegalArgumentException(
                    "an exposure must be at least 0, got " + sorted[0] + " for fact " + fact);
        }
        return sorted;
    }

    /** Facts with readings and no exposure, which are left out. */
    public int unexposed() {
        return unexposed;
    }

    /** Probes of exposed facts. */
    public int probes() {
        return traces.size();
    }

    /** The kinds of probes, in alphabetical order. */
    public List<String> kinds() {
        return traces.values().stream().map(Trace::kind).distinct().sorted().toList();
    }

    /** The probes of a kind, fact by fact in alphabetical order. */
    Map<String, List<Trace>> facts(String kind) {
        Map<String, List<Trace>> facts = new TreeMap<>();
        for (Trace trace : traces.values()) {
            if (trace.kind().equals(kind)) {
                facts.computeIfAbsent(trace.fact(), name -> new ArrayList<>()).add(trace);
            }
        }
        return facts;
    }
}
