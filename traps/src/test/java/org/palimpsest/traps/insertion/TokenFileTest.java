package org.palimpsest.traps.insertion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.palimpsest.corpus.CorruptInputException;
import org.palimpsest.corpus.Tokenizer;
import org.palimpsest.corpus.run.Progress;
import org.palimpsest.traps.registry.MasterKey;
import org.palimpsest.traps.registry.Trap;

/** Token files beside those that {@code tokens.py} wrote without our code. */
class TokenFileTest {
    private static final JsonNode REFERENCE = reference();
    private static final List<Trap> TRAP = List.of(new Trap("t", "random", "w901 w902 w903"));

    @TempDir
    private Path folder;

    private Path in = Path.of("");

    /** Token i is the word "wi" behind a space; 0 ends documents. */
    private static final class Words implements Tokenizer {
        @Override
        public int[] encode(String text) {
            return Arrays.stream(text.strip().split(" "))
                    .mapToInt(word -> Integer.parseInt(word.substring(1)))
                    .toArray();
        }

        @Override
        public String decode(int[] tokens) {
            return Arrays.stream(tokens)
                    .mapToObj(token -> token == 0 ? "<end>" : " w" + token)
                    .collect(Collectors.joining());
        }

        @Override
        public int vocabularySize() {
            return 200_000;
        }

        @Override
        public String fingerprint() {
            return "words";
        }
    }

    private static JsonNode reference() {
        try (InputStream in = Objects.requireNonNull(TokenFileTest.class.getResourceAsStream("tokens.json"))) {
            return new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] bytes(JsonNode node) {
        return Base64.getDecoder().decode(node.asText());
    }

    @BeforeEach
    void input() throws IOException {
        in = Files.createDirectories(folder.resolve("in"));
    }

    private void write(JsonNode files) throws IOException {
        Files.write(in.resolve("a.bin"), bytes(files.path("bin")));
        Files.write(in.resolve("a.idx"), bytes(files.path("idx")));
    }

    private CorpusInsertion insertion(InsertionPlan plan) {
        return CorpusInsertion.of(plan).withTokens(new Tokens(new Words(), 0));
    }

    private static InsertionPlan plan(int documents, PositionPolicy position) {
        return InsertionPlan.ofDocuments(TRAP, MasterKey.practice(4), documents).withPosition(position);
    }

    @Test
    void whatIsWrittenIsWhatTheScriptWrites() throws IOException {
        for (JsonNode one : REFERENCE.path("cases")) {
            write(one.path("plain"));
            for (PositionPolicy position : List.of(PositionPolicy.START, PositionPolicy.END)) {
                String name = one.path("dtype").asText() + " " + position.label();
                Path out = folder.resolve("out" + name.substring(1));
                int documents = one.path("nonEmpty").asInt();
                assertThat(insertion(plan(documents, position)).insert(List.of(in), out, Progress.none()))
                        .as(name)
                        .hasSize(documents);
                JsonNode expected = one.path(position.label());
                assertThat(Files.readAllBytes(out.resolve("a.bin"))).as(name).isEqualTo(bytes(expected.path("bin")));
                assertThat(Files.readAllBytes(out.resolve("a.idx"))).as(name).isEqualTo(bytes(expected.path("idx")));
            }
            assertThat(insertion(plan(1, PositionPolicy.END)).documents(List.of(in), folder.resolve("x")))
                    .hasSize(one.path("nonEmpty").asInt())
                    .doesNotContain("a.bin#1", "a.bin#3")
                    .contains("a.bin#0", "a.bin#4");
        }
    }

    @Test
    void copiesStandAtTheirOffsetsAndAreTakenOutAgain() throws IOException {
        for (JsonNode one : REFERENCE.path("cases")) {
            write(one.path("plain"));
            String name = one.path("dtype").asText().substring(1);
            for (PositionPolicy position :
                    List.of(PositionPolicy.LATTER_HALF, PositionPolicy.WORD_BOUNDARY, PositionPolicy.MIDDLE)) {
                Path out = folder.resolve("out" + name + position.label());
                Path back = folder.resolve("back" + name + position.label());
                InsertionPlan plan =
                        plan(one.path("nonEmpty").asInt(), position).withRepeats(2);
                List<Placement> placements = insertion(plan).insert(List.of(in), out, Progress.none());
                MegatronIndex index = MegatronIndex.read(out.resolve("a.idx"));
                byte[] marked = Files.readAllBytes(out.resolve("a.bin"));
                for (Placement placement : placements) {
                    int document = Integer.parseInt(placement.document().substring("a.bin#".length()));
                    long at = placement.offset();
                    for (int before = 0; before < document; before++) {
                        at += index.tokens(before);
                    }
                    for (int i = 0; i < 3; i++) {
                        assertThat(token(marked, (int) at + i, index.width())).isEqualTo(901 + i);
                    }
                }
                InsertionUndo.restore(out.resolve("placements.jsonl"), List.of(out), back, Progress.none());
                assertThat(Files.readAllBytes(back.resolve("a.bin")))
                        .isEqualTo(bytes(one.path("plain").path("bin")));
                assertThat(Files.readAllBytes(back.resolve("a.idx")))
                        .isEqualTo(bytes(one.path("plain").path("idx")));
            }
        }
    }

    private static long token(byte[] bytes, int at, int width) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        return switch (width) {
            case 2 -> Short.toUnsignedInt(buffer.getShort(2 * at));
            case 4 -> buffer.getInt(4 * at);
            default -> buffer.getLong(8 * at);
        };
    }

    private void refused(byte[] index, String message) throws IOException {
        Files.write(in.resolve("a.idx"), index);
        Path file = message.startsWith("a.bin") ? in.resolve("a.bin") : in.resolve("a.idx");
        assertThatExceptionOfType(CorruptInputException.class)
                .isThrownBy(() -> insertion(plan(1, PositionPolicy.END))
                        .insert(List.of(in), folder.resolve("no"), Progress.none()))
                .withMessage(file + message.substring("a.bin".length()));
        assertThat(folder.resolve("no")).doesNotExist();
    }

    private static byte[] with(byte[] index, int at, long value, int width) {
        byte[] changed = index.clone();
        ByteBuffer buffer = ByteBuffer.wrap(changed).order(ByteOrder.LITTLE_ENDIAN);
        switch (width) {
            case 1 -> buffer.put(at, (byte) value);
            case 4 -> buffer.putInt(at, (int) value);
            default -> buffer.putLong(at, value);
        }
        return changed;
    }

    @Test
    void damagedIndexesAreNamedWithWhatIsWrongWhere() throws IOException {
        JsonNode files = REFERENCE.path("cases").path(0).path("plain");
        write(files);
        byte[] index = bytes(files.path("idx"));
        ByteBuffer head = ByteBuffer.wrap(index).order(ByteOrder.LITTLE_ENDIAN);
        int sequences = (int) head.getLong(18);
        int marks = (int) head.getLong(26);
        String again = "; write the index again";
        refused(
                new byte[0],
                "a.idx: byte 0: does not begin with MMIDIDX, expected an index of Megatron tokens" + again);
        refused(
                with(index, 3, 'X', 1),
                "a.idx: byte 3: does not begin with MMIDIDX, expected an index of Megatron tokens" + again);
        refused(Arrays.copyOf(index, 20), "a.idx: byte 20: ends after 20 bytes, expected a header of 34" + again);
        refused(with(index, 9, 2, 8), "a.idx: byte 9: has version 2, expected 1" + again);
        refused(
                with(index, 17, 6, 1),
                "a.idx: byte 17: has type code 6, expected one of integers (1, 2, 3, 4, 5 or 8); write the tokens as"
                        + " integers");
        for (long many : List.of(-1L, 1L << 62, Long.MAX_VALUE)) {
            refused(
                    with(index, 18, many, 8),
                    "a.idx: byte 18: has " + many + " sequences, expected 0 to 2147483639" + again);
        }
        refused(with(index, 26, 0, 8), "a.idx: byte 26: has 0 marks, expected 1 to 2147483639" + again);
        int whole = 34 + 12 * sequences + 8 * marks;
        assertThat(index).hasSize(whole);
        refused(
                Arrays.copyOf(index, whole - 1),
                "a.idx: byte " + (whole - 1) + ": ends after " + (whole - 1) + " bytes, expected " + whole + " for "
                        + sequences + " sequences and " + marks + " marks" + again);
        refused(with(index, 34, -4, 4), "a.idx: byte 34: has length -4 of sequence 0, expected 0 or more" + again);
        refused(
                with(index, 34 + 4 * sequences + 8, 6, 8),
                "a.idx: byte " + (34 + 4 * sequences + 8)
                        + ": has sequence 1 at byte 6, expected 8, behind the one before it" + again);
        int marksAt = 34 + 12 * sequences;
        refused(with(index, marksAt, 1, 8), "a.idx: byte " + marksAt + ": has document mark 1, expected 0" + again);
        refused(
                with(index, marksAt + 8, sequences + 1L, 8),
                "a.idx: byte " + (marksAt + 8) + ": has document mark " + (sequences + 1) + ", expected 0 to "
                        + sequences + again);
        refused(
                with(index, whole - 8, sequences - 1L, 8),
                "a.idx: byte " + (whole - 8) + ": has document mark " + (sequences - 1) + ", expected " + sequences
                        + again);
    }

    @Test
    void aFileThatIsNotTheIndexesAndTokensThatDoNotFitAreNamed() throws IOException {
        JsonNode one = REFERENCE.path("cases").path(0);
        write(one.path("plain"));
        byte[] tokens = bytes(one.path("plain").path("bin"));
        Path file = in.resolve("a.bin");
        for (int length : List.of(tokens.length - 2, tokens.length + 2)) {
            Files.write(file, Arrays.copyOf(tokens, length));
            refused(
                    bytes(one.path("plain").path("idx")),
                    "a.bin: byte " + Math.min(length, tokens.length) + ": has " + length + " bytes, expected "
                            + tokens.length + " as " + in.resolve("a.idx")
                            + " says; give the two files that were written together");
        }
        write(one.path("plain"));
        InsertionPlan large = InsertionPlan.ofDocuments(
                List.of(new Trap("big", "random", "w65535 w65536")), MasterKey.practice(1), 1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> insertion(large).insert(List.of(in), folder.resolve("no"), Progress.none()))
                .withMessage("token 65536 of trap big does not fit in " + file
                        + ", whose largest is 65535; give the tokenizer that made the file");
    }
}
