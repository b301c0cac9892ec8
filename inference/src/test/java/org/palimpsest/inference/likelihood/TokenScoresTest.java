package org.palimpsest.inference.likelihood;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.palimpsest.corpus.CorruptInputException;
import org.palimpsest.corpus.Document;

class TokenScoresTest {
    private static final TokenScores REMOTE =
            new TokenScores("r", new int[] {TokenScores.UNKNOWN_ID, 4}, new double[] {-1.5}, new int[] {0, 1, 3});

    @TempDir
    private Path folder;

    @Test
    void idsAndOffsetsMayBeUnknown() {
        assertThat(REMOTE.hasTokenIds()).isFalse();
        assertThat(REMOTE.offsets()).containsExactly(0, 1, 3);
        TokenScores local = new TokenScores("r", new int[] {3, 4}, new double[] {-1.5});
        assertThat(local.hasTokenIds()).isTrue();
        assertThat(local.offsets()).isNull();
        assertThat(local).isNotEqualTo(REMOTE);
        assertThat(REMOTE)
                .hasSameHashCodeAs(new TokenScores("r", new int[] {-1, 4}, new double[] {-1.5}, new int[] {0, 1, 3}));
    }

    @Test
    void offsetsAreCopied() {
        int[] given = {0, 1, 2};
        TokenScores scores = new TokenScores("r", new int[] {3, 4}, new double[] {-1.5}, given);
        given[1] = 7;
        int[] taken = Objects.requireNonNull(scores.offsets());
        assertThat(taken).containsExactly(0, 1, 2);
        taken[1] = 7;
        assertThat(scores.offsets()).containsExactly(0, 1, 2);
    }

    @Test
    void whatDoesNotFitIsRefused() {
        int[] tokens = {3, 4};
        double[] nats = {-1};
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TokenScores("r", tokens, nats, new int[] {0, 1}))
                .withMessage("document r: 2 tokens need 3 offsets, got 2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TokenScores("r", tokens, nats, new int[] {1, 1, 2}))
                .withMessage("document r: offsets must begin at 0 and not fall, got 1 at 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TokenScores("r", tokens, nats, new int[] {0, 2, 1}))
                .withMessage("document r: offsets must begin at 0 and not fall, got 1 at 2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TokenScores("r", new int[] {-2, 4}, nats))
                .withMessage("document r: a token id must be at least -1, got -2");
    }

    @Test
    void rowsKeepWhatIsUnknown() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ScoreWriter writer = new ScoreWriter(bytes)) {
            writer.write(Document.of("r", "abc"), REMOTE);
        }
        String row = bytes.toString(StandardCharsets.UTF_8);
        assertThat(row)
                .isEqualTo(
                        "{\"id\":\"r\",\"tokens\":[null,4],\"logprobs\":[-1.5],\"offsets\":[0,1,3],\"text\":\"abc\"}\n");
        Path file = Files.writeString(folder.resolve("s.jsonl"), row);
        try (RecordedTokenScorer scorer = RecordedTokenScorer.open(file)) {
            assertThat(scorer.score(List.of(Document.of("r", "abc")))).containsExactly(REMOTE);
        }
    }

    @Test
    void badOffsetsInARowAreNamed() throws IOException {
        Path file = Files.writeString(
                folder.resolve("s.jsonl"), "{\"id\":\"r\",\"tokens\":[1],\"logprobs\":[-1],\"offsets\":[0]}\n");
        assertThatThrownByOpening(file, "field \"offsets\": document r: 1 tokens need 2 offsets, got 1");
        Files.writeString(file, "{\"id\":\"r\",\"tokens\":[1],\"logprobs\":[-1],\"offsets\":[0,null]}\n");
        assertThatThrownByOpening(file, "field \"offsets[1]\": expected a whole number from 0 on, found null");
    }

    private static void assertThatThrownByOpening(Path file, String message) {
        assertThatThrownBy(() -> RecordedTokenScorer.open(file))
                .isInstanceOf(CorruptInputException.class)
                .hasMessage(file + ", line 1: " + message);
    }
}
