package org.palimpsest.cli.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.palimpsest.stats.Randomisation;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class StoryReportTest {
    private final StoryEvidence evidence = SampleStory.evidence(Randomisation.VERIFIED);
    private final Document page = page(evidence);

    private static Document page(StoryEvidence evidence) {
        String html = StoryReport.of(evidence, SampleStory.PLAN, SampleStory.facts(), Map.of("tool", "x"))
                .render();
        try {
            return DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new InputSource(new StringReader(html)));
        } catch (Exception e) {
            throw new AssertionError("the report is not XML: " + e.getMessage(), e);
        }
    }

    private static List<Element> all(Element parent, String tag) {
        NodeList found = parent.getElementsByTagName(tag);
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < found.getLength(); i++) {
            elements.add((Element) found.item(i));
        }
        return elements;
    }

    private String text() {
        return page.getDocumentElement().getTextContent();
    }

    @Test
    void loadsNothing() {
        for (String tag : List.of("img", "link", "iframe", "object", "embed", "video", "audio")) {
            assertThat(all(page.getDocumentElement(), tag)).as(tag).isEmpty();
        }
        assertThat(all(page.getDocumentElement(), "script"))
                .allSatisfy(s -> assertThat(s.getAttribute("src")).isEmpty());
        assertThat(all(page.getDocumentElement(), "a"))
                .allSatisfy(a -> assertThat(a.getAttribute("href")).matches("#section-\\d+|#manifest|https://.*"));
    }

    @Test
    void everyPStandsBesideItsNullHypothesis() {
        List<String> rows = all(page.getDocumentElement(), "tr").stream()
                .map(Element::getTextContent)
                .toList();
        List<StoryJsonRow> tests = new ArrayList<>();
        evidence.suspects().forEach(s -> tests.addAll(StoryJsonRows.of(s)));
        tests.addAll(StoryJsonRows.ofReference(evidence.referenceAlone()));
        tests.addAll(StoryJsonRows.ofLength(evidence.lengthAgainstOrder()));
        assertThat(tests).hasSize(22);
        for (StoryJsonRow test : tests) {
            assertThat(rows)
                    .as(test.subject() + " " + test.test())
                    .anySatisfy(row -> assertThat(row)
                            .contains(test.nullHypothesis() + "." + StoryReportNumbers.p(test.log10P()))
                            .contains("n\u00a0=\u00a0" + StoryReportNumbers.count(test.n())));
        }
    }

    @Test
    void cardsSayWhatWasFoundAboutWhom() {
        List<String> cards = all(page.getDocumentElement(), "li").stream()
                .filter(li -> li.getAttribute("class").startsWith("card"))
                .map(Element::getTextContent)
                .toList();
        assertThat(cards).hasSize(7);
        assertThat(cards.get(0))
                .startsWith("Alice: the marks randomised-evidence")
                .contains("likelier");
        assertThat(cards.get(3))
                .startsWith("Bob: the order randomised-evidence")
                .contains("trace of her order");
        assertThat(cards.get(4)).startsWith("Carol: the marks no-evidence").contains("does not tell");
        double auc = evidence.suspects().get(2).detectableAuc().orElseThrow();
        assertThat(auc).isBetween(0.5, 1.0);
        assertThat(cards.get(4))
                .contains("an AUC of " + StoryReportNumbers.fixed(auc, 3) + " would have been found with 90 % power");
        assertThat(cards.get(5)).startsWith("Carol: the order no-evidence").contains("90 % power");
        assertThat(cards.get(6)).startsWith("Check of the reference passed");
    }

    @Test
    void saysWhatWasNotShown() {
        assertThat(text())
                .contains("What was shown, and what was not")
                .contains("That Bob's weights came from Alice's.")
                .contains("constant learning rate")
                .contains("Holm's correction over the three suspects")
                .contains("committed to before any model was trained");
    }

    @Test
    void practiceSaysSo() {
        String practice = page(SampleStory.evidence(Randomisation.UNVERIFIED))
                .getDocumentElement()
                .getTextContent();
        assertThat(practice).contains("This run was given its seed.").contains("practice: follows from the seed");
        assertThat(text()).doesNotContain("This run was given its seed.");
    }

    @Test
    void showsTextOfTheFolderAsText() {
        assertThat(text()).contains("We met [heron <ladder> ninth] & parted.").contains("ab".repeat(32));
    }

    @Test
    void namesModelsAndLosses() {
        assertThat(text()).contains("first loss").contains("7.25").contains("5.75");
    }

    @Test
    void foldersWithBlanksAreQuoted() {
        assertThat(StoryReportRun.quoted("a/b-1")).isEqualTo("a/b-1");
        assertThat(StoryReportRun.quoted("my dir")).isEqualTo("'my dir'");
        assertThat(StoryReportRun.quoted("it's")).isEqualTo("'it'\\''s'");
    }
}
