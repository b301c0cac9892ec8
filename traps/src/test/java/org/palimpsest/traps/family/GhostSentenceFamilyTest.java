package org.palimpsest.traps.family;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GhostSentenceFamilyTest extends TrapFamilyContract {
    @Override
    TrapFamily family() {
        return GhostSentenceFamily.withDefaults().withPrefix("The ghost of this site is");
    }

    @Test
    void drawsTheWordsThatPythonDraws() {
        byte[] key = new byte[32];
        for (int i = 0; i < key.length; i++) {
            key[i] = (byte) i;
        }
        // madeBy: the same HMAC blocks, read as 16-bit integers, those of 62,208 and more left out, modulo 7,776
        assertThat(GhostSentenceFamily.withDefaults().draw(KeyedStream.of(key, "trap|0|0")))
                .isEqualTo(
                        "savings scrimmage cursive visor motocross exciting affluent anthill handclap fracture anymore freeness");
    }

    @Test
    void entropyIsThatOfIndependentWords() {
        assertThat(GhostSentenceFamily.withDefaults().entropyBits()).isCloseTo(155.1, within(0.05));
        assertThat(GhostSentenceFamily.withDefaults().withWords(10).entropyBits())
                .isCloseTo(129.2, within(0.05));
    }

    @Test
    void drawsWithReplacement() {
        GhostSentenceFamily family =
                GhostSentenceFamily.withDefaults().withWordlist(new Wordlist("coin", List.of("heads", "tails")));
        String text = family.draw(KeyedStream.of(new byte[] {9}, "coin"));
        assertThat(text.split(" ")).hasSize(12).containsOnly("heads", "tails");
    }

    @Test
    void prefixStandsBeforeTheSameWords() {
        byte[] key = {5};
        String plain = GhostSentenceFamily.withDefaults().draw(KeyedStream.of(key, "p"));
        String prefixed =
                GhostSentenceFamily.withDefaults().withPrefix("It says:").draw(KeyedStream.of(key, "p"));
        assertThat(prefixed).isEqualTo("It says: " + plain);
    }

    @Test
    void customEndingStandsBehindTheSameWords() {
        byte[] key = {5};
        String plain = GhostSentenceFamily.withDefaults().draw(KeyedStream.of(key, "p"));
        GhostSentenceFamily family =
                GhostSentenceFamily.withDefaults().withPrefix("It is").withCustom("example.org");
        String text = family.draw(KeyedStream.of(key, "p"));
        assertThat(text).isEqualTo("It is " + plain + " example.org");
        assertThat(family.parted(text).parts()).containsExactly(plain.split(" "));
        assertThat(family.parted(text).text()).isEqualTo(text);
        assertThat(TrapFamilies.of("ghost", family.options())).isEqualTo(family);
    }

    @Test
    void aListOfTheOwnerIsWrittenIntoTheOptions() {
        GhostSentenceFamily family =
                GhostSentenceFamily.withDefaults().withWordlist(new Wordlist("coin", List.of("heads", "tails")));
        assertThat(TrapFamilies.of("ghost", family.options())).isEqualTo(family);
        Map<String, Object> options = new HashMap<>(family.options());
        options.put("list", List.of("tails", "heads"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TrapFamilies.of("ghost", options))
                .withMessageContaining("the options expect");
    }

    @Test
    void refusesBadOptions() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> GhostSentenceFamily.withDefaults().withWords(0))
                .withMessage("words must be in [1, 1000], got 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> GhostSentenceFamily.withDefaults().withPrefix("x "))
                .withMessageContaining("prefix must have no white space at its ends");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TrapFamilies.of("gost", Map.of()))
                .withMessage("family must be one of [ghost, random, hash, uuid, lookalike, fact, fuzzy], got \"gost\"");
        Map<String, Object> options = new HashMap<>(family().options());
        options.put("words", "12");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TrapFamilies.of("ghost", options))
                .withMessage("option \"words\" of family ghost must be of type Integer, got 12");
        options.put("wordlistSha256", "00");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TrapFamilies.of("ghost", options))
                .withMessageContaining("the options expect 00");
    }
}
