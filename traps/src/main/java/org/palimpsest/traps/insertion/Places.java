package org.palimpsest.traps.insertion;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.palimpsest.traps.insertion.format.Carrier;
import org.palimpsest.traps.insertion.format.DocumentLayout;
import org.palimpsest.traps.insertion.format.TextBlock;

/** The offsets of a document at which a policy allows a carrier. */
final class Places {
    private Places() {}

    /**
     * Places in the text of a row, which is prose from its first to its last character: the end of the text is a word boundary,
     * whatever it ends in.
     */
    static List<Integer> inRow(DocumentLayout layout, PositionPolicy policy, Carrier carrier) {
        String text = layout.source();
        boolean blocks = policy == PositionPolicy.PARAGRAPH_END || policy == PositionPolicy.SENTENCE_END;
        if (carrier != Carrier.TEXT || blocks) {
            return of(layout, policy, carrier);
        }
        if (policy == PositionPolicy.START) {
            return List.of(0);
        }
        List<Integer> places = new ArrayList<>();
        for (int i = 1; i < text.length(); i++) {
            if (isBoundary(text, i)) {
                places.add(i);
            }
        }
        places.add(text.length());
        return policy.among(places, places, text.length());
    }

    /** Places in any document; there may be none. */
    static List<Integer> of(DocumentLayout layout, PositionPolicy policy, Carrier carrier) {
        List<Integer> places = candidates(layout, policy, carrier);
        String source = layout.source();
        List<Integer> before = new ArrayList<>();
        int seen = 0;
        int next = 0;
        for (int i = 0; i <= source.length(); i++) {
            while (next < places.size() && places.get(next) == i) {
                before.add(seen);
                next++;
            }
            seen += i < source.length() && layout.isVisible(i) ? 1 : 0;
        }
        return policy.among(places, before, seen);
    }

    private static List<Integer> candidates(DocumentLayout layout, PositionPolicy policy, Carrier carrier) {
        if (carrier == Carrier.ALT || carrier == Carrier.TITLE) {
            return layout.attributeEnds(carrier);
        }
        List<Integer> places = new ArrayList<>();
        for (TextBlock block : layout.blocks()) {
            if (carrier == Carrier.PARAGRAPH) {
                if (block.after() != DocumentLayout.NOWHERE) {
                    places.add(block.after());
                }
            } else if (policy == PositionPolicy.START && carrier == Carrier.TEXT) {
                if (layout.isProse(block.start())) {
                    places.add(block.start());
                }
            } else {
                inside(layout, block, policy, places);
            }
        }
        return places;
    }

    private static void inside(DocumentLayout layout, TextBlock block, PositionPolicy policy, List<Integer> places) {
        boolean open = layout.isProse(block.end() - 1);
        if (policy == PositionPolicy.PARAGRAPH_END || policy == PositionPolicy.END) {
            if (open) {
                places.add(block.end());
            }
            return;
        }
        Set<Integer> allowed = policy == PositionPolicy.SENTENCE_END ? sentences(layout, block) : Set.of();
        for (int i = block.start() + 1; i < block.end(); i++) {
            boolean boundary = layout.isProse(i) && layout.isProse(i - 1) && isBoundary(layout.source(), i);
            if (boundary && (policy != PositionPolicy.SENTENCE_END || allowed.contains(i))) {
                places.add(i);
            }
        }
        if (open) {
            places.add(block.end());
        }
    }

    private static Set<Integer> sentences(DocumentLayout layout, TextBlock block) {
        StringBuilder visible = new StringBuilder();
        List<Integer> origin = new ArrayList<>();
        for (int i = block.start(); i < block.end(); i++) {
            if (layout.isVisible(i)) {
                visible.append(layout.source().charAt(i));
                origin.add(i);
            }
        }
        Set<Integer> ends = new HashSet<>();
        for (int end : SentenceEnds.of(visible.toString())) {
            ends.add(origin.get(end - 1) + 1);
        }
        return ends;
    }

    private static boolean isBoundary(String text, int offset) {
        return Character.isWhitespace(text.charAt(offset)) && !Character.isWhitespace(text.charAt(offset - 1));
    }
}
