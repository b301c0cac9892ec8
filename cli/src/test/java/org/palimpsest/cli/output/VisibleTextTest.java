package org.palimpsest.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VisibleTextTest {
    @Test
    void controlsBecomePictures() {
        assertThat(VisibleText.line("a\u0000b\tc\nd\u007fe\u0085")).isEqualTo("a␀b␉c␊d␡e\ufffd");
    }

    @Test
    void blocksKeepLinesAndTabs() {
        assertThat(VisibleText.block("a\r\nb\tc\rd\u0002")).isEqualTo("a\nb\tc␍d␂");
    }

    @Test
    void brokenCharactersAreReplaced() {
        assertThat(VisibleText.line("a\ud800b\uffff")).isEqualTo("a\ufffdb\ufffd");
        assertThat(VisibleText.line("\ud83d\ude00")).isEqualTo("\ud83d\ude00");
    }

    @Test
    void reorderingCharactersAreSpeltOut() {
        assertThat(VisibleText.line("\u202eevil\u2066\u200f")).isEqualTo("[U+202E]evil[U+2066][U+200F]");
    }

    @Test
    void measuresColumns() {
        assertThat(VisibleText.width("abc")).isEqualTo(3);
        assertThat(VisibleText.width("漢")).isEqualTo(2);
        assertThat(VisibleText.width("e\u0301\u200b")).isEqualTo(1);
    }
}
