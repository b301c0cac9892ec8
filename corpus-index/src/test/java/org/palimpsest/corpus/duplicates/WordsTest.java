package org.palimpsest.corpus.duplicates;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WordsTest {
    private static final String TEXT = "  Don't   PAY\u00A0Café\u0301s, 3.14 or 1865!\n--\tÀ";

    @Test
    void asWrittenOnlySplits() {
        assertThat(Words.AS_WRITTEN.of(TEXT))
                .containsExactly("Don't", "PAY", "Café\u0301s,", "3.14", "or", "1865!", "--", "À");
    }

    @Test
    void plainIgnoresCaseAndPunctuation() {
        assertThat(Words.PLAIN.of(TEXT)).containsExactly("dont", "pay", "café\u0301s", "314", "or", "1865", "à");
    }

    @Test
    void foldedIgnoresDiacriticsAndNumbers() {
        assertThat(Words.FOLDED.of(TEXT)).containsExactly("dont", "pay", "cafes", "0", "or", "0", "a");
    }

    @Test
    void separatorsWithinNumbersAreDropped() {
        assertThat(Words.FOLDED.of("In 1865. 7.x 3..2 1,000.5 a1b22 ٣x"))
                .containsExactly("in", "0", "0x", "0", "0", "a0b0", "0x");
    }

    @Test
    void placesAreThoseOfTheCharactersBetweenWhiteSpace() {
        String text = " \"Don't\" —\u00A0Cafe\u0301! ";
        assertThat(Words.PLAIN.places(text)).containsExactly(new TextWord("dont", 1, 8), new TextWord("café", 11, 17));
        for (Words words : Words.values()) {
            assertThat(words.places(TEXT).stream().map(TextWord::word)).isEqualTo(words.of(TEXT));
            words.places(TEXT)
                    .forEach(place -> assertThat(words.of(TEXT.substring(place.start(), place.end())))
                            .containsExactly(place.word()));
        }
    }

    @Test
    void nothingHasNoWords() {
        for (Words words : Words.values()) {
            assertThat(words.of("")).isEmpty();
            assertThat(words.of(" \n")).isEmpty();
        }
    }
}
