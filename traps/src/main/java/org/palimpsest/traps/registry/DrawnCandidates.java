package org.palimpsest.traps.registry;

import java.util.Map;
import org.palimpsest.traps.family.TrapFamily;

/**
 * Candidates that a family draws from the key: nothing but the key needs to be kept.
 *
 * @param family draws the texts
 */
public record DrawnCandidates(TrapFamily family) implements CandidateSource {
    @Override
    public String name() {
        return family.name();
    }

    @Override
    public Map<String, Object> options() {
        return family.options();
    }

    @Override
    public double entropyBits() {
        return family.entropyBits();
    }

    @Override
    public void require(int count, int controls) {
        double neededBits = Math.log(count * (controls + 1.0)) / Math.log(2) + 1;
        if (neededBits > family.entropyBits()) {
            throw new IllegalArgumentException("family " + family.name() + " must have " + neededBits
                    + " bits of entropy or more for " + count + " traps of " + (controls + 1L)
                    + " different candidates, got " + family.entropyBits());
        }
    }
}
