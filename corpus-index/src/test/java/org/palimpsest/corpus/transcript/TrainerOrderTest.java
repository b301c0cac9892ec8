package org.palimpsest.corpus.transcript;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.palimpsest.corpus.CorruptInputException;

class TrainerOrderTest {
    @TempDir
    Path folder;

    private static final String[] MAPS = {"doc_idx.npy", "sample_idx.npy", "shuffle_idx.npy"};

    @Test
    void mapsOfNumpyAreReadByHand() throws IOException {
        for (String name : MAPS) {
            NpyArrayTest.copy(name, folder);
        }
        MegatronOrder order = MegatronOrder.open(folder);
        assertThat(order.sequences()).isEqualTo(3);
        // sequence 2: from token 6 of entry 1 (document 1) to token 1 of entry 3 (document 2)
        assertThat(order.sequence(0))
                .containsExactly(
                        new TrainerOrder.Piece(1, 6, TrainerOrder.Piece.END),
                        new TrainerOrder.Piece(0, 0, TrainerOrder.Piece.END),
                        new TrainerOrder.Piece(2, 0, 2));
        assertThat(order.sequence(2)).containsExactly(new TrainerOrder.Piece(1, 2, 7));
        assertThat(MegatronOrder.open(folder).sequence(1)).hasSize(2);
    }

    /** Sequence s holds the tokens s L to s L + L of all documents one after the other, in the order of doc_idx. */
    @Test
    void piecesAreThoseOfTheConcatenatedTokens() throws IOException {
        Random random = new Random(11);
        for (int round = 0; round < 60; round++) {
            int documents = 1 + random.nextInt(8);
            int[] lengths = random.ints(documents, 1, 12).toArray();
            List<Integer> entries = new ArrayList<>();
            List<long[]> tokens = new ArrayList<>();
            for (int e = 0; e < documents * (1 + random.nextInt(3)) + 2; e++) {
                int document = random.nextInt(documents);
                entries.add(document);
                for (int t = 0; t < lengths[document]; t++) {
                    tokens.add(new long[] {document, t, e});
                }
            }
            int length = 1 + random.nextInt(6);
            int sequences = (tokens.size() - 1) / length;
            if (sequences < 1) {
                continue;
            }
            int[][] samples = new int[sequences + 1][];
            for (int s = 0; s <= sequences; s++) {
                long[] token = tokens.get(s * length);
                samples[s] = new int[] {(int) token[2], (int) token[1]};
            }
            List<Integer> shuffle = new ArrayList<>();
            for (int s = 0; s < sequences; s++) {
                shuffle.add(s);
            }
            Collections.shuffle(shuffle, random);
            Path stem = folder.resolve("run" + round + "_indexmap");
            write(stem + "_doc_idx.npy", "(" + entries.size() + ",)", flat(entries));
            write(stem + "_sample_idx.npy", "(" + samples.length + ", 2)", flatRows(samples));
            write(stem + "_shuffle_idx.npy", "(" + sequences + ",)", flat(shuffle));
            MegatronOrder order = MegatronOrder.open(stem);
            for (int position = 0; position < sequences; position++) {
                List<String> found = new ArrayList<>();
                for (TrainerOrder.Piece piece : order.sequence(position)) {
                    long end = piece.to() == TrainerOrder.Piece.END ? lengths[(int) piece.document()] : piece.to();
                    for (long t = piece.from(); t < end; t++) {
                        found.add(piece.document() + ":" + t);
                    }
                }
                int from = shuffle.get(position) * length;
                List<String> expected = tokens.subList(from, from + length + 1).stream()
                        .map(token -> token[0] + ":" + token[1])
                        .toList();
                assertThat(found).isEqualTo(expected);
            }
        }
    }

    private static int[] flat(List<Integer> values) {
        return values.stream().mapToInt(Integer::intValue).toArray();
    }

    private static int[] flatRows(int[][] rows) {
        return Arrays.stream(rows).flatMapToInt(Arrays::stream).toArray();
    }

    private static void write(String file, String shape, int... values) throws IOException {
        byte[] header = ("{'descr': '<i4', 'fortran_order': False, 'shape': " + shape + ", }\n")
                .getBytes(StandardCharsets.ISO_8859_1);
        ByteBuffer bytes =
                ByteBuffer.allocate(10 + header.length + 4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0}).putShort((short) header.length);
        bytes.put(header);
        for (int value : values) {
            bytes.putInt(value);
        }
        Files.write(Path.of(file), bytes.array());
    }

    @Test
    void mapsThatDoNotFitTogetherAreRefused() throws IOException {
        String stem = folder.resolve("x_").toString();
        write(stem + "doc_idx.npy", "(2,)", 0, 1);
        write(stem + "sample_idx.npy", "(2, 2)", 0, 0, 5, 0);
        write(stem + "shuffle_idx.npy", "(2,)", 0, 1);
        Path shuffle = Path.of(stem + "shuffle_idx.npy");
        assertThatThrownBy(() -> MegatronOrder.open(Path.of(stem)))
                .hasMessage(shuffle
                        + ": has 2 sequences, expected 1 to 1 as x_sample_idx.npy has; the maps must be of one run");
        write(stem + "shuffle_idx.npy", "(1,)", 7);
        assertThatThrownBy(() -> MegatronOrder.open(Path.of(stem)).sequence(0))
                .hasMessage(shuffle + ": entry 0 names sequence 7, expected 0 to 0");
        write(stem + "shuffle_idx.npy", "(1,)", 0);
        assertThatThrownBy(() -> MegatronOrder.open(Path.of(stem)).sequence(0))
                .isInstanceOf(CorruptInputException.class)
                .hasMessageContaining("row 0 begins at entry 0 and the next at 5");
        write(stem + "sample_idx.npy", "(4,)", 0, 0, 5, 0);
        assertThatThrownBy(() -> MegatronOrder.open(Path.of(stem)))
                .hasMessageContaining("has 4 rows of 1, expected at least 2 rows of 2");
        assertThatThrownBy(() -> MegatronOrder.open(Files.createDirectory(folder.resolve("empty"))))
                .hasMessageContaining("holds 0 files *shuffle_idx.npy, expected 1");
    }

    @Test
    void theOrderOfOlmoIsReadAsWritten() throws IOException {
        DataOrder order = DataOrder.open(NpyArrayTest.copy("global_indices.npy", folder), NpyArray.Width.U32);
        assertThat(order.sequences()).isEqualTo(4);
        assertThat(order.sequence(1))
                .containsExactly(new TrainerOrder.Piece(3_000_000_000L, 0, TrainerOrder.Piece.END));
        DataOrder signed = DataOrder.open(NpyArrayTest.copy("wide.npy", folder), NpyArray.Width.U32);
        assertThatThrownBy(() -> signed.sequence(1))
                .hasMessageContaining("position 1 has -1, expected a sequence's number; check the width of numbers");
    }
}
