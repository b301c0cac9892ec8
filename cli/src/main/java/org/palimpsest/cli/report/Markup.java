package org.palimpsest.cli.report;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.regex.Pattern;
import org.palimpsest.cli.output.VisibleText;

/**
 * Writes text that is well-formed XML and, read as HTML5, means the same. All content is escaped; characters that XML
 * forbids or that would reorder a line are shown as {@link VisibleText} shows them. One instance writes one document.
 */
public final class Markup {
    private static final Pattern NAME = Pattern.compile("[a-zA-Z][a-zA-Z0-9:-]*");

    private final StringBuilder out = new StringBuilder();
    private final Deque<String> open = new ArrayDeque<>();

    /**
     * Opens an element.
     *
     * @param tag name of the element
     * @param attributes names and values in turn
     * @throws IllegalArgumentException if a name is none or a value is missing
     */
    public Markup open(String tag, String... attributes) {
        start(tag, attributes);
        out.append('>');
        open.push(tag);
        return this;
    }

    /**
     * Closes the innermost open element.
     *
     * @throws IllegalStateException if no element is open
     */
    public Markup close() {
        if (open.isEmpty()) {
            throw new IllegalStateException("no element is open");
        }
        out.append("</").append(open.pop()).append('>');
        return this;
    }

    /**
     * An element without content that HTML and SVG let close itself, such as {@code meta}, {@code path}.
     *
     * @throws IllegalArgumentException if a name is none or a value is missing
     */
    public Markup single(String tag, String... attributes) {
        start(tag, attributes);
        out.append("/>");
        return this;
    }

    /**
     * An element that holds text.
     *
     * @throws IllegalArgumentException if a name is none or a value is missing
     */
    public Markup element(String tag, String text, String... attributes) {
        return open(tag, attributes).text(text).close();
    }

    /** Text content. */
    public Markup text(String text) {
        out.append(escaped(text));
        return this;
    }

    /** A line feed between elements. */
    public Markup line() {
        out.append('\n');
        return this;
    }

    /** Text that is markup already; package-private, because nothing escapes it. */
    Markup raw(String markup) {
        out.append(markup);
        return this;
    }

    /**
     * The finished document.
     *
     * @throws IllegalStateException if an element is still open
     */
    public String finish() {
        if (!open.isEmpty()) {
            throw new IllegalStateException("element " + open.peek() + " is still open");
        }
        return out.toString();
    }

    private void start(String tag, String... attributes) {
        if (attributes.length % 2 != 0) {
            throw new IllegalArgumentException("attributes of " + tag + " must be names and values in turn, got "
                    + attributes.length + " strings");
        }
        out.append('<').append(name(tag));
        for (int i = 0; i < attributes.length; i += 2) {
            out.append(' ').append(name(attributes[i])).append("=\"");
            out.append(escaped(attributes[i + 1])).append('"');
        }
    }

    private static String name(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    String.format(Locale.ROOT, "a name must match %s, got \"%s\"", NAME.pattern(), name));
        }
        return name;
    }

    static String escaped(String text) {
        String visible = VisibleText.block(text);
        StringBuilder escaped = new StringBuilder(visible.length() + 16);
        for (int i = 0; i < visible.length(); i++) {
            char c = visible.charAt(i);
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.append(c);
            }
        }
        return escaped.toString();
    }
}
