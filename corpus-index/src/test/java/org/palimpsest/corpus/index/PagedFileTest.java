package org.palimpsest.corpus.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.palimpsest.stats.RandomStream;

class PagedFileTest {
    private static final long MAPPING = 1L << 30;

    @TempDir
    Path folder;

    /** Numbers that lie across two mappings, in a file with a hole, and at its very end. */
    @Test
    void numbersAreReadAcrossMappings() throws IOException {
        Path path = folder.resolve("long");
        byte[] bytes = new byte[64];
        RandomStream.of(1, "bytes").nextBytes(bytes);
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            file.seek(MAPPING - 32);
            file.write(bytes);
        }
        PagedFile file = PagedFile.open(path);
        assertThat(file.size()).isEqualTo(MAPPING + 32);
        ByteBuffer big = ByteBuffer.wrap(bytes);
        ByteBuffer little = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        for (int at = 0; at < 64; at++) {
            long place = MAPPING - 32 + at;
            assertThat(file.unsignedByte(place)).isEqualTo(bytes[at] & 0xFF);
            if (at + 2 <= 64) {
                assertThat(file.bigEndianShort(place)).isEqualTo(big.getChar(at));
            }
            if (at + 4 <= 64) {
                assertThat(file.bigEndianInt(place)).isEqualTo(big.getInt(at));
            }
            if (at + 5 <= 64) {
                assertThat(file.littleEndian(place, 5) & 0xFFFFFFFFL)
                        .isEqualTo(Integer.toUnsignedLong(little.getInt(at)));
            }
            if (at + 8 <= 64) {
                assertThat(file.bigEndianLong(place)).isEqualTo(big.getLong(at));
                assertThat(file.littleEndianLong(place)).isEqualTo(little.getLong(at));
            }
        }
        assertThat(file.bytes(MAPPING - 32, 64)).isEqualTo(bytes);
    }

    @Test
    void tokensAreComparedAcrossMappings() throws IOException {
        Path path = folder.resolve("tokens");
        int[] keys = RandomStream.of(2, "keys").ints(32, 0, 65_536).toArray();
        ByteBuffer bytes = ByteBuffer.allocate(64);
        for (int key : keys) {
            bytes.putChar((char) key);
        }
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            file.seek(MAPPING - 32);
            file.write(bytes.array());
        }
        TokenFile text = TokenFile.of(PagedFile.open(path), TokenWidth.U16);
        long first = MAPPING / 2 - 16;
        PackedKeys packed = new PackedKeys(keys, TokenWidth.U16);
        assertThat(text.match(packed, 0, 32, first, 0)).isEqualTo(32);
        for (int at = 0; at < 32; at++) {
            int[] other = keys.clone();
            other[at]++;
            PackedKeys changed = new PackedKeys(other, TokenWidth.U16);
            assertThat(text.match(changed, 0, 32, first, 0)).isEqualTo(at);
            assertThat(text.isBelow(changed, 0, 32, first, at)).isTrue();
        }
        assertThat(text.match(packed, 28, 4, first + 30, 0)).isZero();
        assertThat(text.match(packed, 30, 2, first + 30, 0)).isEqualTo(2);
    }

    @Test
    void aDamagedPageIsNamedWhenItIsRead() throws IOException {
        Path path = folder.resolve("file");
        byte[] bytes = new byte[3 * PagedFile.PAGE + 10];
        RandomStream.of(3, "bytes").nextBytes(bytes);
        Files.write(path, bytes);
        PageSums sums = PageSums.of(path);
        bytes[PagedFile.PAGE + 17] ^= 4;
        Files.write(path, bytes);
        PagedFile file = PagedFile.open(path);
        sums.guard(file);
        assertThat(file.unsignedByte(5)).isEqualTo(bytes[5] & 0xFF);
        assertThat(file.unsignedByte(bytes.length - 1L)).isEqualTo(bytes[bytes.length - 1] & 0xFF);
        assertThatThrownBy(() -> file.bigEndianInt(PagedFile.PAGE + 100))
                .isInstanceOf(UncheckedIOException.class)
                .hasRootCauseInstanceOf(CorruptIndexException.class)
                .hasMessageContaining(path + ", byte 4096: found a page with checksum ");
        assertThatThrownBy(file::checkAll)
                .isInstanceOf(CorruptIndexException.class)
                .hasMessageContaining(path + ", byte 4096: found a page with checksum ");
    }
}
