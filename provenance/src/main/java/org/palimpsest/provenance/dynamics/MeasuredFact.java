package org.palimpsest.provenance.dynamics;

import java.util.List;
import java.util.function.ToDoubleFunction;

/** A fact with the probes that measure it. */
record MeasuredFact(FactDynamics fact, List<MeasuredProbe> probes) {
    static MeasuredFact of(String name, List<MeasuredProbe> probes) {
        FactDynamics fact = new FactDynamics(
                name,
                mean(probes, MeasuredProbe::effectivity),
                mean(probes, MeasuredProbe::gain),
                mean(probes, MeasuredProbe::intercept),
                mean(probes, MeasuredProbe::slope),
                probes.stream().mapToInt(probe -> probe.lags().length).sum());
        return new MeasuredFact(fact, List.copyOf(probes));
    }

    private static double mean(List<MeasuredProbe> probes, ToDoubleFunction<MeasuredProbe> value) {
        return probes.stream().mapToDouble(value).average().orElseThrow();
    }
}
