package org.palimpsest.inference.likelihood;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.palimpsest.corpus.CorruptInputException;
import org.palimpsest.corpus.Document;
import org.palimpsest.corpus.run.Fingerprint;

class CachedTokenScorerTest {
    @TempDir
    private Path folder;

    /** Scores that depend on the text, and on the other texts of the call in the last digits, as those of a model do. */
    private static final class Counting implements TokenScorer {
        private final String name;
        private final List<String> asked = new ArrayList<>();
        private boolean closed;

        Counting(String name) {
            this.name = name;
        }

        @Override
        public List<TokenScores> score(List<Document> documents) {
            int company = documents.stream().mapToInt(d -> d.text().hashCode()).sum();
            List<TokenScores> scores = new ArrayList<>();
            for (Document document : documents) {
                asked.add(document.id());
                int[] given = document.tokens();
                int[] tokens = given == null ? document.text().chars().toArray() : given;
                double[] nats = Arrays.stream(tokens)
                        .mapToDouble(t -> (float) (-t / 100.0 - 1e-6 * Math.floorMod(company, 97)))
                        .toArray();
                scores.add(new TokenScores(document.id(), tokens, nats));
            }
            return scores;
        }

        @Override
        public String fingerprint() {
            return Fingerprint.sha256(name);
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    private static List<Document> documents(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> Document.of("d" + i, "text " + i * 7919 % 1009))
                .toList();
    }

    private Path file() {
        return folder.resolve(Fingerprint.sha256("m") + ".scores");
    }

    private List<TokenScores> scored(Counting scorer, List<List<Document>> calls) throws IOException {
        List<TokenScores> all = new ArrayList<>();
        try (CachedTokenScorer cached = CachedTokenScorer.open(scorer, folder)) {
            calls.forEach(call -> all.addAll(cached.score(call)));
        }
        return all;
    }

    @Test
    void nothingIsScoredTwice() throws IOException {
        Counting first = new Counting("m");
        List<Document> same = List.of(
                Document.of("a", "one"),
                Document.of("b", "two"),
                Document.of("c", "one"),
                new Document("d", "one", new int[] {111, 110, 101}, null, null, null, Map.of()));
        List<TokenScores> once = scored(first, List.of(same));
        assertThat(first.asked).containsExactly("a", "b", "d");
        assertThat(first.closed).isTrue();
        assertThat(once).extracting(TokenScores::id).containsExactly("a", "b", "c", "d");
        assertThat(once.get(2)).isEqualTo(once.get(0).withId("c"));
        Counting second = new Counting("m");
        try (CachedTokenScorer cached = CachedTokenScorer.open(second, folder)) {
            assertThat(cached.score(same)).isEqualTo(once);
            assertThat(cached.score(List.of())).isEmpty();
            assertThat(cached.found()).isEqualTo(4);
            assertThat(cached.computed()).isZero();
            assertThat(cached.fingerprint()).isEqualTo(second.fingerprint());
        }
        assertThat(second.asked).isEmpty();
        Counting other = new Counting("another model");
        scored(other, List.of(same));
        assertThat(other.asked).hasSize(3);
        try (var files = Files.list(folder)) {
            assertThat(files).hasSize(2);
        }
    }

    /** Whatever a crash leaves of the file, the next run ends as one that never crashed. */
    @Test
    void aFileThatEndsAnywhereIsContinuedAsIfItNeverHad() throws IOException {
        List<List<Document>> calls = List.of(documents(0, 5), documents(3, 9), documents(20, 24));
        List<TokenScores> whole = scored(new Counting("m"), calls);
        byte[] bytes = Files.readAllBytes(file());
        for (int length = 0; length < bytes.length; length += length < 60 ? 6 : 11) {
            Files.write(file(), Arrays.copyOf(bytes, length));
            assertThat(scored(new Counting("m"), calls)).as("%s bytes", length).isEqualTo(whole);
            assertThat(file()).hasBinaryContent(bytes);
        }
        for (int length = 48; length < bytes.length; length += 61) {
            byte[] unwritten = bytes.clone();
            Arrays.fill(unwritten, length, bytes.length, (byte) 0);
            Files.write(file(), unwritten);
            assertThat(scored(new Counting("m"), calls))
                    .as("zeros from %s", length)
                    .hasSameSizeAs(whole);
        }
    }

    @Test
    void aFlippedBitIsFoundAndItsTextScoredAnew() throws IOException {
        List<List<Document>> calls = List.of(documents(0, 4), documents(4, 8), documents(8, 10));
        List<TokenScores> whole = scored(new Counting("m"), calls);
        byte[] bytes = Files.readAllBytes(file());
        for (int at = 48; at < bytes.length; at += 7) {
            byte[] flipped = bytes.clone();
            flipped[at] ^= (byte) (1 << at % 8);
            Files.write(file(), flipped);
            Counting scorer = new Counting("m");
            List<TokenScores> again = scored(scorer, calls);
            assertThat(scorer.asked).as("byte %s", at).isNotEmpty().hasSizeLessThanOrEqualTo(4);
            for (int i = 0; i < whole.size(); i++) {
                assertThat(again.get(i).tokens()).isEqualTo(whole.get(i).tokens());
                assertThat(again.get(i).meanNats()).isCloseTo(whole.get(i).meanNats(), within(1e-4));
            }
            assertThat(scored(new Counting("m"), calls)).isEqualTo(again);
        }
    }

    @Test
    void damagedRecordsAreCounted() throws IOException {
        scored(new Counting("m"), List.of(documents(0, 4), documents(4, 8)));
        byte[] bytes = Files.readAllBytes(file());
        bytes[48 + 20 + 4 * 36 + 4 + 10] ^= 1;
        Files.write(file(), bytes);
        Counting scorer = new Counting("m");
        try (CachedTokenScorer cached = CachedTokenScorer.open(scorer, folder)) {
            cached.score(documents(0, 8));
            assertThat(cached.damaged()).isEqualTo(1);
            assertThat(cached.computed()).isEqualTo(1);
            assertThat(cached.found()).isEqualTo(7);
            assertThat(cached.score(documents(0, 8))).hasSize(8);
            assertThat(cached.damaged()).isEqualTo(1);
        }
        assertThat(scorer.asked).containsExactly("d0");
    }

    @Test
    void oneRunAtATime() throws IOException {
        try (CachedTokenScorer cached = CachedTokenScorer.open(new Counting("m"), folder)) {
            assertThat(cached.fingerprint()).hasSize(64);
            assertThatThrownBy(() -> CachedTokenScorer.open(new Counting("m"), folder))
                    .isInstanceOf(IOException.class)
                    .hasMessage(
                            file() + ": another run uses this cache; wait until it has ended, or give another folder");
            CachedTokenScorer.open(new Counting("another"), folder).close();
        }
        CachedTokenScorer.open(new Counting("m"), folder).close();
    }

    @Test
    void anotherFileIsNotTouched() throws IOException {
        Files.writeString(file(), "something else that somebody wants to keep, longer than a head");
        assertThatThrownBy(() -> CachedTokenScorer.open(new Counting("m"), folder))
                .isInstanceOf(CorruptInputException.class)
                .hasMessage(
                        file() + ": does not begin as a cache of these scores does; delete it, or give another folder");
        assertThat(file()).content().startsWith("something else");
    }

    @Test
    void manyRecordsAreFoundAgain() throws IOException {
        List<List<Document>> calls = new ArrayList<>();
        for (int from = 0; from < 3000; from += 100) {
            calls.add(IntStream.range(from, from + 100)
                    .mapToObj(i -> Document.of("d" + i, "text " + i))
                    .toList());
        }
        List<TokenScores> whole = scored(new Counting("m"), calls);
        Counting second = new Counting("m");
        assertThat(scored(second, calls)).isEqualTo(whole);
        assertThat(second.asked).isEmpty();
    }
}
