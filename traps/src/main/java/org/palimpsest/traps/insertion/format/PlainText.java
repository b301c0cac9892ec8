package org.palimpsest.traps.insertion.format;

import java.util.Map;
import java.util.Set;

/** Plain text: all of it is prose, paragraphs are separated by blank lines, nothing is escaped. */
public record PlainText() implements TextFormat {
    private static final long serialVersionUID = 1L;

    @Override
    public String label() {
        return "text";
    }

    @Override
    public Set<Carrier> carriers() {
        return Set.of(Carrier.TEXT, Carrier.PARAGRAPH);
    }

    @Override
    public DocumentLayout layout(String source) {
        LineBlocks lines = new LineBlocks(source);
        int from = 0;
        while (from < source.length()) {
            int to = LineBlocks.next(source, from);
            if (LineBlocks.isBlank(source, from, to)) {
                lines.close(true);
            } else {
                lines.add(from, to);
            }
            from = to;
        }
        lines.close(true);
        return new DocumentLayout(source, lines.kinds(), lines.blocks(), Map.of(), DocumentLayout.NOWHERE);
    }

    @Override
    public String escape(String text, Carrier carrier) {
        return text;
    }
}
