package org.palimpsest.provenance.dynamics;

/**
 * What is measured of one fact, as means over its probes of one kind.
 *
 * @param fact its name
 * @param effectivity mean over exposures of the rise from the last reading before to the peak after, in nats
 * @param gain peak after the last exposure less the last reading before the first, in nats
 * @param intercept of the line through what is left of the gain (nats) against log10 of the steps since the peak
 * @param slope of that line, in nats a decade of steps; negative where the fact is forgotten
 * @param readings after the peak that the line goes through
 */
public record FactDynamics(
        String fact, double effectivity, double gain, double intercept, double slope, int readings) {}
