package org.palimpsest.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class DocumentTest {
    @Test
    void tokensAreCopiedInAndOut() {
        int[] given = {1, 2};
        Document document = new Document("a", "", given, null, null, null, Map.of());
        given[0] = 9;
        int[] shown = Objects.requireNonNull(document.tokens());
        assertThat(shown).containsExactly(1, 2);
        shown[1] = 9;
        assertThat(document.tokens()).containsExactly(1, 2);
    }

    @Test
    void equalityLooksIntoTheTokens() {
        Document first = new Document("a", "", new int[] {1, 2}, null, null, null, Map.of());
        Document same = new Document("a", "", new int[] {1, 2}, null, null, null, Map.of());
        Document other = new Document("a", "", new int[] {1, 3}, null, null, null, Map.of());
        assertThat(first).isEqualTo(same).hasSameHashCodeAs(same).isNotEqualTo(other);
    }

    @Test
    void metadataIsCopied() {
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("url", "x");
        Document document = new Document("a", "t", null, null, null, null, metadata);
        metadata.clear();
        assertThat(document.metadata()).containsEntry("url", "x");
    }

    @Test
    void anotherTextDropsTokensAndKeepsTheRest() {
        Document document = new Document("a", "t", new int[] {1}, "s", "ad", "cr", Map.of("k", 1));
        assertThat(document.withText("u")).isEqualTo(new Document("a", "u", null, "s", "ad", "cr", Map.of("k", 1)));
    }

    @Test
    void refusesAnEmptyIdAndNegativeTokens() {
        assertThatThrownBy(() -> Document.of("", "t"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("id must not be empty");
        assertThatThrownBy(() -> new TokenSequence("a", new int[] {3, -1}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("tokens[1] must be at least 0, got -1");
    }
}
