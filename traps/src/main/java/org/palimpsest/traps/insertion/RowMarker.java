package org.palimpsest.traps.insertion;

import java.util.List;
import org.palimpsest.corpus.Document;
import org.palimpsest.traps.insertion.format.Carrier;
import org.palimpsest.traps.insertion.format.DocumentLayout;
import org.palimpsest.traps.insertion.format.PlainText;

/** Whether a row may get the traps of a plan. Thread-safe. */
final class RowMarker {
    private static final PlainText FORMAT = new PlainText();

    private final InsertionPlan plan;

    RowMarker(InsertionPlan plan) {
        this.plan = plan;
    }

    /** Whether every text that is not empty has a place. */
    static boolean fitsEveryText(InsertionPlan plan) {
        boolean blocks =
                plan.position() == PositionPolicy.PARAGRAPH_END || plan.position() == PositionPolicy.SENTENCE_END;
        return plan.carrier() == Carrier.TEXT && !blocks && !plan.rewrites();
    }

    boolean suits(Document document) {
        if (plan.rewrites()) {
            return KeyedRewriting.suits(document.text());
        }
        DocumentLayout layout = FORMAT.layout(document.text());
        List<Integer> places = FORMAT.carriers().contains(plan.carrier())
                ? Places.inRow(layout, plan.position(), plan.carrier())
                : List.of();
        if (places.isEmpty()) {
            return false;
        }
        if (plan.budget() == InsertionBudget.unlimited()) {
            return true;
        }
        MarkedText marked = new DocumentMarker(plan, FORMAT).mark(layout, places, document.id(), plan.longest());
        return plan.budget().keeps(marked.text(), marked.spans());
    }
}
