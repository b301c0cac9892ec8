package org.palimpsest.corpus.transcript;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class TranscriptTest {
    private static final byte[] NONCE = "0123456789abcdef".getBytes(java.nio.charset.StandardCharsets.US_ASCII);

    @Test
    void isSortedByPosition() {
        Transcript transcript = new Transcript(
                List.of(new Transcript.Entry(7, "c"), new Transcript.Entry(0, "a", 0L), new Transcript.Entry(3, "a")));
        assertThat(transcript.documentIds()).containsExactly("a", "a", "c");
        assertThat(transcript.size()).isEqualTo(3);
        assertThat(Transcript.inOrder(List.of("x", "y")).entries())
                .containsExactly(new Transcript.Entry(0, "x"), new Transcript.Entry(1, "y"));
    }

    @Test
    void hashIsTheDocumentedOne() throws Exception {
        // role, then position 1, step 2, length 2, "ä"; position 5, step -1, length 1, "b"
        byte[] encoded = HexFormat.of()
                .parseHex("70616c696d70736573742074" + "72616e7363726970742031" + "00"
                        + "0000000000000001" + "0000000000000002" + "00000002" + "c3a4"
                        + "0000000000000005" + "ffffffffffffffff" + "00000001" + "62");
        byte[] expected = java.security.MessageDigest.getInstance("SHA-256").digest(encoded);
        Transcript transcript = new Transcript(List.of(new Transcript.Entry(5, "b"), new Transcript.Entry(1, "ä", 2L)));
        assertThat(transcript.hash()).isEqualTo(expected);
    }

    @Test
    void everyChangeChangesTheHash() {
        List<Transcript> variants = List.of(
                Transcript.inOrder(List.of("a", "bc")),
                Transcript.inOrder(List.of("bc", "a")),
                Transcript.inOrder(List.of("ab", "c")),
                Transcript.inOrder(List.of("a", "bc", "d")),
                new Transcript(List.of(new Transcript.Entry(0, "a"), new Transcript.Entry(2, "bc"))),
                new Transcript(List.of(new Transcript.Entry(0, "a", 0L), new Transcript.Entry(1, "bc"))));
        assertThat(variants.stream()
                        .map(transcript -> HexFormat.of().formatHex(transcript.hash()))
                        .distinct())
                .hasSameSizeAs(variants);
    }

    @Test
    void onlyTheOrderAndTheNonceOpenTheCommitment() {
        Transcript transcript = Transcript.inOrder(List.of("a", "b"));
        byte[] commitment = transcript.commitment(NONCE);
        byte[] other = NONCE.clone();
        other[3] ^= 1;
        assertThat(transcript.opens(commitment, NONCE)).isTrue();
        assertThat(transcript.opens(commitment, other)).isFalse();
        assertThat(Transcript.inOrder(List.of("b", "a")).opens(commitment, NONCE))
                .isFalse();
        assertThat(commitment).isNotEqualTo(transcript.hash()).hasSize(32);
    }

    @Test
    void refusesWhatIsNoOrder() {
        assertThatThrownBy(() -> new Transcript(List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a transcript needs at least 1 entry, got 0");
        assertThatThrownBy(() -> new Transcript(List.of(new Transcript.Entry(4, "a"), new Transcript.Entry(4, "b"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("position 4 is given twice, to \"a\" and \"b\"; every position has one document");
        assertThatThrownBy(() -> new Transcript.Entry(-1, "a")).hasMessage("position must be at least 0, got -1");
        assertThatThrownBy(() -> new Transcript.Entry(0, "")).hasMessage("documentId must not be empty");
        assertThatThrownBy(() -> new Transcript.Entry(0, "a", -2L)).hasMessage("step must be at least 0, got -2");
        assertThatThrownBy(() -> Transcript.inOrder(List.of("a")).commitment(Arrays.copyOf(NONCE, 15)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("nonce must have at least 16 bytes, got 15");
    }

    @Test
    void entriesCannotBeChangedFromOutside() {
        List<Transcript.Entry> given = new ArrayList<>(List.of(new Transcript.Entry(0, "a")));
        Transcript transcript = new Transcript(given);
        given.clear();
        assertThat(transcript.size()).isEqualTo(1);
    }
}
