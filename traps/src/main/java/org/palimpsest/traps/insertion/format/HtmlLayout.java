package org.palimpsest.traps.insertion.format;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jsoup.nodes.CDataNode;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.Range;
import org.jsoup.nodes.TextNode;
import org.jsoup.parser.Parser;
import org.jspecify.annotations.Nullable;

/**
 * Kinds of the characters of HTML. A text node counts only if the characters at its position, their entities decoded, are its
 * text; where a parser mended the source so that they are not, nothing is touched.
 */
final class HtmlLayout {
    private static final Set<String> NEVER = Set.of(
            "head",
            "title",
            "script",
            "style",
            "template",
            "noscript",
            "textarea",
            "select",
            "button",
            "svg",
            "math",
            "pre",
            "code",
            "kbd",
            "samp",
            "var",
            "table",
            "iframe",
            "object",
            "canvas",
            "audio",
            "video",
            "nav",
            "form",
            "ruby",
            "dialog",
            "figure",
            "menu",
            "header",
            "footer");
    private static final Set<String> WHOLE =
            Set.of("a", "h1", "h2", "h3", "h4", "h5", "h6", "label", "summary", "cite", "q");
    private static final Set<String> BLOCKS = Set.of(
            "p",
            "li",
            "dd",
            "dt",
            "div",
            "section",
            "article",
            "main",
            "body",
            "blockquote",
            "aside",
            "figcaption",
            "address",
            "details",
            "ul",
            "ol",
            "dl",
            "hr",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "center",
            "html");
    private static final Set<String> CLOSED = Set.of("p", "ul", "ol", "dl", "blockquote");
    private static final Pattern HIDDEN =
            Pattern.compile("display\\s*:\\s*none|visibility\\s*:\\s*hidden", Pattern.CASE_INSENSITIVE);
    private static final Pattern TAG = Pattern.compile("<[A-Za-z/!?]");

    private final String source;
    private final byte[] kinds;
    private final List<TextBlock> blocks = new ArrayList<>();
    private final EnumMap<Carrier, List<Integer>> attributes = new EnumMap<>(Carrier.class);
    private @Nullable Element open;
    private int start;
    private int end;
    private int notesAt = DocumentLayout.NOWHERE;

    HtmlLayout(String source) {
        this.source = source;
        this.kinds = new byte[source.length()];
        attributes.put(Carrier.ALT, new ArrayList<>());
        attributes.put(Carrier.TITLE, new ArrayList<>());
    }

    DocumentLayout read(Document document) {
        visit(document, DocumentLayout.PROSE);
        close();
        attributes.values().forEach(ends -> ends.sort(null));
        return new DocumentLayout(source, kinds, ordered(), attributes, notesAt);
    }

    /** Blocks by start, less those that a mended tree put over others. */
    private List<TextBlock> ordered() {
        blocks.sort((one, other) -> Integer.compare(one.start(), other.start()));
        List<TextBlock> kept = new ArrayList<>();
        int last = 0;
        for (TextBlock block : blocks) {
            if (block.start() >= last) {
                kept.add(block);
                last = block.end();
            }
        }
        return kept;
    }

    private void visit(Element element, byte kind) {
        String name = element.normalName();
        if (NEVER.contains(name) || isHidden(element)) {
            return;
        }
        byte inside = WHOLE.contains(name) ? DocumentLayout.WHOLE : kind;
        boolean block = BLOCKS.contains(name);
        if (block) {
            close();
        }
        attributes(element);
        for (Node child : element.childNodes()) {
            if (child instanceof Element inner) {
                visit(inner, inside);
            } else if (child instanceof TextNode text && !(child instanceof CDataNode)) {
                text(text, inside);
            }
        }
        if (block) {
            close();
            if (inside == DocumentLayout.PROSE && CLOSED.contains(name) && isOutside(element)) {
                after(element);
            }
        }
    }

    private static boolean isHidden(Element element) {
        return element.hasAttr("hidden")
                || "true".equals(element.attr("aria-hidden"))
                || HIDDEN.matcher(element.attr("style")).find();
    }

    /** Whether a paragraph may stand beside an element. */
    private static boolean isOutside(Element element) {
        Element parent = element.parent();
        return parent != null
                && Set.of("body", "div", "section", "article", "main").contains(parent.normalName());
    }

    /** Notes where a paragraph may follow an element whose end tag is written. */
    private void after(Element element) {
        Range range = element.endSourceRange();
        int at = range.endPos();
        if (!range.isTracked()
                || range.isImplicit()
                || at <= 0
                || at > source.length()
                || source.charAt(at - 1) != '>') {
            return;
        }
        String tag = "</" + element.normalName();
        int from = range.startPos();
        if (!source.regionMatches(true, from, tag, 0, tag.length())) {
            return;
        }
        notesAt = Math.max(notesAt, at);
        if (element.normalName().equals("p") && !blocks.isEmpty()) {
            TextBlock last = blocks.get(blocks.size() - 1);
            if (last.end() <= from && last.start() >= element.sourceRange().startPos()) {
                blocks.set(blocks.size() - 1, new TextBlock(last.start(), last.end(), at));
            }
        }
    }

    private void attributes(Element element) {
        if (element.normalName().equals("img")) {
            attribute(element, "alt", Carrier.ALT);
        }
        attribute(element, "title", Carrier.TITLE);
    }

    private void attribute(Element element, String name, Carrier carrier) {
        if (element.attr(name).isBlank()) {
            return;
        }
        Range value = element.attributes().sourceRange(name).valueRange();
        int from = value.startPos();
        int to = value.endPos();
        if (!value.isTracked() || from <= 0 || to <= from || to >= source.length()) {
            return;
        }
        char quote = source.charAt(to);
        boolean quoted = (quote == '"' || quote == '\'') && source.charAt(from - 1) == quote;
        if (quoted && same(source.substring(from, to), element.attr(name), true)) {
            Objects.requireNonNull(attributes.get(carrier)).add(to);
        }
    }

    private void text(TextNode node, byte kind) {
        Range range = node.sourceRange();
        int from = range.startPos();
        int to = range.endPos();
        if (!range.isTracked() || from < 0 || to > source.length() || to <= from) {
            return;
        }
        if (node.isBlank()) {
            space(node, from, to, kind);
            return;
        }
        String raw = source.substring(from, to);
        if (TAG.matcher(raw).find() || !same(raw, node.getWholeText(), false)) {
            return;
        }
        Element block = block(node);
        if (!isSame(open, block)) {
            close();
            open = block;
            start = from;
            end = from;
            while (Character.isWhitespace(source.charAt(start))) {
                start++;
            }
        }
        if (from < end) {
            return;
        }
        Arrays.fill(kinds, from, to, kind);
        end = to;
    }

    /** Elements are equal when they look alike; here it counts which one it is. */
    @SuppressWarnings("ReferenceEquality") // two blocks that look alike are two blocks
    private static boolean isSame(@Nullable Element one, @Nullable Element other) {
        return one == other;
    }

    /** White space between two runs of a block is text, too; it begins no block and ends none. */
    private void space(TextNode node, int from, int to, byte kind) {
        if (open != null
                && isSame(open, block(node))
                && from >= end
                && source.substring(from, to).isBlank()) {
            Arrays.fill(kinds, from, to, kind);
        }
    }

    private static boolean same(String raw, String decoded, boolean inAttribute) {
        String lines = raw.replace("\r\n", "\n").replace('\r', '\n');
        return Parser.unescapeEntities(lines, inAttribute)
                .equals(decoded.replace("\r\n", "\n").replace('\r', '\n'));
    }

    private static @Nullable Element block(Node node) {
        Node parent = node.parent();
        while (parent instanceof Element element
                && !BLOCKS.contains(element.normalName().toLowerCase(Locale.ROOT))) {
            parent = element.parent();
        }
        return parent instanceof Element element ? element : null;
    }

    private void close() {
        if (open != null) {
            int last = LineBlocks.trimmed(source, start, end);
            if (last > start) {
                blocks.add(new TextBlock(start, last, DocumentLayout.NOWHERE));
            }
        }
        open = null;
    }
}
