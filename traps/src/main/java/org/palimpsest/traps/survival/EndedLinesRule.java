package org.palimpsest.traps.survival;

import java.util.ArrayList;
import java.util.List;

/**
 * Takes out lines that do not end in one of {@code . ? ! "}: the one rule of C4 that Dolma's web part applies (Soldaini et al. 2024,
 * section 5; the four signs as in {@code dolma/taggers/c4.py}, read there). Unlike C4's own rules it keeps an ellipsis, short
 * lines and curly brackets. White space at the end of a line does not count.
 */
public record EndedLinesRule() implements DocumentRule {
    private static final String ENDS = ".?!\"";

    @Override
    public String name() {
        return "dolma-stops";
    }

    @Override
    public String source() {
        return "Dolma (Soldaini et al. 2024), lines with no ending punctuation";
    }

    @Override
    public Ruling judge(MarkedText marked) {
        String text = marked.text();
        List<Span> kept = new ArrayList<>();
        List<Span> lines = TextLines.byLineFeed(text);
        for (Span line : lines) {
            String stripped = line.of(text).stripTrailing();
            if (!stripped.isEmpty() && ENDS.indexOf(stripped.charAt(stripped.length() - 1)) >= 0) {
                kept.add(line);
            }
        }
        if (kept.size() == lines.size()) {
            return Ruling.keep(marked);
        }
        TextRevision revision = new TextRevision(marked);
        for (Span line : kept) {
            revision.keep(line.start(), Math.min(text.length(), line.end() + 1));
        }
        return Ruling.change(revision.done(), "lines");
    }
}
