package org.palimpsest.traps.insertion.format;

import java.util.Map;
import java.util.Set;

/**
 * Markdown as CommonMark with tables, footnotes, maths and front matter has it. Prose are paragraphs and list items;
 * front matter, headings, code, tables, quotations, HTML, definitions, links, images and formulas stay as they are.
 */
public record Markdown() implements TextFormat {
    private static final long serialVersionUID = 1L;
    private static final String ALWAYS = "\\`*_[]<~|$";
    private static final String AT_START = "#+-=>:";

    @Override
    public String label() {
        return "markdown";
    }

    @Override
    public Set<Carrier> carriers() {
        return Set.of(Carrier.TEXT, Carrier.PARAGRAPH, Carrier.FOOTNOTE);
    }

    @Override
    public DocumentLayout layout(String source) {
        MarkdownBlocks scan = new MarkdownBlocks(source);
        LineBlocks lines = scan.read();
        MarkdownSpans.mark(source, lines.kinds(), lines.blocks());
        int end = LineBlocks.trimmed(source, 0, source.length());
        int notesAt = scan.endsInProse() && end > 0 ? end : DocumentLayout.NOWHERE;
        return new DocumentLayout(source, lines.kinds(), lines.blocks(), Map.of(), notesAt);
    }

    @Override
    public String escape(String text, Carrier carrier) {
        StringBuilder escaped = new StringBuilder(text.length() + 8);
        boolean lineStart = true;
        for (int i = 0; i < text.length(); i++) {
            char unit = text.charAt(i);
            boolean entity = unit == '&' && text.indexOf(';', i) > 0;
            if (ALWAYS.indexOf(unit) >= 0 || entity || (lineStart && AT_START.indexOf(unit) >= 0)) {
                escaped.append('\\');
            }
            if ((unit == '.' || unit == ')') && isNumbered(text, i)) {
                escaped.append('\\');
            }
            escaped.append(unit);
            lineStart = unit == '\n' || (lineStart && Character.isWhitespace(unit));
        }
        return escaped.toString();
    }

    /** Whether nothing but digits stands between the start of the line and an offset. */
    private static boolean isNumbered(String text, int offset) {
        int i = offset;
        while (i > 0 && Character.isDigit(text.charAt(i - 1))) {
            i--;
        }
        return i < offset && (i == 0 || text.charAt(i - 1) == '\n');
    }

    @Override
    public Wrapping wrapping(Carrier carrier, String label, String newline) {
        return carrier == Carrier.FOOTNOTE
                ? new Wrapping("[^" + label + "]", newline + newline + "[^" + label + "]: ", "")
                : TextFormat.super.wrapping(carrier, label, newline);
    }
}
