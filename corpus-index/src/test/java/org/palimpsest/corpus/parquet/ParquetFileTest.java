package org.palimpsest.corpus.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.palimpsest.stats.RandomStream;

class ParquetFileTest {
    private static final List<String> COMMON =
            List.of("id", "text", "tokens", "loss", "position", "half", "flag", "source", "created");

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"duck-snappy", "duck-zstd-v2", "duck-gzip", "duck-lz4", "duck-plain"})
    void readsWhatDuckDbWrote(String name) throws IOException {
        List<List<Object>> rows = Fixtures.read(Fixtures.file(name), COMMON);
        assertThat(rows).hasSize(Fixtures.ROWS);
        for (int i = 0; i < Fixtures.ROWS; i++) {
            assertThat(rows.get(i)).usingRecursiveComparison().isEqualTo(Fixtures.common(i));
        }
        List<List<Object>> nested = Fixtures.read(Fixtures.file(name), List.of("metadata", "losses", "nested"));
        for (int i = 0; i < Fixtures.ROWS; i++) {
            assertThat(nested.get(i).get(0)).isEqualTo(Fixtures.duckMetadata(i));
            assertThat(nested.get(i).get(1)).isEqualTo(Fixtures.losses(i, i % 6));
            assertThat(nested.get(i).get(2))
                    .usingRecursiveComparison()
                    .isEqualTo(List.of(new long[] {1, 2}, List.of(), new long[] {i}));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"hadoop-v1-gzip", "hadoop-v1-lz4", "hadoop-v2-snappy", "hadoop-v2-zstd"})
    void readsWhatParquetJavaWrote(String name) throws IOException {
        List<List<Object>> rows = Fixtures.read(Fixtures.file(name), COMMON);
        List<List<Object>> own = Fixtures.read(
                Fixtures.file(name), List.of("metadata", "losses", "old", "day", "legacy", "price", "big"));
        assertThat(rows).hasSize(Fixtures.ROWS);
        for (int i = 0; i < Fixtures.ROWS; i++) {
            assertThat(rows.get(i)).usingRecursiveComparison().isEqualTo(Fixtures.common(i));
            Map<String, Object> metadata = new LinkedHashMap<>();
            for (int k = 0; k < i % 3; k++) {
                metadata.put("k" + k, k == 0 ? (long) i : null);
            }
            assertThat(own.get(i).get(0)).isEqualTo(metadata);
            assertThat(own.get(i).get(1)).isEqualTo(i % 6 == 5 ? null : Fixtures.losses(i, i % 6));
            assertThat(own.get(i).get(2)).isEqualTo(Fixtures.old(i));
            assertThat(own.get(i).get(3))
                    .isEqualTo(LocalDate.ofEpochDay(i * 1000L).toString());
            assertThat(own.get(i).get(4))
                    .isEqualTo(Instant.ofEpochSecond(i * 86_400L + i).toString());
            assertThat(own.get(i).get(5))
                    .isEqualTo(BigDecimal.valueOf(i * 101L - 500, 2).toPlainString());
            assertThat(own.get(i).get(6)).isEqualTo(0xffff_ffffL - i);
        }
    }

    @Test
    void aColumnThatIsNotThereIsNull() throws IOException {
        assertThat(Fixtures.read(Fixtures.file("duck-plain"), List.of("none", "id"))
                        .get(7))
                .containsExactly(null, "doc-7");
        try (ParquetFile file = ParquetFile.open(Fixtures.file("duck-plain"))) {
            assertThat(file.rows()).isEqualTo(Fixtures.ROWS);
            assertThat(file.columns()).startsWith("id", "text", "tokens").endsWith("losses", "nested");
        }
    }

    @Test
    void namesWhatIsNoParquetFile() throws IOException {
        Path text = Files.writeString(folder.resolve("a.parquet"), "{\"id\":\"a\",\"text\":\"t\"}");
        assertThatThrownBy(() -> ParquetFile.open(text))
                .isInstanceOf(ParquetException.class)
                .hasMessage(text + ": is no Parquet file: it has 21 bytes and starts with \"{\"id\", expected \"PAR1\";"
                        + " give it another name, or fetch it again");
        byte[] whole = Files.readAllBytes(Fixtures.file("duck-snappy"));
        Path cut = Files.write(folder.resolve("cut.parquet"), Arrays.copyOf(whole, whole.length - 100));
        assertThatThrownBy(() -> ParquetFile.open(cut))
                .isInstanceOf(ParquetException.class)
                .hasMessageStartingWith(cut + ": is truncated or damaged: it ends with \"")
                .hasMessageEndingWith("; fetch or write the file again");
        whole[whole.length - 1] = 'E';
        Path locked = Files.write(folder.resolve("locked.parquet"), whole);
        assertThatThrownBy(() -> ParquetFile.open(locked))
                .hasMessage(locked + ": is encrypted, which is not read; decrypt it first");
    }

    @Test
    void namesFileColumnAndRowOfDamage() throws IOException {
        byte[] bytes = Files.readAllBytes(Fixtures.file("duck-zstd-v2"));
        Arrays.fill(bytes, 30, 90, (byte) 0x55);
        Path file = Files.write(folder.resolve("bad.parquet"), bytes);
        assertThatThrownBy(() -> Fixtures.read(file, COMMON))
                .isInstanceOf(ParquetException.class)
                .hasMessageStartingWith(file + ": column \"id\", row 1: ")
                .hasMessageEndingWith("; fetch or write the file again");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"duck-snappy", "duck-zstd-v2", "duck-lz4", "duck-plain", "hadoop-v1-lz4", "hadoop-v2-snappy"})
    void damageNeverCrashes(String name) throws IOException {
        byte[] whole = Files.readAllBytes(Fixtures.file(name));
        List<String> all = List.of("id", "text", "tokens", "loss", "half", "flag", "created", "metadata", "nested");
        RandomGenerator random = RandomStream.of(5, name);
        Path file = folder.resolve("damaged.parquet");
        int refused = 0;
        for (int round = 0; round < 150; round++) {
            byte[] damaged = whole.clone();
            int flips = 1 + random.nextInt(4);
            for (int flip = 0; flip < flips; flip++) {
                int from = round % 2 == 0 ? 0 : whole.length * 3 / 4;
                damaged[from + random.nextInt(whole.length - from)] ^= (byte) (1 << random.nextInt(8));
            }
            Files.write(file, round % 10 == 9 ? Arrays.copyOf(damaged, random.nextInt(whole.length)) : damaged);
            try {
                Fixtures.read(file, all);
            } catch (ParquetException e) {
                refused++;
                assertThat(e).hasMessageStartingWith(file.toString());
            }
        }
        assertThat(refused).isPositive();
    }

    @Test
    void theTextOfAWrongStartIsShownInAscii() throws IOException {
        Path file = Files.write(folder.resolve("b.parquet"), "\u0001äöxxxxxxxxxxx".getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> ParquetFile.open(file)).hasMessageContaining("starts with \"????\"");
    }
}
