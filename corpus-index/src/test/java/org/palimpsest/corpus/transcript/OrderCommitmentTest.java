package org.palimpsest.corpus.transcript;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class OrderCommitmentTest {
    private static final byte[] NONCE = "sixteen byte key".getBytes(StandardCharsets.UTF_8);
    private static final List<String> IDS = List.of("b", "a", "é", "d", "c", "f", "e");

    @Test
    void theWholeOrderOpensAndNoOther() {
        Transcript transcript = Transcript.inOrder(IDS);
        OrderCommitment commitment = OrderCommitment.of(transcript, NONCE);
        assertThat(commitment.size()).isEqualTo(7);
        assertThat(commitment.opens(transcript, NONCE)).isTrue();
        List<String> swapped = new ArrayList<>(IDS);
        Collections.swap(swapped, 2, 5);
        assertThat(commitment.opens(Transcript.inOrder(swapped), NONCE)).isFalse();
        assertThat(commitment.opens(Transcript.inOrder(IDS.subList(0, 6)), NONCE))
                .isFalse();
        assertThat(commitment.opens(transcript, "another byte key".getBytes(StandardCharsets.UTF_8)))
                .isFalse();
        List<Transcript.Entry> stepped = new ArrayList<>(transcript.entries());
        stepped.set(3, new Transcript.Entry(3, "d", 1L));
        assertThat(commitment.opens(new Transcript(stepped), NONCE)).isFalse();
    }

    @Test
    void someEntriesOpenWithoutTheNonce() {
        Transcript transcript = Transcript.inOrder(IDS);
        OrderCommitment commitment = OrderCommitment.of(transcript, NONCE);
        for (OrderCommitment.Opening opening : OrderCommitment.open(transcript, NONCE, 0, 3, 6)) {
            assertThat(commitment.opens(opening)).isTrue();
            assertThat(opening.entry()).isEqualTo(transcript.entries().get(opening.number()));
            Transcript.Entry other = new Transcript.Entry(opening.entry().position(), "z");
            assertThat(commitment.opens(
                            new OrderCommitment.Opening(opening.number(), other, opening.salt(), opening.proof())))
                    .isFalse();
            assertThat(commitment.opens(new OrderCommitment.Opening(
                            (opening.number() + 1) % 7, opening.entry(), opening.salt(), opening.proof())))
                    .isFalse();
        }
    }

    @Test
    void refusesWhatIsNoCommitment() {
        Transcript transcript = Transcript.inOrder(IDS);
        assertThatThrownBy(() -> OrderCommitment.of(transcript, new byte[15]))
                .hasMessage("nonce must have at least 16 bytes, got 15");
        assertThatThrownBy(() -> new OrderCommitment(new byte[31], 1)).hasMessage("root must have 32 bytes, got 31");
        assertThatThrownBy(() -> new OrderCommitment(new byte[32], 0)).hasMessage("size must be at least 1, got 0");
    }

    @Test
    void everyExposureOfSeveralEpochsCanCount() {
        Transcript epochs = Transcript.inOrder(List.of("a", "b", "c", "b", "c", "a", "c"));
        assertThat(StepMap.of(epochs).step("c")).hasValue(2);
        assertThat(StepMap.of(epochs, Exposure.LAST).step("c")).hasValue(6);
        assertThat(StepMap.of(epochs, Exposure.MEAN).step("c")).hasValue(4);
        assertThat(StepMap.of(epochs, Exposure.MEAN).step("b")).hasValue(2);
        assertThat(StepMap.of(epochs, Exposure.MEAN).size()).isEqualTo(3);
    }
}
