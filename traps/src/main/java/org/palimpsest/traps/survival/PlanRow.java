package org.palimpsest.traps.survival;

import java.util.OptionalLong;

/**
 * What a number of copies takes.
 *
 * @param copies copies of one trap that are published, one a document
 * @param effective exact copies that those left by the pipeline are worth
 * @param auc of one trap
 * @param traps how many traps the wanted power takes; empty if no reasonable number does
 */
public record PlanRow(int copies, double effective, double auc, OptionalLong traps) {
    /**
     * Documents, each with one copy.
     *
     * @return traps times copies, or empty
     */
    public OptionalLong documents() {
        return traps.isEmpty() ? traps : OptionalLong.of(Math.multiplyExact(traps.getAsLong(), (long) copies));
    }
}
