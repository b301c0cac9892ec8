package org.palimpsest.traps.insertion;

import java.util.List;

/**
 * What turns a marked file back into its original.
 *
 * @param file name under which it was written, with {@code /} between folders
 * @param original SHA-256 of the original, decompressed
 * @param stored SHA-256 of the original as it lay on disk
 * @param pieces SHA-256 of what the cuts take out, one behind the other; of an index that of the marked file
 * @param cuts pieces to take out, by ascending offset
 * @param growth of an index of tokens: sequences and the tokens that each got, in turns; empty for other files
 */
record Restoration(String file, String original, String stored, String pieces, List<Cut> cuts, List<Long> growth) {
    Restoration {
        cuts = List.copyOf(cuts);
        growth = List.copyOf(growth);
    }
}
