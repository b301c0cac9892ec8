package org.palimpsest.cli.story;

import java.util.LinkedHashMap;
import java.util.Map;

/** Wall time of every step of the story, in the order in which they first ran. */
public final class StepClock {
    private final Map<String, Double> seconds = new LinkedHashMap<>();
    private String current = "";
    private long since;

    /**
     * Ends the running step and begins another; time of equal names adds up.
     *
     * @param step what is done from now on
     */
    public void begin(String step) {
        end();
        current = step;
        since = System.nanoTime();
    }

    /** Ends the running step. */
    public void end() {
        if (!current.isEmpty()) {
            seconds.merge(current, (System.nanoTime() - since) / 1e9, Double::sum);
            current = "";
        }
    }

    /**
     * Seconds of every step.
     *
     * @return step to seconds
     */
    public Map<String, Double> seconds() {
        return new LinkedHashMap<>(seconds);
    }
}
