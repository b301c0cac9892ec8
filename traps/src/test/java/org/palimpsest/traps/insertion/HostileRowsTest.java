package org.palimpsest.traps.insertion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.palimpsest.corpus.CorruptInputException;
import org.palimpsest.corpus.run.Progress;
import org.palimpsest.traps.registry.MasterKey;
import org.palimpsest.traps.registry.Trap;

class HostileRowsTest {
    private static final InsertionPlan PLAN =
            InsertionPlan.ofDocuments(List.of(new Trap("t", "ghost", "alpha beta gamma")), MasterKey.practice(1), 2);
    private static final String GOOD = "{\"id\":\"a\",\"text\":\"x y z\"}\n";

    @TempDir
    private Path folder;

    private List<Placement> insert(int threads, byte[]... rows) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (byte[] row : rows) {
            bytes.write(row);
        }
        Path file = Files.write(folder.resolve("rows.jsonl"), bytes.toByteArray());
        return CorpusInsertion.of(PLAN)
                .withThreads(threads)
                .insert(List.of(file), folder.resolve("out"), Progress.none());
    }

    private static byte[] utf8(String row) {
        return row.getBytes(StandardCharsets.UTF_8);
    }

    private void refused(byte[] row, String message) {
        for (int threads : List.of(1, 2)) {
            assertThatExceptionOfType(CorruptInputException.class)
                    .isThrownBy(() -> insert(threads, utf8(GOOD), row))
                    .withMessageStartingWith(folder.resolve("rows.jsonl") + ", line 2: ")
                    .withMessageContaining(message);
            assertThat(folder.resolve("out")).doesNotExist();
        }
    }

    @Test
    void rowsThatAreNoDocumentsAreNamedByLine() {
        refused(utf8("{\"text\":\"no id\"}\n"), "field \"id\" is missing or empty");
        refused(utf8("{\"id\":\"\",\"text\":\"no id\"}\n"), "field \"id\" is missing or empty");
        refused(utf8("{\"id\":7,\"text\":\"x\"}\n"), "field \"id\": expected a string, found a number (7)");
        refused(utf8("{\"id\":\"b\"}\n"), "field \"text\" is missing");
        refused(utf8("{\"id\":\"b\",\"text\":\"cut"), "");
        refused(utf8("{\"id\":\"b\",\"id\":\"c\",\"text\":\"x\"}\n"), "Duplicate");
        byte[] latin = "{\"id\":\"b\",\"text\":\"caf\u00e9 noir\"}\n".getBytes(StandardCharsets.ISO_8859_1);
        refused(latin, "UTF-8");
    }

    @Test
    void theFirstOfDocumentsWithTheSameIdGetsTheTrap() throws IOException {
        List<Placement> placements = insert(
                1,
                utf8(GOOD),
                utf8("{\"id\":\"b\",\"text\":\"first\"}\n"),
                utf8("{\"id\":\"b\",\"text\":\"second\"}\n"));
        assertThat(placements).extracting(Placement::document).containsExactlyInAnyOrder("a", "b");
        assertThat(Files.readAllLines(folder.resolve("out/rows.jsonl")).get(2))
                .isEqualTo("{\"id\":\"b\",\"text\":\"second\"}");
    }

    @Test
    void aRowOfManyMegabytesIsLikeAnyOther() throws IOException {
        byte[] text = new byte[20 << 20];
        Arrays.fill(text, (byte) 'w');
        for (int i = 7; i < text.length; i += 8) {
            text[i] = ' ';
        }
        byte[] head = utf8("{\"id\":\"long\",\"text\":\"");
        insert(2, utf8(GOOD), head, text, utf8("\"}\n"));
        Path back = folder.resolve("back");
        Path out = folder.resolve("out");
        InsertionUndo.restore(out.resolve("placements.jsonl"), List.of(out), back, Progress.none());
        assertThat(Files.mismatch(back.resolve("rows.jsonl"), folder.resolve("rows.jsonl")))
                .isEqualTo(-1);
    }

    @Test
    void blocksPassBetweenThreadsInOrderAndFailuresToo() throws IOException {
        byte[] bytes = new byte[3_000_001];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i * 31 + (i >> 16) * 7);
        }
        ByteArrayOutputStream sink = new ByteArrayOutputStream();
        try (WriteBehind out = new WriteBehind(new SlowAtFirst(sink))) {
            for (int at = 0; at < bytes.length; at += 70_001) {
                out.write(bytes, at, Math.min(70_001, bytes.length - at));
            }
        }
        assertThat(sink.toByteArray()).isEqualTo(bytes);
        try (ReadAhead in = new ReadAhead(new ByteArrayInputStream(bytes))) {
            assertThat(in.readAllBytes()).isEqualTo(bytes);
            assertThat(in.read()).isEqualTo(-1);
        }
        WriteBehind full = new WriteBehind(new OutputStream() {
            @Override
            public void write(int unit) throws IOException {
                throw new IOException("the disk is full");
            }
        });
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> {
                    full.write(bytes);
                    full.close();
                })
                .withMessage("the disk is full");
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> {
                    try (ReadAhead in = new ReadAhead(new Gone())) {
                        in.readAllBytes();
                    }
                })
                .withMessage("the disk is gone");
    }

    /** Takes longer for the first block than for all others. */
    private static final class SlowAtFirst extends OutputStream {
        private final OutputStream out;
        private final AtomicInteger blocks = new AtomicInteger();

        SlowAtFirst(OutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int unit) throws IOException {
            out.write(unit);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            if (blocks.getAndIncrement() == 0) {
                LockSupport.parkNanos(50_000_000);
            }
            out.write(bytes, offset, length);
        }
    }

    private static final class Gone extends InputStream {
        @Override
        public int read() throws IOException {
            throw new IOException("the disk is gone");
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            return read();
        }
    }
}
