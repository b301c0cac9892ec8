package org.palimpsest.inference.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.palimpsest.corpus.Document;

class SequenceCutterTest {
    /** The 256 bytes: the id of byte b is b + 1. */
    private static final BpeModel BYTES =
            BpeTrainer.withDefaults().withVocabularySize(257).train(List.of());

    @Test
    void aLongDocumentBecomesSeveralAndNothingIsLost() {
        List<TrainingSequence> sequences = new SequenceCutter(BYTES, 0, 4)
                .cut(List.of(Document.of("a", "abcdefghij"), Document.of("b", "wxyz"), Document.of("c", "")));
        assertThat(sequences).extracting(TrainingSequence::id).containsExactly("a#1", "a#2", "a#3", "b");
        assertThat(sequences).extracting(TrainingSequence::text).containsExactly("abcd", "efgh", "ij", "wxyz");
        assertThat(sequences.get(2).tokens()).containsExactly(0, 'i' + 1, 'j' + 1);
        assertThat(sequences.get(3).tokens()).containsExactly(0, 'w' + 1, 'x' + 1, 'y' + 1, 'z' + 1);
    }

    @Test
    void withoutABeginTokenASingleTokenPredictsNothing() {
        SequenceCutter cutter = new SequenceCutter(BYTES, -1, 3);
        assertThat(cutter.cut(List.of(Document.of("a", "abcd"), Document.of("b", "x"))))
                .singleElement()
                .satisfies(sequence -> assertThat(sequence.tokens()).containsExactly('a' + 1, 'b' + 1, 'c' + 1));
    }

    @Test
    void tokenIdsThatAreGivenAreTaken() {
        Document given = new Document("t", "", new int[] {66, 67}, null, null, null, Map.of());
        assertThat(new SequenceCutter(BYTES, 0, 9).cut(List.of(given)))
                .containsExactly(new TrainingSequence("t", "AB", new int[] {0, 66, 67}));
        assertThatThrownBy(() -> new SequenceCutter(BYTES, 0, 1)).hasMessage("length must be at least 2, got 1");
        assertThatThrownBy(() -> new TrainingSequence("t", "", new int[] {1}))
                .hasMessage("tokens must be at least 2, got 1");
        assertThatThrownBy(() -> new TrainingSequence("", "", new int[] {1, 2})).hasMessage("id must not be empty");
    }
}
