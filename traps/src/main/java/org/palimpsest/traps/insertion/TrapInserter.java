package org.palimpsest.traps.insertion;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.palimpsest.corpus.Document;
import org.palimpsest.traps.family.KeyedStream;

/**
 * Puts traps into one document: a pure function of plan, document and copies. A trap stands between single spaces, which are
 * added only where the text has no white space there and the trap is not at an end; nothing of the document is lost.
 */
public final class TrapInserter {
    private final PositionPolicy position;
    private final KeyedStream streams;

    /**
     * An inserter for one thread.
     *
     * @param plan gives key and positions
     */
    public TrapInserter(InsertionPlan plan) {
        this.position = plan.position();
        this.streams = plan.streams();
    }

    /**
     * Puts traps into a document. O(length of text).
     *
     * @param document any document
     * @param copies traps to put in
     * @return the document with them, and where they stand
     */
    public Insertion insert(Document document, List<TrapCopy> copies) {
        String text = document.text();
        List<Place> places = new ArrayList<>();
        List<Integer> offsets = position.offsets(text);
        for (TrapCopy copy : copies) {
            String label = "place|" + copy.trap().id() + "|" + copy.copy() + "|" + document.id();
            places.add(new Place(offsets.get(streams.relabelled(label).nextInt(offsets.size())), copy));
        }
        places.sort(Comparator.comparingInt(Place::at));

        StringBuilder marked = new StringBuilder(text.length() + 128 * copies.size());
        List<Placement> placements = new ArrayList<>();
        List<Splice> splices = new ArrayList<>();
        int copied = 0;
        for (Place place : places) {
            marked.append(text, copied, place.at());
            copied = place.at();
            int begin = marked.length();
            if (begin > 0 && !Character.isWhitespace(marked.charAt(begin - 1))) {
                marked.append(' ');
            }
            placements.add(new Placement(
                    document.id(),
                    place.copy().trap().id(),
                    marked.length(),
                    place.copy().copy()));
            marked.append(place.copy().text());
            if (copied < text.length() && !Character.isWhitespace(text.charAt(copied))) {
                marked.append(' ');
            }
            splices.add(new Splice(copied, marked.substring(begin)));
        }
        marked.append(text, copied, text.length());
        return new Insertion(document.withText(marked.toString()), placements, splices);
    }

    private record Place(int at, TrapCopy copy) {}
}
