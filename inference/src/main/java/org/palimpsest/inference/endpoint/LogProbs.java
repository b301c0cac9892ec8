package org.palimpsest.inference.endpoint;

/** What a log-probability must be to count as one. */
final class LogProbs {
    /** What vLLM writes for minus infinity and OpenAI for a token outside the likeliest: no number at all. */
    static final double SENTINEL = -9999;

    private static final double ROUNDING = 1e-4;

    private LogProbs() {}

    /** A log-probability in nats: finite, at most 0 up to rounding, and no placeholder. */
    static double read(Shape place) {
        double value = place.number();
        if (value > ROUNDING) {
            throw place.expected("a log-probability, at most 0");
        }
        if (value <= SENTINEL) {
            throw place.expected("a log-probability, not the placeholder " + SENTINEL + " for one that is not known");
        }
        return value;
    }
}
