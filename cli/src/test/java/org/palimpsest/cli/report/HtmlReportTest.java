package org.palimpsest.cli.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.palimpsest.cli.output.Column;
import org.palimpsest.stats.Verdict;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class HtmlReportTest {
    private static final String NASTY =
            "</script><script>alert('x')</script> \"quoted\" & \u0000\u001b\u202e\ud800 ]]>";

    @Test
    void isWellFormedAndHoldsEveryPart() {
        Document page = Xml.parse(SampleReport.report().render());
        assertThat(Xml.only(page, "h1").getTextContent()).isEqualTo("Was Bob made from Alice?");
        assertThat(page.getElementsByTagName("figure").getLength()).isEqualTo(3);
        assertThat(page.getElementsByTagName("section").getLength()).isEqualTo(5);
        assertThat(Xml.only(page, "caption").getTextContent()).isEqualTo("Order test of each model");
        assertThat(Xml.only(page, "nav").getElementsByTagName("a").getLength()).isEqualTo(4);
        assertThat(Xml.only(page, "blockquote").getTextContent())
                .contains("copper heron")
                .contains("32 copies");
    }

    @Test
    void loadsAndRunsNothing() {
        String page = SampleReport.report().render();
        String withoutLinks = page.replaceAll("<a href=\"https://[^\"]*\">", "<a>");
        assertThat(withoutLinks).doesNotContain("http://", "https://", "//fonts", "@import", "url(", "src=");
        assertThat(page).contains("<a href=\"https://arxiv.org/").contains("default-src &#39;none&#39;");
        NodeList scripts = Xml.parse(page).getElementsByTagName("script");
        assertThat(scripts.getLength()).isEqualTo(1);
        assertThat(((Element) scripts.item(0)).getAttribute("type")).isEqualTo("application/json");
        for (String loading : new String[] {"link", "img", "iframe", "object", "embed", "base"}) {
            assertThat(page).doesNotContain("<" + loading + " ");
        }
    }

    @Test
    void escapesHostileTextEverywhere() throws Exception {
        HtmlReport report = HtmlReport.titled(NASTY)
                .withSubtitle(NASTY)
                .with(VerdictCard.of(NASTY, Verdict.CONFOUNDED, NASTY, NASTY))
                .with(Section.titled(NASTY)
                        .with(Paragraph.of(Inline.code(NASTY), Inline.strong(NASTY), Inline.text(NASTY)))
                        .with(Table.captioned(NASTY, Column.left(NASTY)).withRow(NASTY))
                        .with(new Figure(
                                SvgPlot.titled(NASTY)
                                        .describedAs(NASTY)
                                        .withX(Axis.of(NASTY))
                                        .with(Series.line(NASTY, new double[] {1}, new double[] {1}))
                                        .with(new ReferenceLine(1, NASTY)),
                                NASTY))
                        .with(Details.of(NASTY, KeyValues.of(NASTY, NASTY), new Verbatim(NASTY)))
                        .with(Bullets.of(NASTY))
                        .with(new Quotation(NASTY, NASTY)))
                .withManifest(Map.of(NASTY, NASTY))
                .withData(Map.of("text", NASTY + "\u007f\u0085\uffff"));
        String html = report.render();
        Document page = Xml.parse(html);
        assertThat(Xml.only(page, "h1").getTextContent())
                .isEqualTo("</script><script>alert('x')</script> \"quoted\" & ␀␛[U+202E]\ufffd ]]>");
        assertThat(Pattern.compile("<script").matcher(html).results().count()).isEqualTo(1);
        String json = Xml.only(page, "script").getTextContent();
        assertThat(json).doesNotContain("<", ">", "&");
        assertThat(new ObjectMapper().readTree(json).get("text").textValue()).isEqualTo(NASTY + "\u007f\u0085\uffff");
    }

    @Test
    void numbersStandRight() {
        Document page = Xml.parse(SampleReport.report().render());
        Element cell =
                (Element) Xml.only(page, "tbody").getElementsByTagName("td").item(2);
        assertThat(cell.getTextContent()).isEqualTo("10^-208.1");
        assertThat(cell.getAttribute("class")).isEqualTo("number");
    }

    @Test
    void partsThatAreMissingLeaveNoTrace() {
        String page = HtmlReport.titled("t").render();
        String body = page.substring(page.indexOf("<body>"));
        assertThat(body)
                .doesNotContain("Summary", "Manifest", "<nav", "<section")
                .contains(">{}</script>");
    }

    @Test
    void theSameReportGivesTheSamePage() {
        assertThat(SampleReport.report().render())
                .isEqualTo(SampleReport.report().render());
    }

    @Test
    void verdictsChooseTheirWeight() {
        for (Verdict verdict : Verdict.values()) {
            VerdictCard card = VerdictCard.of("Bob", verdict, "s", "");
            assertThat(card.label()).isEqualTo(verdict.label());
        }
        assertThat(Severity.of(Verdict.RANDOMISED_EVIDENCE)).isEqualTo(Severity.EVIDENCE);
        assertThat(Severity.of(Verdict.CONFOUNDED)).isEqualTo(Severity.CAUTION);
        assertThat(Severity.of(Verdict.NO_EVIDENCE)).isEqualTo(Severity.CALM);
    }

    @Test
    void refusesPartsThatWouldMislead() {
        assertThatThrownBy(() -> Inline.link("x", "javascript:alert(1)"))
                .hasMessage("a link must begin with http:, https: or #, got \"javascript:alert(1)\"");
        assertThatThrownBy(() -> Table.captioned("t", Column.left("a")).withRow("1", "2"))
                .hasMessage("a row of table \"t\" must have 1 cells, got 2");
        assertThatThrownBy(() -> Table.captioned("", Column.left("a")))
                .hasMessageStartingWith("a table needs a caption");
        assertThatThrownBy(() -> HtmlReport.titled("")).hasMessageStartingWith("a report needs a title");
        assertThatThrownBy(() -> Section.titled(" ")).hasMessageStartingWith("a section needs a heading");
        assertThatThrownBy(() -> VerdictCard.of("Bob", Verdict.NO_EVIDENCE, "", ""))
                .hasMessage("sentence of a verdict must not be blank, got \"\"");
        assertThatThrownBy(() -> new Verbatim("\n")).hasMessageStartingWith("verbatim text must not be blank");
        assertThatThrownBy(Bullets::of).hasMessage("a list needs at least 1 item, got 0");
    }
}
