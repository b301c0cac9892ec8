package org.palimpsest.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LineReaderTest {
    @Test
    void agreesWithSplittingTheWholeText() throws IOException {
        SplittableRandom random = new SplittableRandom(11);
        for (int round = 0; round < 40; round++) {
            StringBuilder text = new StringBuilder();
            int lines = random.nextInt(6);
            for (int i = 0; i < lines; i++) {
                int length = random.nextInt(4) == 0 ? random.nextInt(200_000) : random.nextInt(4);
                text.append("x".repeat(length)).append('\n');
            }
            text.append("y".repeat(random.nextInt(3)));
            assertThat(read(text.toString())).isEqualTo(text.toString().lines().toList());
        }
    }

    @Test
    void dropsTheByteOrderMarkAndCarriageReturns() throws IOException {
        assertThat(read("\ufeffa\r\n\ufeffb\r\r\n")).containsExactly("a", "\ufeffb\r");
    }

    @Test
    void aLineThatIsTooLongIsNamedAndPassedOver() throws IOException {
        LineReader reader = reader("abc\nabcdef\nabcde\n", 5);
        assertThat(reader.next()).isTrue();
        assertThatThrownBy(reader::next)
                .isInstanceOf(CorruptInputException.class)
                .hasMessage(
                        "f, line 2: is 6 bytes long, at most 5 are read; split the document, or see whether line ends"
                                + " are missing");
        assertThat(reader.next()).isTrue();
        assertThat(line(reader)).isEqualTo("abcde");
        assertThat(reader.location()).isEqualTo(new InputLocation("f", 3));
        assertThat(reader.next()).isFalse();
    }

    @Test
    void anEndlessLineDoesNotFillTheHeap() {
        InputStream endless = new InputStream() {
            private long left = 1L << 30;

            @Override
            public int read() {
                throw new AssertionError("only blocks are read");
            }

            @Override
            public int read(byte[] bytes, int offset, int length) {
                left -= length;
                return left < 0 ? -1 : length;
            }
        };
        LineReader reader = new LineReader("f", endless, 1000);
        assertThatThrownBy(reader::next).hasMessageContaining("line 1: is 1073741824 bytes long");
        assertThat(reader.bytes()).hasSizeLessThan(1 << 20);
    }

    @Test
    void blankMeansSpacesAndTabs() throws IOException {
        LineReader reader = reader(" \t\n x", 10);
        reader.next();
        assertThat(reader.isBlank()).isTrue();
        reader.next();
        assertThat(reader.isBlank()).isFalse();
    }

    private static LineReader reader(String text, int longest) {
        return new LineReader("f", new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), longest);
    }

    private static List<String> read(String text) throws IOException {
        List<String> lines = new ArrayList<>();
        LineReader reader = reader(text, LineReader.LONGEST_LINE);
        while (reader.next()) {
            lines.add(line(reader));
        }
        return lines;
    }

    private static String line(LineReader reader) {
        return new String(reader.bytes(), reader.start(), reader.end() - reader.start(), StandardCharsets.UTF_8);
    }
}
