package org.palimpsest.cli.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** Golden files are in src/test/resources beside this class; a plot that differs is written to target/golden to be looked at. */
class SvgPlotTest {
    private static final double[] X = {0, 1, 2, 4};
    private static final double[] Y = {1, 3, 2, 5};

    @ParameterizedTest
    @CsvSource({"0, losses.svg", "1, null-distribution.svg", "2, doses.svg"})
    void looksAsItDid(int plot, String golden) throws IOException {
        String drawn = SampleReport.plots().get(plot).render(SvgStyling.EMBEDDED);
        Path written = Files.createDirectories(Path.of("target", "golden")).resolve(golden);
        Files.writeString(written, drawn);
        try (InputStream in = SvgPlotTest.class.getResourceAsStream(golden)) {
            assertThat(in)
                    .as("%s; copy it from %s if it looks right", golden, written)
                    .isNotNull();
            assertThat(drawn).isEqualTo(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    @Test
    void drawsTheSameInEveryLocale() {
        String here = SampleReport.losses().render(SvgStyling.EMBEDDED);
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG"));
            assertThat(SampleReport.losses().render(SvgStyling.EMBEDDED)).isEqualTo(here);
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void isReadOutByItsTitleAndDescription() {
        SvgPlot plot = SvgPlot.titled("Loss <of> \"Bob\"")
                .describedAs("It falls & falls.")
                .with(Series.line("a", X, Y));
        Document svg = Xml.parse(plot.render(SvgStyling.EMBEDDED));
        assertThat(Xml.only(svg, "title").getTextContent()).isEqualTo("Loss <of> \"Bob\"");
        assertThat(Xml.only(svg, "desc").getTextContent()).isEqualTo("It falls & falls.");
        assertThat(svg.getDocumentElement().getAttribute("role")).isEqualTo("img");
    }

    @Test
    void pointsLieWhereTheirValuesAre() {
        SvgPlot plot = SvgPlot.titled("t")
                .withX(Axis.of("").between(0, 4))
                .withY(Axis.of("").between(0, 5))
                .with(Series.line("a", new double[] {0, 4}, new double[] {0, 5}));
        PlotLayout layout = PlotLayout.of(plot);
        assertThat(layout.x().pixel(0)).isEqualTo(layout.x().start());
        assertThat(layout.x().pixel(4)).isEqualTo(720 - 22.0);
        assertThat(layout.y().pixel(5)).isLessThan(layout.y().pixel(0));
        String path = "M" + layout.x().at(0) + " " + layout.y().at(0) + "L"
                + layout.x().at(4) + " " + layout.y().at(5);
        assertThat(plot.render(SvgStyling.INHERITED)).contains("d=\"" + path + "\"");
    }

    @Test
    void stepsHoldTheirValueUntilTheNextPoint() {
        Projection same = new Projection(AxisScale.LINEAR, 0, 10, 0, 10);
        Markup out = new Markup();
        new SeriesDrawing(0, Series.step("a", new double[] {1, 4}, new double[] {2, 3}), same, same).draw(out);
        assertThat(out.finish()).contains("d=\"M1 2H4V3\"");
    }

    @Test
    void barsStandOnZeroAndEmptyOnesAreLeftOut() {
        Projection same = new Projection(AxisScale.LINEAR, -10, 10, -10, 10);
        Markup out = new Markup();
        Series bars = Series.bars("a", new double[] {1, 2, 3, 4}, new double[] {5, 0, -2});
        new SeriesDrawing(0, bars, same, same).draw(out);
        assertThat(out.finish()).contains("d=\"M1 0V5H2V0zM3 0V-2H4V0z\"");
    }

    @Test
    void seriesDifferByMoreThanColour() {
        SvgPlot plot = SvgPlot.titled("t").with(Series.lineAndPoints("a", X, Y)).with(Series.lineAndPoints("b", X, Y));
        String svg = plot.render(SvgStyling.INHERITED);
        assertThat(svg)
                .contains("stroke-dasharray=\"7 4\"")
                .contains("a3.5 3.5")
                .contains("h6v6h-6z");
    }

    @Test
    void pointsOutsideTheAxesAreNotDrawn() {
        SvgPlot plot = SvgPlot.titled("t").withX(Axis.of("").between(0, 2)).with(Series.points("a", X, Y));
        Element series = (Element) Xml.parse(plot.render(SvgStyling.EMBEDDED))
                .getElementsByTagName("g")
                .item(0);
        assertThat(Xml.only(series, "path").getAttribute("d").split("M", -1)).hasSize(4);
    }

    @Test
    void legendsBreakIntoRows() {
        SvgPlot plot = SvgPlot.titled("t").with(new PlotSize(400, 300));
        for (int i = 0; i < 6; i++) {
            plot = plot.with(Series.line("a rather long name " + i, X, Y));
        }
        LegendLayout legend = PlotLayout.of(plot).legend();
        assertThat(legend.rows()).isGreaterThan(2);
        assertThat(legend.entries()).extracting(LegendLayout.Entry::row).isSorted();
        SvgPlot full = plot;
        assertThatThrownBy(() -> full.with(Series.line("g", X, Y)))
                .hasMessage("a plot holds at most 6 series, got one more: \"g\"");
    }

    @Test
    void refusesWhatItCannotDraw() {
        assertThatThrownBy(() -> SvgPlot.titled("t").render(SvgStyling.EMBEDDED))
                .hasMessage("plot \"t\" needs at least 1 series, got 0");
        assertThatThrownBy(() -> SvgPlot.titled(" ")).hasMessageStartingWith("a plot needs a title");
        assertThatThrownBy(() -> SvgPlot.titled("t")
                        .withX(Axis.of("n").with(AxisScale.LOG2))
                        .with(Series.line("a", X, Y))
                        .render(SvgStyling.EMBEDDED))
                .hasMessage("log axis \"n\" needs positive values, got 0.0");
        assertThatThrownBy(() -> new PlotSize(100, 300)).hasMessage("width of a plot must be in [240, 4000], got 100");
        assertThatThrownBy(() -> new ReferenceLine(Double.NaN, "r"))
                .hasMessage("reference line \"r\" must have a finite x, got NaN");
    }
}
