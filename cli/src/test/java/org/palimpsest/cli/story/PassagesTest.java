package org.palimpsest.cli.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.palimpsest.corpus.Document;

class PassagesTest {
    @Test
    void endWhereASentenceEndsNearby() {
        assertThat(lengths(sentenceEndsAfter(100, 37))).startsWith(37);
        assertThat(lengths(sentenceEndsAfter(100, 45))).startsWith(45);
        assertThat(lengths(sentenceEndsAfter(100, 36, 43))).as("the nearer one").startsWith(43);
        assertThat(lengths(sentenceEndsAfter(100, 34, 46))).as("too far").startsWith(40);
    }

    @Test
    void abbreviationsEndNoSentence() {
        for (String abbreviation : List.of("Mr.", "U.S.", "J.", "No.")) {
            String[] words = sentenceEndsAfter(100, 42);
            words[38] = abbreviation;
            words[39] = "Adams";
            assertThat(lengths(words)).as(abbreviation).startsWith(42);
        }
        String[] words = sentenceEndsAfter(100);
        words[37] = "over.\"";
        words[38] = "Then";
        assertThat(lengths(words)).startsWith(38);
        words[38] = "then";
        assertThat(lengths(words)).startsWith(40);
    }

    @Test
    void everyLengthIsCutWithoutLossOrScraps() {
        for (int n = 0; n < 400; n++) {
            List<Integer> lengths = lengths(sentenceEndsAfter(n, 38, 80, 117, 160));
            assertThat(lengths.stream().mapToInt(l -> l).sum()).isEqualTo(n);
            int least = n;
            assertThat(lengths).as("%d words", n).allMatch(l -> l <= 48 && l >= Math.min(least, 20));
        }
    }

    @Test
    void shortTailsAreHalvedWithTheirNeighbour() {
        assertThat(lengths(sentenceEndsAfter(48))).containsExactly(48);
        assertThat(lengths(sentenceEndsAfter(49))).containsExactly(25, 24);
        assertThat(lengths(sentenceEndsAfter(60))).containsExactly(40, 20);
        assertThat(lengths(sentenceEndsAfter(88))).containsExactly(40, 48);
    }

    // NullAway does not see in a class file that an array component may be null, as Document.tokens may.
    @SuppressWarnings("NullAway")
    @Test
    void passagesCarryWhatTheirDocumentSays() {
        Document document =
                new Document("1862-lincoln", " a\n\tb\u00a0c  d ", null, "sotu", null, "1862", Map.of("party", "R"));
        assertThat(Passages.of(document, 40))
                .containsExactly(
                        new Document("1862-lincoln-0001", "a b c d", null, "sotu", null, "1862", Map.of("party", "R")));
        assertThat(Passages.of(Document.of("x", " \n"), 40)).isEmpty();
    }

    @Test
    void refusesLengthsThatAreNone() {
        assertThatThrownBy(() -> Passages.of(Document.of("x", "a"), 7))
                .hasMessage("words must be in [8, 100000], got 7");
    }

    /** {@code n} words of which the numbered ones end a sentence; all begin with a capital. */
    private static String[] sentenceEndsAfter(int n, int... ends) {
        String[] words = IntStream.range(0, n).mapToObj(i -> "W" + i + "x").toArray(String[]::new);
        Arrays.stream(ends).filter(end -> end <= n).forEach(end -> words[end - 1] += ".");
        return words;
    }

    private static List<Integer> lengths(String[] words) {
        return Passages.of(Document.of("x", String.join(" ", words)), 40).stream()
                .map(passage -> passage.text().split(" ", -1).length)
                .toList();
    }
}
