package org.palimpsest.cli.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class MarkupTest {
    @Test
    void escapesTextAndAttributes() {
        assertThat(new Markup().element("p", "a<b>&\"'", "title", "<\"'&>").finish())
                .isEqualTo("<p title=\"&lt;&quot;&#39;&amp;&gt;\">a&lt;b&gt;&amp;&quot;&#39;</p>");
    }

    @Test
    void everyCharacterSurvivesAStrictParser() {
        StringBuilder all = new StringBuilder();
        for (int c = 0; c <= 0x10ffff; c++) {
            all.appendCodePoint(c);
        }
        Xml.parse(new Markup().element("p", all.toString()).finish());
    }

    @Test
    void controlCharactersAreShown() {
        assertThat(new Markup().text("a\u0000\u001b[2J\u202e").finish()).isEqualTo("a␀␛[2J[U+202E]");
    }

    @Test
    void refusesToEndHalfWay() {
        assertThatThrownBy(() -> new Markup().open("p").finish()).hasMessage("element p is still open");
        assertThatThrownBy(() -> new Markup().close()).hasMessage("no element is open");
        assertThatThrownBy(() -> new Markup().open("p onload=x")).hasMessageStartingWith("a name must match");
        assertThatThrownBy(() -> new Markup().open("p", "class"))
                .hasMessage("attributes of p must be names and values in turn, got 1 strings");
    }
}
