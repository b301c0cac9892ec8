package org.palimpsest.corpus.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.palimpsest.corpus.Document;
import org.palimpsest.corpus.DocumentReader;
import org.palimpsest.corpus.DocumentWriter;
import org.palimpsest.corpus.run.Existing;
import org.palimpsest.stats.RandomStream;

class IndexEstimateTest {
    @TempDir
    Path folder;

    private long tokens;

    private Path corpus(String name, int documents, int vocabulary) throws IOException {
        RandomGenerator random = RandomStream.of(3, "estimate");
        Path file = folder.resolve(name);
        try (DocumentWriter writer = DocumentWriter.open(file)) {
            for (int d = 0; d < documents; d++) {
                int[] ids = random.ints(random.nextInt(200), 0, vocabulary).toArray();
                tokens += 1 + ids.length;
                writer.write(new Document("d" + d, "", ids, null, null, null, Map.of()));
            }
        }
        return file;
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.jsonl", "a.jsonl.gz", "a.jsonl.zst"})
    void rangesHoldTheTruth(String name) throws IOException {
        Path file = corpus(name, 3000, 50_000);
        IndexEstimate estimate = IndexEstimate.of(List.of(file), 100, 0);
        assertThat(estimate.complete()).isFalse();
        assertThat(estimate.sampled()).isEqualTo(100);
        assertThat(estimate.bytes()).isEqualTo(Files.size(file));
        assertThat(estimate.documents().low()).isLessThanOrEqualTo(3000);
        assertThat(estimate.documents().high()).isGreaterThanOrEqualTo(3000);
        assertThat(estimate.tokens().low()).isLessThanOrEqualTo(tokens);
        assertThat(estimate.tokens().high()).isGreaterThanOrEqualTo(tokens);
        assertThat(estimate.width()).isEqualTo(TokenWidth.U16);
    }

    @Test
    void smallInputIsCountedAndTheDiskRangeHoldsTheIndex() throws IOException {
        Path file = corpus("b.jsonl", 500, 50_000);
        IndexEstimate estimate = IndexEstimate.of(List.of(file), 1000, 0);
        assertThat(estimate.complete()).isTrue();
        assertThat(estimate.tokens()).isEqualTo(new IndexEstimate.Range(tokens, tokens));
        assertThat(estimate.memoryBytes()).isEqualTo(new IndexEstimate.Range(10 * tokens, 10 * tokens));
        assertThat(estimate.seconds(1000).high()).isEqualTo((tokens + 999) / 1000);
        assertThat(estimate.shards(IndexBuilder.Options.defaults().withMemory(1 << 24)))
                .isEqualTo(new IndexEstimate.Range(1, 1));
        assertThatThrownBy(() -> estimate.seconds(0)).hasMessage("tokensPerSecond must be above 0, got 0.0");
        Path index = folder.resolve("index");
        IndexBuilder.withDefaults().build(documents(file), index, Existing.REFUSE);
        IndexEstimate.Range disk = estimate.diskBytes(IndexBuilder.Inverse.LEFT_OUT);
        assertThat(sizeOf(index)).isBetween(disk.low(), disk.high());
    }

    @Test
    void wideIdsAndFoldersAndText() throws IOException {
        corpus("c.jsonl", 50, 100_000);
        Files.writeString(folder.resolve("d.txt"), "12345678".repeat(100));
        IndexEstimate estimate = IndexEstimate.of(List.of(folder), 100, 0);
        assertThat(estimate.width()).isEqualTo(TokenWidth.U32);
        assertThat(estimate.documents()).isEqualTo(new IndexEstimate.Range(51, 51));
        assertThat(estimate.complete()).isFalse();
        assertThat(estimate.tokens().low()).isEqualTo(tokens + (long) Math.floor(201 / 1.5));
        assertThatThrownBy(() -> IndexEstimate.of(List.of(Path.of("-")), 1, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("an estimate needs files whose size is known, got - (standard input)");
        assertThatThrownBy(() -> IndexEstimate.of(List.of(), 0, 0)).hasMessage("perFile must be at least 1, got 0");
        assertThatThrownBy(() -> new IndexEstimate.Range(2, 1))
                .hasMessage("a range must go from 0 or more upwards, got 2 to 1");
    }

    @Test
    void ofManyFilesSomeAreLookedAt() throws IOException {
        for (int i = 0; i < 200; i++) {
            corpus("part-" + (1000 + i) + ".jsonl", 3 + i % 5, 50_000);
        }
        IndexEstimate estimate = IndexEstimate.of(List.of(folder), 100, 0);
        assertThat(estimate.complete()).isFalse();
        assertThat(estimate.sampled()).isBetween(50L * 3, 50L * 7);
        assertThat(tokens).isBetween(estimate.tokens().low(), estimate.tokens().high());
        assertThat(1000L)
                .isBetween(estimate.documents().low(), estimate.documents().high());
        assertThat(estimate.tokens().high()).isLessThan(4 * tokens);
    }

    @Test
    void asManyBadLinesAsAllowedArePassedOver() throws IOException {
        Path file = Files.writeString(folder.resolve("e.jsonl"), "no row\n{\"id\":\"a\",\"tokens\":[1]}\n");
        assertThat(IndexEstimate.of(List.of(file), 10, 1).tokens()).isEqualTo(new IndexEstimate.Range(2, 2));
        assertThatThrownBy(() -> IndexEstimate.of(List.of(file), 10, 0)).hasMessageStartingWith(file + ", line 1: ");
    }

    private static DocumentStream documents(Path file) throws IOException {
        DocumentReader reader = DocumentReader.open(file);
        return () -> {
            Document next = reader.read();
            return next == null ? null : new SourceDocument("c", reader.line(), next);
        };
    }

    private static long sizeOf(Path index) throws IOException {
        try (Stream<Path> files = Files.list(index)) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        }
    }
}
