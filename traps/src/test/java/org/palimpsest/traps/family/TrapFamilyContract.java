package org.palimpsest.traps.family;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every family must keep. */
abstract class TrapFamilyContract {
    private static final byte[] KEY = {1, 2, 3};

    abstract TrapFamily family();

    @Test
    void sameBytesGiveTheSameTextAndOtherBytesAnother() {
        String text = family().draw(KeyedStream.of(KEY, "one"));
        assertThat(family().draw(KeyedStream.of(KEY, "one"))).isEqualTo(text);
        assertThat(family().draw(KeyedStream.of(KEY, "two"))).isNotEqualTo(text);
    }

    @Test
    void textIsNeitherEmptyNorPadded() {
        KeyedStream stream = KeyedStream.of(KEY, "many");
        for (int i = 0; i < 100; i++) {
            String text = family().draw(stream);
            assertThat(text).isNotEmpty().isEqualTo(text.strip());
        }
    }

    @Test
    void optionsRebuildTheFamily() {
        assertThat(TrapFamilies.of(family().name(), family().options())).isEqualTo(family());
    }

    @Test
    void entropyIsPositive() {
        assertThat(family().entropyBits()).isPositive().isFinite();
    }

    @Test
    void candidatesOfATrapDiffer() {
        Set<String> texts = new HashSet<>();
        for (int c = 0; c < 200; c++) {
            texts.add(family().draw(KeyedStream.of(KEY, "shared"), KeyedStream.of(KEY, "candidate|" + c)));
        }
        assertThat(texts).hasSize(200);
    }

    @Test
    void wordingsDifferAndFollowFromTheStream() {
        String text = family().draw(KeyedStream.of(KEY, "one"));
        assertThat(family().wordings(text, KeyedStream.of(KEY, "w")))
                .doesNotHaveDuplicates()
                .doesNotContain(text)
                .isEqualTo(family().wordings(text, KeyedStream.of(KEY, "w")));
    }
}
