package org.palimpsest.cli.report;

import java.net.URI;
import java.util.Set;

/** A run of text inside a {@link Paragraph}. */
public sealed interface Inline {
    /** Ordinary text. */
    static Inline text(String text) {
        return new Text(text);
    }

    /** Text that matters more than what stands around it. */
    static Inline strong(String text) {
        return new Strong(text);
    }

    /** A command, an option, a value. */
    static Inline code(String text) {
        return new Code(text);
    }

    /**
     * A link to a paper or to a section of this page. Nothing is loaded from it.
     *
     * @throws IllegalArgumentException if the target is neither http(s) nor a fragment
     */
    static Inline link(String text, String target) {
        return new Link(text, target);
    }

    /** Writes the text as phrasing content. */
    void writeTo(Markup out);

    /** Ordinary text. */
    record Text(String text) implements Inline {
        @Override
        public void writeTo(Markup out) {
            out.text(text);
        }
    }

    /** Emphasised text. */
    record Strong(String text) implements Inline {
        @Override
        public void writeTo(Markup out) {
            out.element("strong", text);
        }
    }

    /** Literal text. */
    record Code(String text) implements Inline {
        @Override
        public void writeTo(Markup out) {
            out.element("code", text);
        }
    }

    /** A link. */
    record Link(String text, String target) implements Inline {
        private static final Set<String> SCHEMES = Set.of("http", "https");

        /** @throws IllegalArgumentException if the target is neither http(s) nor a fragment */
        public Link {
            URI uri = URI.create(target);
            boolean web = uri.getScheme() != null && SCHEMES.contains(uri.getScheme());
            if (!web && !target.startsWith("#")) {
                throw new IllegalArgumentException("a link must begin with http:, https: or #, got \"" + target + "\"");
            }
        }

        @Override
        public void writeTo(Markup out) {
            out.element("a", text, "href", target);
        }
    }
}
