package org.palimpsest.provenance.dynamics;

/**
 * What a checkpoint thinks of a probe.
 *
 * @param probe the probe's name
 * @param fact the fact, or document, that it asks for
 * @param kind what it asks: {@code verbatim} for the wording, {@code knowledge} for the content, or any other word
 * @param step training steps that the checkpoint has behind it, at least 0
 * @param logProbNats log-probability of the probe's answer, in nats; finite
 */
public record ProbeReading(String probe, String fact, String kind, long step, double logProbNats) {
    /**
     * Checks step and log-probability.
     *
     * @throws IllegalArgumentException if the step is negative or the log-probability not finite
     */
    public ProbeReading {
        if (step < 0) {
            throw new IllegalArgumentException("step must be at least 0, got " + step + " for probe " + probe);
        }
        if (!Double.isFinite(logProbNats)) {
            throw new IllegalArgumentException("a log-probability must be finite, got " + logProbNats + " for probe "
                    + probe + " at step " + step);
        }
    }
}
