package org.palimpsest.corpus.duplicates;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.palimpsest.corpus.Tokenizer;

class DecodedBoundariesTest {
    private static final List<String> PARTS =
            List.of("The", " fi", "ery", " trial", ".", "\n", "We", "", "\uD835\uDC00");

    /** Knows the parts and nothing else. */
    private static final class Parts implements Tokenizer {
        @Override
        public int[] encode(String text) {
            throw new UnsupportedOperationException("parts are given as ids");
        }

        @Override
        public String decode(int[] tokens) {
            return String.join("", IntStream.of(tokens).mapToObj(PARTS::get).toList());
        }

        @Override
        public int vocabularySize() {
            return PARTS.size();
        }

        @Override
        public String fingerprint() {
            return "parts";
        }
    }

    @Test
    void wordsStartWhereLettersDoNotGoOn() {
        DecodedBoundaries boundaries = new DecodedBoundaries(new Parts());
        int[] tokens = {0, 1, 2, 3, 4, 5, 6, 2, 8, 7, 2};
        assertThat(IntStream.range(0, tokens.length).filter(at -> boundaries.wordStarts(tokens, at)))
                .containsExactly(0, 1, 3, 4, 5, 6, 9, 10);
        assertThat(IntStream.range(0, tokens.length).filter(at -> boundaries.sentenceEnds(tokens, at)))
                .containsExactly(4, 5);
    }
}
