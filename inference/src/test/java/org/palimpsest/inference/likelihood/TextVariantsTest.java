package org.palimpsest.inference.likelihood;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.palimpsest.corpus.Document;
import org.palimpsest.corpus.Tokenizer;
import org.palimpsest.inference.likelihood.TextVariants.Form;

class TextVariantsTest {
    /** A token a character. */
    private static final Tokenizer CHARACTERS = new Tokenizer() {
        @Override
        public int[] encode(String text) {
            return text.chars().toArray();
        }

        @Override
        public String decode(int[] tokens) {
            return new String(tokens, 0, tokens.length);
        }

        @Override
        public int vocabularySize() {
            return 1 << 16;
        }

        @Override
        public String fingerprint() {
            return "characters";
        }
    };

    private static final ScoringPrefix PREFIX = ScoringPrefix.of(
            "fresh", List.of(Document.of("x", "one"), Document.of("y", "two\n"), Document.of("z", "3")));

    @Test
    void everyTextStandsBeforeItsVariants() {
        TextVariants variants = TextVariants.none()
                .with(PREFIX)
                .withLowercase()
                .withNeighbours(Map.of("a", List.of("Ab", "AC"), "other", List.of("no")));
        List<Document> documents =
                List.of(Document.of("a", "AB"), new Document("t", "", new int[] {5, 6}, null, null, null, Map.of()));
        List<Form> forms = variants.of(documents, 0, CHARACTERS);
        assertThat(forms)
                .extracting(f -> f.document().id() + " " + f.variant())
                .containsExactly(
                        "a ",
                        "a lowercase",
                        "a prefix:fresh",
                        "a neighbour:0",
                        "a neighbour:1",
                        "t ",
                        "t prefix:fresh");
        assertThat(forms.get(1).text()).isEqualTo("ab");
        assertThat(forms.get(1).document().text()).isEqualTo("ab");
        assertThat(forms.get(2).document().tokens())
                .isEqualTo("one\ntwo\n3\nAB".chars().toArray());
        assertThat(forms.get(2).text()).isEqualTo("AB");
        assertThat(forms.get(2).prefixIds()).containsExactly("x", "y", "z");
        assertThat(forms.get(4).text()).isEqualTo("AC");
        TokenScores whole = new TokenScores("a", new int[] {1, 2, 3, 4}, new double[] {-1, -2, -3});
        assertThat(forms.get(2).own(whole)).isEqualTo(new TokenScores("a", new int[] {3, 4}, new double[] {-2, -3}));
        assertThat(forms.get(0).own(whole)).isSameAs(whole);
    }

    @Test
    void aPrefixWithoutRoomIsLeftOut() {
        TextVariants variants = TextVariants.none().with(PREFIX);
        List<Document> documents = List.of(Document.of("a", "ABC"), Document.of("b", "ABCD"), Document.of("c", ""));
        assertThat(variants.of(documents, 13, CHARACTERS))
                .extracting(f -> f.document().id() + " " + f.variant())
                .containsExactly("a ", "a prefix:fresh", "b ", "c ");
    }

    @Test
    void refusesWhatCannotBe() {
        assertThatThrownBy(() -> TextVariants.none().with(PREFIX).of(List.of(), 0, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a prefix is put before a text as tokens, which needs a tokenizer");
        assertThatThrownBy(() -> TextVariants.none().with(PREFIX).with(PREFIX))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there are two prefixes of the name fresh");
        assertThatThrownBy(() -> ScoringPrefix.of("p", List.of(Document.of("a", " "))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("prefix p must not be empty");
        assertThatThrownBy(() -> ScoringPrefix.of("", List.of(Document.of("a", "b"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a prefix must have a name");
        assertThatThrownBy(() -> new WordSwaps(0, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("word swaps must be at least 1, got 0");
    }

    @Test
    void swapsKeepWordsAndWhiteSpace() {
        String text = "  one two\tthree\n\nfour five six seven eight nine ten ";
        List<String> neighbours = new WordSwaps(200, 4).neighbours("a", text);
        Set<Integer> moved = new HashSet<>();
        for (String neighbour : neighbours) {
            assertThat(neighbour).hasSameSizeAs(text);
            assertThat(neighbour.split("\\S+")).isEqualTo(text.split("\\S+"));
            String[] words = neighbour.strip().split("\\s+");
            String[] before = text.strip().split("\\s+");
            assertThat(words).containsExactlyInAnyOrder(before);
            int changed = 0;
            for (int i = 0; i < words.length; i++) {
                changed += words[i].equals(before[i]) ? 0 : 1;
            }
            moved.add(changed);
        }
        // Three swaps move two to six words: an odd number of transpositions is never the identity.
        assertThat(moved).isSubsetOf(2, 3, 4, 5, 6).contains(2, 4, 5, 6);
        assertThat(new WordSwaps(2, 4).neighbours("a", text)).isEqualTo(neighbours.subList(0, 2));
        assertThat(new WordSwaps(2, 5).neighbours("a", text)).isNotEqualTo(neighbours.subList(0, 2));
        assertThat(new WordSwaps(2, 4).neighbours("b", text)).isNotEqualTo(neighbours.subList(0, 2));
        assertThat(new WordSwaps(3, 4).neighbours("a", "one")).isEmpty();
        assertThat(new WordSwaps(1, 4).neighbours("a", "one two")).containsExactly("two one");
        assertThat(Arrays.asList(" ", ""))
                .allMatch(t -> new WordSwaps(1, 4).neighbours("a", t).isEmpty());
    }
}
