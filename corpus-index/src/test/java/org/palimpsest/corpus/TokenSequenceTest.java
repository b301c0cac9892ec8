package org.palimpsest.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TokenSequenceTest {
    @Test
    void copiesAndCompares() {
        int[] given = {4, 5, 6};
        TokenSequence sequence = new TokenSequence("a", given);
        given[0] = 0;
        sequence.tokens()[1] = 0;
        assertThat(sequence.length()).isEqualTo(3);
        assertThat(sequence)
                .isEqualTo(new TokenSequence("a", new int[] {4, 5, 6}))
                .hasSameHashCodeAs(new TokenSequence("a", new int[] {4, 5, 6}))
                .isNotEqualTo(new TokenSequence("b", new int[] {4, 5, 6}))
                .isNotEqualTo(new TokenSequence("a", new int[] {4, 5, 7}));
    }
}
