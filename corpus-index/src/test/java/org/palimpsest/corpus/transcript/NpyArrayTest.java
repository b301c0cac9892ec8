package org.palimpsest.corpus.transcript;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.palimpsest.corpus.CorruptInputException;

class NpyArrayTest {
    @TempDir
    Path folder;

    static Path copy(String name, Path folder) throws IOException {
        Path file = folder.resolve(name);
        try (InputStream in = NpyArrayTest.class.getResourceAsStream("/npy/" + name)) {
            Files.copy(Objects.requireNonNull(in, name), file);
        }
        return file;
    }

    private NpyArray open(String name) throws IOException {
        return NpyArray.open(copy(name, folder), NpyArray.Width.U32);
    }

    @Test
    void numbersAreThoseThatNumpySaved() throws IOException {
        NpyArray one = open("shuffle_idx.npy");
        assertThat(one.rows()).isEqualTo(3);
        assertThat(one.columns()).isEqualTo(1);
        assertThat(new long[] {one.get(0), one.get(1), one.get(2)}).containsExactly(2, 0, 1);
        NpyArray two = open("sample_idx.npy");
        assertThat(two.rows()).isEqualTo(4);
        assertThat(two.columns()).isEqualTo(2);
        assertThat(new long[] {two.get(1, 0), two.get(1, 1), two.get(3, 0)}).containsExactly(1, 2, 3);
        NpyArray wide = open("wide.npy");
        assertThat(new long[] {wide.get(0), wide.get(1)}).containsExactly(1L << 40, -1);
        NpyArray bare = open("global_indices.npy");
        assertThat(new long[] {bare.get(0), bare.get(1), bare.get(3)}).containsExactly(7, 3_000_000_000L, 5);
        assertThatThrownBy(() -> two.get(4, 0)).hasMessage("row and column must be below 4 and 2, got 4 and 0");
    }

    @Test
    void whatIsNoTableOfWholeNumbersIsSaid() throws IOException {
        refused(
                "columns-first.npy",
                "has its columns one after the other (fortran_order), expected rows; save it in C order");
        refused(
                "reals.npy",
                "holds numbers of the kind \"<f8\", expected whole little-endian ones (u1, u2, u4, u8, i4, i8)");
        refused(
                "big-endian.npy",
                "holds numbers of the kind \">i4\", expected whole little-endian ones (u1, u2, u4, u8, i4, i8)");
    }

    private void refused(String name, String reason) throws IOException {
        Path file = copy(name, folder);
        assertThatThrownBy(() -> NpyArray.open(file, NpyArray.Width.U32))
                .isInstanceOf(CorruptInputException.class)
                .hasMessage(file + ": " + reason);
    }

    @Test
    void everyCutIsNoticed() throws IOException {
        byte[] whole = Files.readAllBytes(copy("shuffle_idx.npy", folder));
        for (int length = 6; length < whole.length; length++) {
            Path cut = Files.write(folder.resolve("cut.npy"), Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> NpyArray.open(cut, NpyArray.Width.U8))
                    .as("length %d", length)
                    .isInstanceOf(CorruptInputException.class);
        }
        Path longer = Files.write(folder.resolve("longer.npy"), Arrays.copyOf(whole, whole.length + 1));
        assertThatThrownBy(() -> NpyArray.open(longer, NpyArray.Width.U8)).hasMessageContaining("its header says 140");
    }

    @Test
    void hostileHeadersAreRefused() throws IOException {
        String[] headers = {
            "{'descr': '<i4', 'fortran_order': False, 'shape': (-1,), }",
            "{'descr': '<i4', 'fortran_order': False, 'shape': (2, 2, 2), }",
            "{'descr': '<i4', 'fortran_order': False, 'shape': (99999999999999999999,), }",
            "{'descr': '<i4', 'fortran_order': False, 'shape': (2305843009213693952, 8), }",
            "{'descr': '<i4', 'fortran_order': False}",
            "{'fortran_order': False, 'shape': (2,), }",
        };
        for (String header : headers) {
            byte[] text = header.getBytes(StandardCharsets.ISO_8859_1);
            byte[] bytes = new byte[10 + text.length];
            byte[] magic = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, (byte) text.length, 0};
            System.arraycopy(magic, 0, bytes, 0, 10);
            System.arraycopy(text, 0, bytes, 10, text.length);
            Path file = Files.write(folder.resolve("hostile.npy"), bytes);
            assertThatThrownBy(() -> NpyArray.open(file, NpyArray.Width.U32))
                    .as(header)
                    .isInstanceOf(CorruptInputException.class);
        }
    }

    @Test
    void bareNumbersMustFillTheFile() throws IOException {
        Path odd = Files.write(folder.resolve("odd.npy"), new byte[5]);
        assertThatThrownBy(() -> NpyArray.open(odd, NpyArray.Width.U32))
                .hasMessage(
                        odd
                                + ": has 5 bytes, expected a multiple of 4 (numbers of 4 bytes, no header) and at least one number; check the width");
        assertThatThrownBy(() -> NpyArray.open(folder.resolve("none.npy"), NpyArray.Width.U32))
                .hasMessageContaining("there is no such file; check the path");
    }
}
