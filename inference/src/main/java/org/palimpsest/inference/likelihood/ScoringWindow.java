package org.palimpsest.inference.likelihood;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.palimpsest.corpus.Document;

/**
 * Documents that are scored together. What they are follows from the input alone, so that whoever scores a file, and a run that goes
 * on after a stop, lays out the same batches.
 */
public final class ScoringWindow {
    /** Documents that are read, scored and written at a time. */
    public static final int DOCUMENTS = 1024;

    /** Characters after which no further document is added to those; a token counts as four. */
    private static final long CHARACTERS = 1 << 18;

    private static final int CHARACTERS_A_TOKEN = 4;

    private ScoringWindow() {}

    /**
     * The next documents: at most {@link #DOCUMENTS}, and none after 2^18 characters.
     *
     * @param reader where they come from
     * @return in their order; none at the end
     */
    public static List<Document> next(Iterator<Document> reader) {
        List<Document> window = new ArrayList<>();
        long characters = 0;
        while (window.size() < DOCUMENTS && characters < CHARACTERS && reader.hasNext()) {
            Document document = reader.next();
            window.add(document);
            int[] tokens = document.tokens();
            characters += tokens == null ? document.text().length() : (long) CHARACTERS_A_TOKEN * tokens.length;
        }
        return window;
    }
}
