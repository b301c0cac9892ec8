package org.palimpsest.cli.report;

/**
 * A plot with its title and a caption.
 *
 * @param plot the plot
 * @param caption what is to be seen, in a sentence or two
 */
public record Figure(SvgPlot plot, String caption) implements Block {
    @Override
    public void writeTo(Markup out) {
        out.open("figure").line();
        out.element("p", plot.title(), "class", "figure-title").line();
        out.open("div", "class", "scroll", "role", "region", "aria-label", plot.title(), "tabindex", "0")
                .line();
        out.raw(plot.render(SvgStyling.INHERITED)).close().line();
        out.element("figcaption", caption).line();
        out.close().line();
    }
}
