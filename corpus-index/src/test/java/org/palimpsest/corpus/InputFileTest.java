package org.palimpsest.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class InputFileTest {
    private static final byte[] CONTENT = noise(300_000);

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(Compression.class)
    void readsWhatWasCompressed(Compression compression) throws IOException {
        Path file = folder.resolve("a.jsonl" + compression.suffix());
        Files.write(file, compressed(compression, CONTENT));
        assertThat(Compression.of(file.toString())).isEqualTo(compression);
        try (InputStream in = InputFile.open(file)) {
            assertThat(in.readAllBytes()).isEqualTo(CONTENT);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Compression.class,
            names = {"GZIP", "ZSTD"})
    void everyCutIsNoticed(Compression compression) throws IOException {
        byte[] whole = compressed(compression, CONTENT);
        Path file = folder.resolve("cut.jsonl" + compression.suffix());
        for (int length : new int[] {5, 12, whole.length / 2, whole.length - 1}) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> readAll(file))
                    .as("%s cut to %d bytes", compression, length)
                    .isInstanceOf(CorruptInputException.class)
                    .hasMessageStartingWith(file + ": is truncated or damaged (" + compression.suffix() + ": ")
                    .hasMessageEndingWith("; fetch or write the file again");
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Compression.class,
            names = {"GZIP", "ZSTD"})
    void aFlippedBitIsNoticed(Compression compression) throws IOException {
        byte[] damaged = compressed(compression, CONTENT);
        damaged[damaged.length / 2] ^= 4;
        Path file = folder.resolve("bit.jsonl" + compression.suffix());
        Files.write(file, damaged);
        assertThatThrownBy(() -> readAll(file))
                .isInstanceOf(CorruptInputException.class)
                .hasMessageContaining("truncated or damaged");
    }

    @Test
    void membersThatComeThroughASlowPipeAreNotLost() throws IOException {
        ByteArrayOutputStream two = new ByteArrayOutputStream();
        two.write(compressed(Compression.GZIP, "one\n".getBytes(StandardCharsets.UTF_8)));
        two.write(compressed(Compression.GZIP, "two\n".getBytes(StandardCharsets.UTF_8)));
        InputStream dribble = new ByteArrayInputStream(two.toByteArray()) {
            @Override
            public synchronized int read(byte[] bytes, int offset, int length) {
                return super.read(bytes, offset, Math.min(length, 1));
            }

            @Override
            public synchronized int available() {
                return 0;
            }
        };
        try (InputStream in = InputFile.decoded("-", dribble, null)) {
            assertThat(in.readAllBytes()).asString(StandardCharsets.UTF_8).isEqualTo("one\ntwo\n");
        }
    }

    @ParameterizedTest
    @EnumSource(Compression.class)
    void standardInputTellsItsCompressionItself(Compression compression) throws IOException {
        InputStream raw = new ByteArrayInputStream(compressed(compression, "{}\n".getBytes(StandardCharsets.UTF_8)));
        try (InputStream in = InputFile.decoded("-", raw, null)) {
            assertThat(in.readAllBytes()).asString(StandardCharsets.UTF_8).isEqualTo("{}\n");
        }
    }

    @Test
    void aSuffixThatLiesIsNamed() throws IOException {
        Path plain = folder.resolve("plain.gz");
        Files.writeString(plain, "{\"id\":1}");
        assertThatThrownBy(() -> readAll(plain))
                .hasMessage(plain + ": does not start with a .gz header; drop the suffix if the file is not compressed,"
                        + " else fetch it again");
        Path packed = folder.resolve("packed.jsonl");
        Files.write(packed, compressed(Compression.ZSTD, CONTENT));
        assertThatThrownBy(() -> readAll(packed))
                .hasMessage(packed + ": holds .zst data; give the file a name that ends in .zst");
        Path empty = folder.resolve("empty.zst");
        Files.write(empty, new byte[0]);
        assertThatThrownBy(() -> readAll(empty))
                .isInstanceOf(CorruptInputException.class)
                .hasMessage(empty + ": is empty, expected a .zst header; fetch or write the file again");
    }

    @Test
    void aMissingFileAndAFolderAreNamed() {
        Path missing = folder.resolve("none.jsonl");
        assertThatThrownBy(() -> readAll(missing))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessage(missing + ": there is no such file; check the path");
        assertThatThrownBy(() -> readAll(folder))
                .isInstanceOf(FileSystemException.class)
                .hasMessage(folder + ": is a directory; name a file in it");
    }

    private static void readAll(Path file) throws IOException {
        try (InputStream in = InputFile.open(file)) {
            in.readAllBytes();
        }
    }

    private static byte[] compressed(Compression compression, byte[] plain) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = compression.encode(bytes)) {
            out.write(plain);
        }
        return bytes.toByteArray();
    }

    private static byte[] noise(int length) {
        byte[] bytes = new byte[length];
        new SplittableRandom(5).nextBytes(bytes);
        bytes[0] = '{';
        return bytes;
    }
}
