package org.palimpsest.traps.family;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class RandomSequenceFamilyTest extends TrapFamilyContract {
    private static final SymbolSet TOKENS = new SymbolSet("tokens", List.of(" a", " b", " cd"));

    @Override
    TrapFamily family() {
        return RandomSequenceFamily.withDefaults().withSymbols(SymbolSet.ascii(95));
    }

    @Test
    void everyCharacterIsAsLikelyAsEveryOther() {
        RandomSequenceFamily family = RandomSequenceFamily.withDefaults().withLength(100);
        KeyedStream stream = KeyedStream.of(new byte[] {1}, "chi");
        int[] counts = new int[128];
        int draws = 1_000;
        for (int i = 0; i < draws; i++) {
            family.draw(stream).chars().forEach(c -> counts[c]++);
        }
        double expected = draws * 100 / 94.0;
        double chiSquare = 0;
        for (int c = '!'; c <= '~'; c++) {
            chiSquare += (counts[c] - expected) * (counts[c] - expected) / expected;
        }
        assertThat(chiSquare).isBetween(57.0, 143.0); // 0.001 and 0.999 quantiles with 93 degrees of freedom
    }

    @Test
    void endsAreNeverBlankAndKeepTheirLength() {
        RandomSequenceFamily family = new RandomSequenceFamily(new SymbolSet("two", List.of(" ", "x")), 5);
        KeyedStream stream = KeyedStream.of(new byte[] {1}, "ends");
        for (int i = 0; i < 100; i++) {
            assertThat(family.draw(stream)).hasSize(5).startsWith("x").endsWith("x");
        }
        assertThat(family.entropyBits()).isEqualTo(3);
        assertThat(RandomSequenceFamily.withDefaults().entropyBits()).isCloseTo(262.2, within(0.05));
    }

    @Test
    void tokensAreReadBackInOneWay() {
        RandomSequenceFamily family = new RandomSequenceFamily(TOKENS, 6);
        String text = family.draw(KeyedStream.of(new byte[] {2}, "t"));
        assertThat(text).matches("(a|b|cd)( (a|b|cd)){5}");
        assertThat(family.parted(text).parts()).hasSize(6).containsExactly(text.split(" ", -1));
        assertThat(family.drawPart(KeyedStream.of(new byte[] {2}, "t"))).isIn("a", "b", "cd");
        assertThat(TrapFamilies.of("random", family.options())).isEqualTo(family);
    }

    @Test
    void refusesWhatCouldBeReadInTwoWays() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SymbolSet("s", List.of("a", "ab", "b")))
                .withMessageContaining("symbols must all be single characters");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SymbolSet.ascii(93))
                .withMessage("characters must be one of [92, 94, 95], got 93");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RandomSequenceFamily.withDefaults().withLength(0))
                .withMessage("length must be in [1, 10000], got 0");
        assertThat(SymbolSet.ascii(92).symbols()).hasSize(92).doesNotContain(" ", "\"", "\\");
        assertThat(SymbolSet.ascii(94).symbols()).hasSize(94);
    }
}
