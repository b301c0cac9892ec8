package org.palimpsest.traps.insertion;

import java.util.List;

/**
 * A source with traps.
 *
 * @param text the source with them
 * @param placements where they stand in it, in the order of the places that were chosen
 * @param spans where the texts of these placements stand in it, as they are written there
 * @param splices what was put in, by ascending offset
 */
record MarkedText(String text, List<Placement> placements, List<CopySpan> spans, List<Splice> splices) {
    MarkedText {
        placements = List.copyOf(placements);
        spans = List.copyOf(spans);
        splices = List.copyOf(splices);
    }
}
