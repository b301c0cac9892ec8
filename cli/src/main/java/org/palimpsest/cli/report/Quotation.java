package org.palimpsest.cli.report;

/**
 * Words of a corpus or of a model, with where they stand.
 *
 * @param text the words
 * @param source where they stand
 */
public record Quotation(String text, String source) implements Block {
    @Override
    public void writeTo(Markup out) {
        out.open("blockquote")
                .element("p", text)
                .element("footer", source)
                .close()
                .line();
    }
}
