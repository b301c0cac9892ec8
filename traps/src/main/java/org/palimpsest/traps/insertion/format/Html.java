package org.palimpsest.traps.insertion.format;

import java.util.Set;
import org.jsoup.parser.Parser;

/**
 * HTML or XHTML, read by jsoup with the positions of all nodes. Prose is the visible text of paragraphs, list items and other
 * containers; links, headings, code, tables, forms and whatever is hidden stay as they are.
 *
 * @param syntax which parser reads it
 */
public record Html(Syntax syntax) implements TextFormat {
    private static final long serialVersionUID = 1L;

    /** Which parser reads a source. */
    public enum Syntax {
        /** The HTML standard's. */
        HTML,
        /** XML's, for XHTML. */
        XML
    }

    @Override
    public String label() {
        return syntax == Syntax.HTML ? "html" : "xhtml";
    }

    @Override
    public Set<Carrier> carriers() {
        return Set.of(Carrier.values());
    }

    @Override
    public DocumentLayout layout(String source) {
        Parser parser = syntax == Syntax.HTML ? Parser.htmlParser() : Parser.xmlParser();
        return new HtmlLayout(source).read(parser.setTrackPosition(true).parseInput(source, ""));
    }

    @Override
    public String escape(String text, Carrier carrier) {
        String escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
        return carrier == Carrier.ALT || carrier == Carrier.TITLE
                ? escaped.replace("\"", "&quot;").replace("'", "&#39;")
                : escaped;
    }

    @Override
    public Wrapping wrapping(Carrier carrier, String label, String newline) {
        return switch (carrier) {
            case PARAGRAPH -> new Wrapping("", newline + "<p>", "</p>");
            case FOOTNOTE ->
                new Wrapping(
                        "<sup><a href=\"#note-" + label + "\">[" + label + "]</a></sup>",
                        newline + "<p id=\"note-" + label + "\">[" + label + "] ",
                        "</p>");
            default -> Wrapping.NONE;
        };
    }

    @Override
    public String ascii(String escaped) {
        StringBuilder ascii = new StringBuilder(escaped.length());
        escaped.codePoints().forEach(point -> {
            if (point < 0x80) {
                ascii.append((char) point);
            } else {
                ascii.append("&#").append(point).append(';');
            }
        });
        return ascii.toString();
    }
}
