package org.palimpsest.traps.insertion;

import java.util.ArrayList;
import java.util.List;
import org.palimpsest.traps.insertion.format.Carrier;
import org.palimpsest.traps.insertion.format.DocumentLayout;
import org.palimpsest.traps.insertion.format.Wrapping;

/** A source into which pieces are put from left to right, and notes at one place behind them all. */
final class Weaving {
    private final DocumentLayout layout;
    private final String source;
    private final String document;
    private final Carrier carrier;
    private final StringBuilder marked;
    private final List<Placement> placements = new ArrayList<>();
    private final List<CopySpan> spans = new ArrayList<>();
    private final List<Splice> splices = new ArrayList<>();
    private final List<Note> notes = new ArrayList<>();
    private int copied;

    Weaving(DocumentLayout layout, String document, Carrier carrier) {
        this.layout = layout;
        this.source = layout.source();
        this.document = document;
        this.carrier = carrier;
        this.marked = new StringBuilder(source.length() + 256);
    }

    /** Puts a text in; places must come by ascending offset. */
    void put(DocumentMarker.Place place, String text, Wrapping wrapping) {
        copyTo(place.at());
        int begin = marked.length();
        if (!wrapping.mark().isEmpty()) {
            marked.append(wrapping.mark());
            notes.add(new Note(place.copy(), text, wrapping));
        } else if (carrier == Carrier.PARAGRAPH || carrier == Carrier.FOOTNOTE) {
            wrapped(place.copy(), text, wrapping);
        } else {
            if (needsSpaceBefore(begin)) {
                marked.append(' ');
            }
            wrapped(place.copy(), text, wrapping);
            if (needsSpaceAfter()) {
                marked.append(' ');
            }
        }
        splices.add(new Splice(copied, marked.substring(begin)));
    }

    /** Whether a word or another piece stands directly before what comes next. */
    private boolean needsSpaceBefore(int begin) {
        if (begin == 0 || Character.isWhitespace(marked.charAt(begin - 1))) {
            return false;
        }
        boolean afterPiece =
                !splices.isEmpty() && splices.get(splices.size() - 1).at() == copied;
        return carrier != Carrier.TEXT || afterPiece || layout.isVisible(copied - 1);
    }

    private boolean needsSpaceAfter() {
        return carrier == Carrier.TEXT
                && copied < source.length()
                && layout.isVisible(copied)
                && !Character.isWhitespace(source.charAt(copied));
    }

    private void wrapped(TrapCopy copy, String text, Wrapping wrapping) {
        marked.append(wrapping.before());
        placements.add(new Placement(document, copy.trap().id(), marked.length(), copy.copy()));
        spans.add(new CopySpan(marked.length(), marked.length() + text.length()));
        marked.append(text).append(wrapping.after());
    }

    private void copyTo(int at) {
        marked.append(source, copied, at);
        copied = at;
    }

    MarkedText finish(int notesAt) {
        if (!notes.isEmpty()) {
            copyTo(notesAt);
            int begin = marked.length();
            notes.forEach(note -> wrapped(note.copy(), note.text(), note.wrapping()));
            splices.add(new Splice(copied, marked.substring(begin)));
        }
        copyTo(source.length());
        return new MarkedText(marked.toString(), placements, spans, splices);
    }

    private record Note(TrapCopy copy, String text, Wrapping wrapping) {}
}
