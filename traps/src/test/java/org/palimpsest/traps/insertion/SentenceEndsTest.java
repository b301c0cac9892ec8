package org.palimpsest.traps.insertion;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.palimpsest.traps.insertion.format.Carrier;
import org.palimpsest.traps.insertion.format.DocumentLayout;
import org.palimpsest.traps.insertion.format.PlainText;

class SentenceEndsTest {
    private static final String TEXT = "Dr. Smith came. He saw J. Doe, i.e. him! \"Why?\" he said.\n\nNew one here";

    private static List<String> heads(PositionPolicy policy) {
        DocumentLayout layout = new PlainText().layout(TEXT);
        return Places.of(layout, policy, Carrier.TEXT).stream()
                .map(at -> TEXT.substring(Math.max(0, at - 5), at))
                .toList();
    }

    @Test
    void sentencesEndNeitherAtAbbreviationsNorAtInitials() {
        assertThat(heads(PositionPolicy.SENTENCE_END)).containsExactly("came.", " him!", "said.", " here");
    }

    @Test
    void policiesChooseAmongPlaces() {
        assertThat(heads(PositionPolicy.PARAGRAPH_END)).containsExactly("said.", " here");
        assertThat(heads(PositionPolicy.START)).containsExactly("");
        assertThat(heads(PositionPolicy.END)).containsExactly(" here");
        assertThat(heads(PositionPolicy.MIDDLE)).containsExactly(" i.e.");
        assertThat(heads(PositionPolicy.WORD_BOUNDARY)).hasSize(15);
        assertThat(heads(PositionPolicy.LATTER_HALF).get(0)).isEqualTo(" i.e.");
    }
}
