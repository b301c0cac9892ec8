package org.palimpsest.traps.family;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.StringJoiner;
import org.junit.jupiter.api.Test;

class PackedWordsTest {
    @Test
    void everyWordIsCopiedWhole() {
        for (Wordlist list : List.of(Wordlist.effLarge(), Wordlist.effShort())) {
            PackedWords packed = list.packed();
            assertThat(packed.isPacked()).isTrue();
            for (int i = 0; i < packed.size(); i++) {
                byte[] target = new byte[3 + PackedWords.SLOT];
                int end = packed.copy(i, target, 3);
                assertThat(new String(target, 3, end - 3, StandardCharsets.ISO_8859_1))
                        .isEqualTo(packed.get(i));
            }
        }
        PackedWords edge = new PackedWords(List.of("fifteen-letters", "é", "a"));
        byte[] target = new byte[PackedWords.SLOT];
        assertThat(new String(target, 0, edge.copy(0, target, 0), StandardCharsets.ISO_8859_1))
                .isEqualTo("fifteen-letters");
        assertThat(new String(target, 0, edge.copy(1, target, 0), StandardCharsets.ISO_8859_1))
                .isEqualTo("é");
        assertThat(new PackedWords(List.of("sixteen-letters!", "a")).isPacked()).isFalse();
        assertThat(new PackedWords(List.of("слово", "a")).isPacked()).isFalse();
    }

    @Test
    void ghostsReadTheSameAsWordByWord() {
        for (List<String> words : List.of(Wordlist.effLarge().words(), List.of("слово", "a", "sixteen-letters!"))) {
            GhostSentenceFamily family = GhostSentenceFamily.withDefaults()
                    .withWordlist(new Wordlist("x", words))
                    .withPrefix("p")
                    .withCustom("c");
            for (int n = 1; n < 30; n++) {
                KeyedStream stream = KeyedStream.numbered(new byte[32], n);
                StringJoiner expected = new StringJoiner(" ", "p ", " c");
                for (int i = 0; i < n; i++) {
                    expected.add(family.drawPart(stream));
                }
                assertThat(family.withWords(n).draw(KeyedStream.numbered(new byte[32], n)))
                        .isEqualTo(expected.toString());
            }
        }
    }
}
