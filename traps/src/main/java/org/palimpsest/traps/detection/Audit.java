package org.palimpsest.traps.detection;

import java.util.Set;

/**
 * One look at a model, or at a later version of it.
 *
 * @param label what was looked at and when
 * @param log10P base-10 logarithm of its one pooled p-value, finite and at most 0
 * @param traps ids of the traps that it used
 */
public record Audit(String label, double log10P, Set<String> traps) {
    /**
     * Checks and copies.
     *
     * @throws IllegalArgumentException if the p-value is out of range or no trap was used
     */
    public Audit {
        traps = Set.copyOf(traps);
        if (!(log10P <= 0) || Double.isInfinite(log10P)) {
            throw new IllegalArgumentException(
                    "log10 p of audit \"" + label + "\" must be finite and at most 0, got " + log10P);
        }
        if (traps.isEmpty()) {
            throw new IllegalArgumentException("audit \"" + label + "\" must use 1 trap or more, got 0");
        }
    }
}
