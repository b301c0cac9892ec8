package org.palimpsest.traps.insertion;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.palimpsest.traps.family.KeyedStream;
import org.palimpsest.traps.insertion.format.Carrier;
import org.palimpsest.traps.insertion.format.DocumentLayout;
import org.palimpsest.traps.insertion.format.PlainText;
import org.palimpsest.traps.insertion.format.TextFormat;
import org.palimpsest.traps.insertion.format.Wrapping;

/** Puts traps into the source of one document of a format. For one thread. */
final class DocumentMarker {
    private final InsertionPlan plan;
    private final TextFormat format;
    private final KeyedStream streams;

    DocumentMarker(InsertionPlan plan, TextFormat format) {
        this.plan = plan;
        this.format = format;
        this.streams = plan.streams();
    }

    /** Whether the format can hold the plan's carrier, and a document has a place for it. */
    boolean hasPlace(DocumentLayout layout) {
        if (plan.rewrites()) {
            return format instanceof PlainText && KeyedRewriting.suits(layout.source());
        }
        Carrier carrier = plan.carrier();
        boolean noNotes = carrier == Carrier.FOOTNOTE
                && layout.notesAt() == DocumentLayout.NOWHERE
                && !format.wrapping(carrier, "0", "\n").mark().isEmpty();
        return format.carriers().contains(carrier)
                && !noNotes
                && !places(layout).isEmpty();
    }

    /** Whether a document has a place, and would keep to the plan's budget with as many long traps as it may get. */
    boolean suits(DocumentLayout layout, String document, Ascii ascii) {
        if (!hasPlace(layout)) {
            return false;
        }
        if (plan.budget() == InsertionBudget.unlimited()) {
            return true;
        }
        return keeps(mark(layout, places(layout), document, plan.longest(), ascii));
    }

    /** Whether a marked document keeps to the plan's budget. */
    boolean keeps(MarkedText marked) {
        if (plan.budget() == InsertionBudget.unlimited()) {
            return true;
        }
        int[] origin = new int[marked.text().length()];
        String visible = format.layout(marked.text()).visible(origin);
        List<CopySpan> spans = new ArrayList<>();
        for (CopySpan span : marked.spans()) {
            int start = seen(origin, visible.length(), span.start());
            int end = seen(origin, visible.length(), span.end());
            if (end > start) {
                spans.add(new CopySpan(start, end));
            }
        }
        spans.sort(Comparator.comparingInt(CopySpan::start));
        return plan.budget().keeps(visible, spans);
    }

    /** The place in the visible text of the first character that stands at or after an offset of the source. */
    private static int seen(int[] origin, int length, int offset) {
        int at = Arrays.binarySearch(origin, 0, length, offset);
        return at >= 0 ? at : -at - 1;
    }

    /** Where copies may go; nowhere for keys, which need no place. */
    List<Integer> places(DocumentLayout layout) {
        return plan.rewrites() ? List.of() : Places.of(layout, plan.position(), plan.carrier());
    }

    /** Puts copies where the key says; the layout's places must not be empty. */
    MarkedText mark(DocumentLayout layout, List<Integer> places, String document, List<TrapCopy> copies) {
        return mark(layout, places, document, copies, Ascii.AS_NEEDED);
    }

    /** How characters beyond ASCII are written. */
    enum Ascii {
        /** As they are. */
        AS_NEEDED,
        /** As the format writes them in ASCII. */
        ONLY
    }

    MarkedText mark(DocumentLayout layout, List<Integer> places, String document, List<TrapCopy> copies, Ascii ascii) {
        if (plan.rewrites()) {
            return KeyedRewriting.mark(layout.source(), document, copies);
        }
        if (places.isEmpty()) {
            throw new IllegalArgumentException("document " + document + " has no place for traps as "
                    + plan.carrier().label() + " at " + plan.position().label());
        }
        List<Place> chosen = new ArrayList<>();
        for (TrapCopy copy : copies) {
            String label = "place|" + copy.trap().id() + "|" + copy.copy() + "|" + document;
            chosen.add(new Place(places.get(streams.relabelled(label).nextInt(places.size())), copy));
        }
        chosen.sort(Comparator.comparingInt(Place::at));
        Weaving weaving = new Weaving(layout, document, plan.carrier());
        String newline = newline(layout.source());
        for (Place place : chosen) {
            String text = format.escape(place.copy().text(), plan.carrier());
            Wrapping wrapping = format.wrapping(plan.carrier(), label(document, place, layout.source()), newline);
            weaving.put(place, ascii == Ascii.ONLY ? format.ascii(text) : text, wrapping);
        }
        return weaving.finish(layout.notesAt());
    }

    /** A name for a footnote that the source does not have. */
    private String label(String document, Place place, String source) {
        if (plan.carrier() != Carrier.FOOTNOTE) {
            return "";
        }
        KeyedStream stream = streams.relabelled(
                "note|" + place.copy().trap().id() + "|" + place.copy().copy() + "|" + document);
        String label;
        do {
            label = "n" + (100_000 + stream.nextInt(900_000));
        } while (source.contains(label));
        return label;
    }

    private static String newline(String source) {
        int first = source.indexOf('\n');
        return first > 0 && source.charAt(first - 1) == '\r' ? "\r\n" : "\n";
    }

    /** A copy and the offset of the source at which it goes in. */
    record Place(int at, TrapCopy copy) {}
}
