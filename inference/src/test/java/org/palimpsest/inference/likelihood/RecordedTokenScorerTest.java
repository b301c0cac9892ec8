package org.palimpsest.inference.likelihood;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.ZstdOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.palimpsest.corpus.CorruptInputException;
import org.palimpsest.corpus.Document;
import org.palimpsest.corpus.run.Fingerprint;

class RecordedTokenScorerTest {
    private static final TokenScores FIRST =
            new TokenScores("a", new int[] {5, 0, 70_000}, new double[] {-0.1, -1.0 / 3});
    private static final TokenScores SECOND = new TokenScores("b", new int[] {7, 8}, new double[] {-1e-300, -7.25});

    @TempDir
    private Path folder;

    private static byte[] written() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ScoreWriter writer = new ScoreWriter(bytes)) {
            writer.write(new Document("a", "some \u00e9", null, "s", "2024-01", "1862", Map.of("label", 1)), FIRST);
            writer.write(Document.of("b", ""), SECOND);
        }
        return bytes.toByteArray();
    }

    private Path file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }

    @Test
    void rowsAreOneObjectALineAtFullPrecision() throws IOException {
        assertThat(new String(written(), StandardCharsets.UTF_8)).isEqualTo("""
                        {"id":"a","tokens":[5,0,70000],"logprobs":[-0.1,-0.3333333333333333],"text":"some \u00e9","label":1,"source":"s","added":"2024-01","created":"1862"}
                        {"id":"b","tokens":[7,8],"logprobs":[-1.0E-300,-7.25]}
                        """);
    }

    @Test
    void nothingWrittenIsAnEmptyFile() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new ScoreWriter(bytes).close();
        assertThat(bytes.size()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"scores.jsonl", "scores.jsonl.gz", "scores.jsonl.zst"})
    void whatWasWrittenIsReadBack(String name) throws IOException {
        Path file = folder.resolve(name);
        try (OutputStream raw = Files.newOutputStream(file);
                OutputStream out = name.endsWith(".gz")
                        ? new GZIPOutputStream(raw)
                        : name.endsWith(".zst") ? new ZstdOutputStream(raw) : raw) {
            out.write(written());
        }
        try (RecordedTokenScorer scorer = RecordedTokenScorer.open(file)) {
            assertThat(scorer.score(List.of(Document.of("b", ""), Document.of("a", "other"))))
                    .containsExactly(SECOND, FIRST);
            assertThat(scorer.has("a")).isTrue();
            assertThat(scorer.has("c")).isFalse();
            assertThat(scorer.fingerprint()).isEqualTo(Fingerprint.sha256(file));
            assertThatThrownBy(() -> scorer.score(List.of(Document.of("c", ""))))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(file + " has no row with id c");
        }
    }

    @Test
    void numbersThatAreNotFiniteAreNullAndComeBackAsNaN() throws IOException {
        Path file = folder.resolve("s.jsonl");
        try (ScoreWriter writer = new ScoreWriter(Files.newOutputStream(file))) {
            writer.write(
                    Document.of("a", ""),
                    new TokenScores("a", new int[] {1, 2, 3}, new double[] {Double.NaN, Double.NEGATIVE_INFINITY, -1}));
        }
        assertThat(Files.readString(file)).contains("[null,null,-1.0]");
        try (RecordedTokenScorer scorer = RecordedTokenScorer.open(file)) {
            assertThat(scorer.score(List.of(Document.of("a", ""))).get(0).meanNats())
                    .isNaN();
        }
    }

    @Test
    void momentsAndLikeliestTokensAreCarried() throws IOException {
        TokenScores full = new TokenScores(
                "a",
                new int[] {1, 2, 3},
                new double[] {-1, -2},
                new int[] {0, 1, 2, 3},
                new TokenMoments(new double[] {-1.5, -2.5}, new double[] {0.5, 0}),
                new TopTokens(2, new int[] {7, 8, 9, 3}, new double[] {-0.5, -1, -1, -2}));
        TokenScores tooShort = new TokenScores(
                "b",
                new int[] {1},
                new double[0],
                null,
                new TokenMoments(new double[0], new double[0]),
                new TopTokens(2, new int[0], new double[0]));
        Path file = folder.resolve("full.jsonl");
        try (ScoreWriter writer = new ScoreWriter(Files.newOutputStream(file))) {
            writer.write(Document.of("a", "abc"), full);
            writer.write(Document.of("b", "x"), tooShort);
        }
        try (RecordedTokenScorer scorer = RecordedTokenScorer.open(file)) {
            List<TokenScores> read = scorer.score(List.of(Document.of("a", ""), Document.of("b", "")));
            assertThat(read.get(0)).isEqualTo(full);
            assertThat(read.get(1).moments()).isEqualTo(tooShort.moments());
            assertThat(read.get(1).top()).isNull();
        }
    }

    @Test
    void variantsArePassedOver() throws IOException {
        Path file = file("s.jsonl", """
                {"id":"a","tokens":[1,2],"logprobs":[-1],"variant":"lowercase"}
                {"variant":null,"id":"a","tokens":[1,2],"logprobs":[-2],"label":[1,[2]],"more":{"id":3}}
                """);
        try (RecordedTokenScorer scorer = RecordedTokenScorer.open(file)) {
            assertThat(scorer.score(List.of(Document.of("a", ""))).get(0).meanNats())
                    .isEqualTo(-2);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"id\":3}|field \"id\": expected a string, found a number (3)",
                "{\"tokens\":[1],\"logprobs\":[]}|field \"id\" is missing; a score row has id, tokens and logprobs",
                "{\"id\":\"a\",\"tokens\":[1]}|field \"logprobs\" is missing; a score row has id, tokens and logprobs",
                "{\"id\":\"a\",\"tokens\":7}|field \"tokens\": expected a list of numbers, found a number (7)",
                "{\"id\":\"a\",\"tokens\":[1,-2]}|field \"tokens[1]\": expected a token id, a whole number from 0 on, found"
                        + " a number (-2)",
                "{\"id\":\"a\",\"tokens\":[0.5]}|field \"tokens[0]\": expected a token id, a whole number from 0 on, found a"
                        + " number (0.5)",
                "{\"id\":\"a\",\"logprobs\":[-1,\"x\"]}|field \"logprobs[1]\": expected a number, found a string (\"x\")",
                "{\"id\":\"a\",\"tokens\":[1,2,3],\"logprobs\":[-1]}|field \"logprobs\": expected 3 numbers (with BOS) or"
                        + " one fewer for 3 tokens, found 1",
                "{\"id\":\"ok\",\"tokens\":[1,2],\"logprobs\":[-1]}|field \"id\": ok stands in an earlier row",
            })
    void aBadRowIsNamed(String row, String reason) throws IOException {
        Path file = file("bad.jsonl", "{\"id\":\"ok\",\"tokens\":[1,2],\"logprobs\":[-1]}\n" + row + "\n");
        assertThatThrownBy(() -> RecordedTokenScorer.open(file))
                .isInstanceOf(CorruptInputException.class)
                .hasMessage(file + ", line 2: " + reason);
    }

    @Test
    void aCutFileIsNamed() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(written());
        }
        Path file = folder.resolve("cut.jsonl.gz");
        Files.write(file, Arrays.copyOf(packed.toByteArray(), packed.size() - 12));
        assertThatThrownBy(() -> RecordedTokenScorer.open(file))
                .isInstanceOf(CorruptInputException.class)
                .hasMessageStartingWith(file + ": is truncated or damaged");
    }
}
