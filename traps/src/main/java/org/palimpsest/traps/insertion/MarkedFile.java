package org.palimpsest.traps.insertion;

import java.util.List;

/**
 * What became of one file.
 *
 * @param placements where copies stand in it, in the order of its documents
 * @param restorations what undoes it: one for each file that was written
 */
record MarkedFile(List<Placement> placements, List<Restoration> restorations) {
    MarkedFile {
        placements = List.copyOf(placements);
        restorations = List.copyOf(restorations);
    }
}
