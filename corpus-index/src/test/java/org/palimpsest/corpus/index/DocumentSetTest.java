package org.palimpsest.corpus.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.palimpsest.stats.RandomStream;

class DocumentSetTest {
    private static final long LARGEST = (1L << 32) - 1;

    @TempDir
    Path folder;

    @Test
    void numbersAreUnsigned() {
        DocumentSet set = DocumentSet.of(LARGEST, 0, 7, 7);
        assertThat(set.documents()).containsExactly(0L, 7L, LARGEST);
        assertThat(set.size()).isEqualTo(3);
        assertThat(set.end()).isEqualTo(LARGEST + 1);
        assertThat(set.contains(LARGEST)).isTrue();
        assertThat(set.contains(-1)).isFalse();
        assertThat(set.contains(1L << 32)).isFalse();
        assertThat(DocumentSet.of().end()).isZero();
        assertThatThrownBy(() -> DocumentSet.of(1L << 32))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("document must be in [0, 4294967296), got 4294967296");
    }

    @Test
    void setsAreCombined() {
        DocumentSet low = DocumentSet.range(0, 6);
        DocumentSet some = DocumentSet.of(4, 5, 6, 9);
        assertThat(low.and(some)).isEqualTo(DocumentSet.of(4, 5));
        assertThat(low.or(some)).isEqualTo(DocumentSet.of(0, 1, 2, 3, 4, 5, 6, 9));
        assertThat(low.minus(some)).isEqualTo(DocumentSet.range(0, 4)).hasSameHashCodeAs(DocumentSet.range(0, 4));
    }

    @Test
    void whatIsWrittenIsReadAndDamageIsNeverAnotherSet() throws IOException {
        RandomGenerator random = RandomStream.of(5, "sets");
        DocumentSet set =
                DocumentSet.of(random.longs(3000, 0, 300_000).toArray()).or(DocumentSet.range(70_000, 90_000));
        Path file = folder.resolve("set.roaring");
        set.write(file);
        assertThat(DocumentSet.read(file)).isEqualTo(set);
        byte[] bytes = Files.readAllBytes(file);
        for (int length = 0; length < bytes.length; length += 1 + length / 8) {
            Files.write(file, Arrays.copyOf(bytes, length));
            assertThatThrownBy(() -> DocumentSet.read(file))
                    .isInstanceOf(CorruptIndexException.class)
                    .hasMessageContaining(file.toString())
                    .hasMessageContaining("expected a RoaringBitmap in the portable format");
        }
        Files.write(file, Arrays.copyOf(bytes, bytes.length + 3));
        assertThatThrownBy(() -> DocumentSet.read(file))
                .hasMessageContaining("byte " + bytes.length + ": found 3 bytes more, expected a RoaringBitmap");
        Files.writeString(file, "d1\nd2\n");
        assertThatThrownBy(() -> DocumentSet.read(file)).isInstanceOf(CorruptIndexException.class);
        assertThatThrownBy(() -> DocumentSet.read(folder.resolve("none.roaring")))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining("there is no such set of documents");
    }
}
