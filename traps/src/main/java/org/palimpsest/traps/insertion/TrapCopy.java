package org.palimpsest.traps.insertion;

import java.io.Serializable;
import org.palimpsest.traps.registry.Trap;

/**
 * One of the copies of a trap that are published.
 *
 * @param trap the trap
 * @param copy number of the copy, from 1
 */
public record TrapCopy(Trap trap, int copy) implements Serializable {
    /**
     * Checks.
     *
     * @throws IllegalArgumentException if the number is below 1
     */
    public TrapCopy {
        if (copy < 1) {
            throw new IllegalArgumentException("copy must be 1 or more, got " + copy + " for trap " + trap.id());
        }
    }

    /**
     * What this copy says.
     *
     * @return the trap's text or one of its wordings
     */
    public String text() {
        return trap.copyText(copy);
    }
}
