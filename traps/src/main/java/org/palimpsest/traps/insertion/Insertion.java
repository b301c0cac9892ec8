package org.palimpsest.traps.insertion;

import java.util.List;
import org.palimpsest.corpus.Document;

/** A document with its traps. */
public final class Insertion {
    private final Document document;
    private final List<Placement> placements;
    private final List<Splice> splices;

    Insertion(Document document, List<Placement> placements, List<Splice> splices) {
        this.document = document;
        this.placements = List.copyOf(placements);
        this.splices = List.copyOf(splices);
    }

    /**
     * The document with all traps in its text.
     *
     * @return a new document, the same but for its text
     */
    public Document document() {
        return document;
    }

    /**
     * Where the traps stand.
     *
     * @return one entry a copy, by ascending offset
     */
    public List<Placement> placements() {
        return placements;
    }

    /** What was put into the text before, by ascending offset. */
    List<Splice> splices() {
        return splices;
    }
}
