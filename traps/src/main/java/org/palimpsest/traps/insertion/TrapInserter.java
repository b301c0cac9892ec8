package org.palimpsest.traps.insertion;

import java.util.List;
import org.palimpsest.corpus.Document;
import org.palimpsest.traps.insertion.format.DocumentLayout;
import org.palimpsest.traps.insertion.format.PlainText;

/**
 * Puts traps into one document of a row: a pure function of plan, document and copies. A trap stands between single spaces,
 * which are added only where the text has no white space there and the trap is not at an end; nothing of the document is lost. Under a trap that is a key the
 * whole document is rewritten.
 */
public final class TrapInserter {
    private static final PlainText FORMAT = new PlainText();

    private final InsertionPlan plan;
    private final DocumentMarker marker;

    /**
     * An inserter for one thread.
     *
     * @param plan gives key, positions and carrier
     */
    public TrapInserter(InsertionPlan plan) {
        this.plan = plan;
        this.marker = new DocumentMarker(plan, FORMAT);
    }

    /**
     * Puts traps into a document. O(length of text).
     *
     * @param document any document with a place for them
     * @param copies traps to put in
     * @return the document with them, and where they stand
     * @throws IllegalArgumentException if the plan's position and carrier leave no place
     */
    public Insertion insert(Document document, List<TrapCopy> copies) {
        DocumentLayout layout = FORMAT.layout(document.text());
        List<Integer> places = plan.rewrites() ? List.of() : Places.inRow(layout, plan.position(), plan.carrier());
        MarkedText marked = marker.mark(layout, places, document.id(), copies);
        return new Insertion(document.withText(marked.text()), marked.placements(), marked.splices());
    }
}
