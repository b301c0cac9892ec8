package org.palimpsest.traps.survival;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.parser.Parser;
import org.jsoup.parser.Tag;
import org.jsoup.select.NodeFilter;

/**
 * Extracts the text of HTML as the extractors of training sets do, without what a reader does not see. Left out: scripts,
 * styles, templates and forms; navigation, header, footer and aside; elements with the attribute {@code hidden}, with {@code
 * aria-hidden=true}, with {@code display: none} or {@code visibility: hidden} in their own style, or with a class or id that
 * speaks of hiding. That is what trafilatura ({@code OVERALL_DISCARD_XPATH}) and Resiliparse ({@code
 * extract_plain_text(main_content=True)}) agree on; neither reads external style sheets, and link density and text scores
 * are not modelled. A text without an element is left as it is. Block elements end lines.
 */
public record HiddenTextRule() implements DocumentRule {
    private static final Set<String> LEFT_OUT = Set.of(
            "script",
            "style",
            "noscript",
            "template",
            "head",
            "nav",
            "header",
            "footer",
            "aside",
            "form",
            "button",
            "select",
            "textarea",
            "iframe",
            "object",
            "svg",
            "canvas",
            "audio",
            "video");
    private static final Pattern STYLE = Pattern.compile(
            "(?:^|;)\\s*(?:display\\s*:\\s*none|visibility\\s*:\\s*hidden)\\s*(?:!\\s*important\\s*)?(?:$|;)");
    private static final Pattern NAME =
            Pattern.compile("hidden|invisible|display-none|screen-reader-text|sr-only|noprint");
    private static final Pattern ELEMENT = Pattern.compile("<[a-zA-Z!][^>]*>");
    private static final int NO_SOURCE = -1;

    @Override
    public String name() {
        return "hidden-text";
    }

    @Override
    public String source() {
        return "trafilatura and Resiliparse, rules for hidden elements";
    }

    @Override
    public Ruling judge(MarkedText marked) {
        if (!ELEMENT.matcher(marked.text()).find()) {
            return Ruling.keep(marked);
        }
        Element root = Jsoup.parse(marked.text(), "", Parser.htmlParser().setTrackPosition(true));
        TextRevision revision = new TextRevision(marked);
        root.filter(new Extraction(marked.text(), revision));
        return Ruling.change(revision.done(), "extraction");
    }

    private static boolean isHidden(Element element) {
        return LEFT_OUT.contains(element.normalName())
                || element.hasAttr("hidden")
                || element.attr("aria-hidden").equalsIgnoreCase("true")
                || STYLE.matcher(element.attr("style").toLowerCase(Locale.ROOT)).find()
                || NAME.matcher((element.className() + " " + element.id()).toLowerCase(Locale.ROOT))
                        .find();
    }

    private static final class Extraction implements NodeFilter {
        private final String source;
        private final TextRevision revision;
        private boolean atLineStart = true;
        private boolean afterSpace;

        Extraction(String source, TextRevision revision) {
            this.source = source;
            this.revision = revision;
        }

        @Override
        public FilterResult head(Node node, int depth) {
            if (node instanceof Element element) {
                if (isHidden(element)) {
                    return FilterResult.SKIP_ENTIRELY;
                }
                endLine(element);
            } else if (node instanceof TextNode text) {
                add(text);
            }
            return FilterResult.CONTINUE;
        }

        @Override
        public FilterResult tail(Node node, int depth) {
            if (node instanceof Element element) {
                endLine(element);
            }
            return FilterResult.CONTINUE;
        }

        private void endLine(Element element) {
            Tag tag = element.tag();
            if ((tag.isBlock() || tag.normalName().equals("br")) && !atLineStart) {
                revision.put("\n");
                atLineStart = true;
                afterSpace = false;
            }
        }

        /** Adds a text, runs of white space as one space, each character from its place in the source. */
        private void add(TextNode node) {
            String text = node.getWholeText();
            int at = node.sourceRange().isTracked() ? node.sourceRange().startPos() : NO_SOURCE;
            for (int i = 0; i < text.length(); i++) {
                char unit = text.charAt(i);
                boolean same = at >= 0 && at < source.length() && source.charAt(at) == unit;
                int next = next(at, same, unit);
                if (Character.isWhitespace(unit)) {
                    afterSpace = !atLineStart;
                } else {
                    space();
                    character(unit, same ? at : NO_SOURCE);
                }
                at = next;
            }
        }

        private void space() {
            if (afterSpace) {
                revision.put(" ");
            }
            afterSpace = false;
            atLineStart = false;
        }

        private void character(char unit, int at) {
            if (at >= 0) {
                revision.keep(at, at + 1);
            } else {
                revision.put(String.valueOf(unit));
            }
        }

        /** The place behind a character, or behind the reference that stands for it; the parser drops carriage returns. */
        private int next(int at, boolean same, char unit) {
            if (at < 0 || at >= source.length()) {
                return NO_SOURCE;
            }
            if (source.charAt(at) == '&' && (!same || source.startsWith("&amp;", at))) {
                int end = source.indexOf(';', at);
                return end < 0 ? NO_SOURCE : end + 1;
            }
            if (same) {
                return at + 1;
            }
            return unit == '\n' && source.startsWith("\r\n", at) ? at + 2 : NO_SOURCE;
        }
    }
}
