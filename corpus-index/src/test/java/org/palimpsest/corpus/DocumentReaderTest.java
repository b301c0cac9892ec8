package org.palimpsest.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DocumentReaderTest {
    @TempDir
    Path folder;

    @Test
    void readsTheFieldsOfDolma() throws IOException {
        Path file = write("""
                {"id":"a","text":"Grüße 🌍","source":"s","added":"2024","created":"2020","metadata":{"n":1,"x":[true,null]},"other":{"y":[1]}}

                {"text":null,"tokens":[5,0,2147483647],"id":"b","metadata":null}
                """);
        List<Document> documents = read(file, 0);
        assertThat(documents).hasSize(2);
        Document a = documents.get(0);
        assertThat(a.text()).isEqualTo("Grüße 🌍");
        assertThat(a.tokens()).isNull();
        assertThat(List.of(String.valueOf(a.source()), String.valueOf(a.added()), String.valueOf(a.created())))
                .containsExactly("s", "2024", "2020");
        assertThat(a.metadata().keySet()).containsExactly("n", "x");
        assertThat(a.metadata().get("n")).isEqualTo(1);
        assertThat(documents.get(1))
                .isEqualTo(new Document("b", "", new int[] {5, 0, 2147483647}, null, null, null, Map.of()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"text":"t"} | field "id" is missing or empty; give every document an id of its own, a string
            {"id":"","text":"t"} | field "id" is missing or empty; give every document an id of its own, a string
            {"id":"a"} | field "text" is missing; give every document a "text", or its token ids as "tokens"
            {"id":7,"text":"t"} | field "id": expected a string, found a number (7)
            {"id":"a","text":["t"]} | field "text": expected a string, found a list
            {"id":"a","text":"t","source":true} | field "source": expected a string, found a boolean (true)
            {"id":"a","text":"t","metadata":"m"} | field "metadata": expected an object, found a string ("m")
            {"id":"a","tokens":[1,-2]} | field "tokens[1]": expected a token id from 0 to 2147483647, found a number (-2)
            {"id":"a","tokens":[1.5]} | field "tokens[0]": expected a token id from 0 to 2147483647, found a number (1.5)
            {"id":"a","tokens":[2147483648]} | field "tokens[0]": expected a token id from 0 to 2147483647, found a number (2147483648)
            {"id":"a","tokens":{}} | field "tokens": expected a list of token ids, found an object
            {"id":"a","text":"x\\ud83d"} | field "text": expected Unicode text, found half of a surrogate pair at UTF-16 offset 1; repair the text
            {"id":"a","text":"t"} {} | expected the end of the line after the object, found an object
            [{"id":"a"}] | expected one JSON object per line, found a list; write one object per line, without a list around them
            """)
    void namesFileLineAndField(String row, String reason) throws IOException {
        Path file = write("{\"id\":\"ok\",\"text\":\"\"}\n" + row + "\n");
        assertThatThrownBy(() -> read(file, 0))
                .isInstanceOf(UncheckedIOException.class)
                .cause()
                .isInstanceOf(CorruptInputException.class)
                .hasMessage(file + ", line 2: " + reason);
    }

    @Test
    void brokenJsonIsNamedWithItsColumn() throws IOException {
        Path cut = write("{\"id\":\"a\",\"te");
        assertThatThrownBy(() -> read(cut, 0))
                .cause()
                .hasMessageStartingWith(cut + ", line 1: is not valid JSON at column 14: ");
        Path open = write("{\"id\":\"a\",\"text\":\"b\"");
        assertThatThrownBy(() -> read(open, 0))
                .cause()
                .hasMessage(open + ", line 1: is not valid JSON at column 21: Unexpected end-of-input: expected close"
                        + " marker for Object");
        Path twice = write("{\"id\":\"a\",\"id\":\"b\",\"text\":\"\"}");
        assertThatThrownBy(() -> read(twice, 0)).cause().hasMessageContaining("Duplicate field 'id'");
    }

    @Test
    void bytesThatAreNotUtf8AreABadLine() throws IOException {
        Path file = folder.resolve("latin1.jsonl");
        Files.write(file, "{\"id\":\"a\",\"text\":\"Größe\"}".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> read(file, 0))
                .cause()
                .isInstanceOf(CorruptInputException.class)
                .hasMessageStartingWith(file + ", line 1: ")
                .hasMessageContaining("UTF-8");
    }

    @Test
    void skipsAsManyBadLinesAsAllowedAndListsThem() throws IOException {
        Path file = write("""
                nonsense
                {"id":"a","text":"1"}
                {"id":3,"text":"2"}
                {"id":"b","text":"3"}
                """);
        try (DocumentReader reader = DocumentReader.open(file, new DocumentReader.Options(2))) {
            List<String> ids = new ArrayList<>();
            reader.forEachRemaining(document -> ids.add(document.id()));
            assertThat(ids).containsExactly("a", "b");
            assertThat(reader.skipped()).hasSize(2);
            assertThat(reader.skipped().get(0).line()).isEqualTo(1);
            assertThat(reader.skipped().get(1))
                    .isEqualTo(new BadLine(3, "field \"id\": expected a string, found a number (3)"));
        }
        assertThatThrownBy(() -> read(file, 1)).cause().hasMessageContaining(", line 3: ");
        assertThatThrownBy(() -> new DocumentReader.Options(-1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("skipBad must be at least 0, got -1");
    }

    @Test
    void aCutArchiveIsNotABadLine() throws IOException {
        Path whole = folder.resolve("whole.jsonl.gz");
        try (DocumentWriter writer = DocumentWriter.open(whole)) {
            for (int i = 0; i < 2000; i++) {
                writer.write(Document.of("d" + i, Integer.toString(i * i)));
            }
        }
        byte[] bytes = Files.readAllBytes(whole);
        Path cut = folder.resolve("cut.jsonl.gz");
        Files.write(cut, java.util.Arrays.copyOf(bytes, bytes.length * 3 / 4));
        assertThatThrownBy(() -> read(cut, 1000)).cause().hasMessageStartingWith(cut + ": is truncated or damaged");
    }

    @Test
    void aTextFileIsOneDocument() throws IOException {
        Path file = folder.resolve("essay.txt");
        Files.writeString(file, "\ufeffline 1\nline 2\n");
        assertThat(read(file, 0)).containsExactly(Document.of("essay.txt", "line 1\nline 2\n"));
        Files.write(file, new byte[] {'a', 'b', (byte) 0xff});
        assertThatThrownBy(() -> read(file, 0))
                .cause()
                .hasMessage(file + ": is not valid UTF-8 at byte 2; convert the file to UTF-8");
    }

    @Test
    void readAndIterationMayBeMixed() throws IOException {
        Path file = write("{\"id\":\"a\",\"text\":\"\"}\n{\"id\":\"b\",\"text\":\"\"}\n");
        try (DocumentReader reader = DocumentReader.open(file)) {
            assertThat(reader.hasNext()).isTrue();
            assertThat(reader.read()).isEqualTo(Document.of("a", ""));
            assertThat(reader.next()).isEqualTo(Document.of("b", ""));
            assertThat(reader.read()).isNull();
            assertThat(reader.hasNext()).isFalse();
            assertThatThrownBy(reader::next).isInstanceOf(NoSuchElementException.class);
        }
    }

    private Path write(String text) throws IOException {
        return Files.writeString(folder.resolve("in.jsonl"), text);
    }

    private static List<Document> read(Path file, int skipBad) throws IOException {
        List<Document> documents = new ArrayList<>();
        try (DocumentReader reader = DocumentReader.open(file, new DocumentReader.Options(skipBad))) {
            reader.forEachRemaining(documents::add);
        }
        return documents;
    }
}
