package org.palimpsest.corpus.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.palimpsest.corpus.run.Existing;
import org.palimpsest.stats.RandomStream;

class DamagedIndexTest {
    @TempDir
    Path folder;

    private Path index;
    private PlainCorpus corpus;

    @BeforeEach
    void build() throws IOException {
        RandomGenerator random = RandomStream.of(7, "damage");
        corpus = new PlainCorpus(IntStream.range(0, 40)
                .mapToObj(d -> random.ints(60, 0, 9).toArray())
                .toList());
        index = folder.resolve("index");
        IndexBuilder.withDefaults()
                .with(IndexBuilder.Options.defaults().with(IndexBuilder.Inverse.WRITTEN))
                .build(corpus.stream(), index, Existing.REFUSE);
    }

    private void ask() throws IOException {
        SuffixArrayIndex opened = SuffixArrayIndex.open(index);
        RandomGenerator random = RandomStream.of(8, "questions");
        for (int i = 0; i < 60; i++) {
            int[] phrase = random.ints(1 + random.nextInt(4), 0, 9).toArray();
            assertThat(opened.count(phrase)).isEqualTo(corpus.count(phrase));
            assertThat(opened.locate(phrase, 5).count()).isEqualTo(corpus.count(phrase));
        }
        int[] text = random.ints(50, 0, 9).toArray();
        assertThat(opened.match(text, 8)).isEqualTo(corpus.match(text, 8));
        for (int d = 0; d < 40; d++) {
            assertThat(opened.documentId(d)).isEqualTo("d" + d);
            assertThat(opened.documentTokens(d)).isEqualTo(corpus.documents().get(d));
        }
    }

    private List<Path> files() throws IOException {
        try (var files = Files.list(index)) {
            return files.sorted().toList();
        }
    }

    /** A flipped bit is either found, or was in what no answer rests on. */
    @Test
    void aFlippedBitNeverGivesAWrongAnswer() throws IOException {
        RandomGenerator random = RandomStream.of(9, "bits");
        int found = 0;
        for (int round = 0; round < 150; round++) {
            Path file = files().get(round % files().size());
            byte[] bytes = Files.readAllBytes(file);
            byte[] damaged = bytes.clone();
            int at = random.nextInt(bytes.length);
            damaged[at] ^= (byte) (1 << random.nextInt(8));
            Files.write(file, damaged);
            try {
                ask();
            } catch (CorruptIndexException e) {
                found++;
                assertThat(e).hasMessageContaining("found").hasMessageContaining("expected");
            } catch (UncheckedIOException e) {
                found++;
                assertThat(e).hasCauseInstanceOf(CorruptIndexException.class);
            }
            Files.write(file, bytes);
        }
        assertThat(found).isGreaterThan(120);
        ask();
    }

    @Test
    void aShortenedFileIsNamedWhenTheIndexIsOpened() throws IOException {
        for (Path file : files()) {
            byte[] bytes = Files.readAllBytes(file);
            boolean used = !file.endsWith("unigram.0");
            for (int length : new int[] {0, 1, bytes.length / 2, bytes.length - 1}) {
                Files.write(file, Arrays.copyOf(bytes, length));
                if (used) {
                    assertThatThrownBy(this::ask)
                            .isInstanceOf(CorruptIndexException.class)
                            .hasMessageStartingWith(file.toString());
                }
            }
            Files.delete(file);
            if (used) {
                assertThatThrownBy(() -> SuffixArrayIndex.open(index))
                        .isInstanceOf(CorruptIndexException.class)
                        .hasMessageStartingWith(file.toString())
                        .hasMessageContaining("no such file");
            }
            Files.write(file, bytes);
        }
        ask();
    }

    @Test
    void aShardOfAnotherIndexIsRefused() throws IOException {
        Path other = folder.resolve("other");
        PlainCorpus changed = new PlainCorpus(corpus.documents().stream()
                .map(d -> Arrays.stream(d).map(i -> 8 - i).toArray())
                .toList());
        IndexBuilder.withDefaults()
                .with(IndexBuilder.Options.defaults().with(IndexBuilder.Inverse.WRITTEN))
                .build(changed.stream(), other, Existing.REFUSE);
        for (Path file : files()) {
            String name = String.valueOf(file.getFileName());
            if (List.of("unigram.0", "offset.0", "metadata.0", "metaoff.0", "palimpsest.json", "palimpsest-block.0")
                    .contains(name)) {
                continue;
            }
            byte[] own = Files.readAllBytes(file);
            Files.copy(other.resolve(name), file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            assertThatThrownBy(this::ask)
                    .as(name)
                    .satisfiesAnyOf(
                            e -> assertThat(e).isInstanceOf(CorruptIndexException.class),
                            e -> assertThat(e).hasCauseInstanceOf(CorruptIndexException.class));
            Files.write(file, own);
        }
    }
}
