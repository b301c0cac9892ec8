package org.palimpsest.corpus.search;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SearchWordTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Mercury's orbit, 88 days|mercury s orbit 88 days",
                "Stra\u00DFe STRASSE|strasse strasse",
                "\u039F\u0394\u03A5\u03A3\u03A3\u0395\u03A5\u03A3 \u03BF\u03B4\u03C5\u03C3\u03C3\u03B5\u03C5\u03C2"
                        + "|\u03BF\u03B4\u03C5\u03C3\u03C3\u03B5\u03C5\u03C3 \u03BF\u03B4\u03C5\u03C3\u03C3\u03B5\u03C5\u03C3",
                "Cafe\u0301 caf\u00E9|caf\u00E9 caf\u00E9",
                "mer\u00ADcu\u200Bry|mercury",
                "\u6771\u4EAC\u90FD \u304B\u306A|\u6771 \u4EAC \u90FD \u304B \u306A",
                "\uFF2D\uFF25x|mex",
                "-- \u2026 !|''"
            })
    void wordsAreFolded(String text, String forms) {
        assertThat(String.join(" ", SearchWord.forms(text))).isEqualTo(forms);
    }

    @Test
    void placesAreThoseOfTheText() {
        assertThat(SearchWord.of("\uD83D\uDE00 Ada, Lovelace"))
                .containsExactly(new SearchWord("ada", 3, 6), new SearchWord("lovelace", 8, 16));
    }

    @Test
    void aLongWordIsCutBetweenCharacters() {
        String long255 = "a".repeat(SearchWord.LONGEST - 1) + "\uD835\uDFCF";
        assertThat(SearchWord.forms("x".repeat(400))).containsExactly("x".repeat(SearchWord.LONGEST));
        assertThat(SearchWord.forms(long255).get(0)).hasSize(SearchWord.LONGEST);
        assertThat(SearchWord.of(long255).get(0).end()).isEqualTo(long255.length());
    }
}
