package org.palimpsest.corpus.transcript;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.palimpsest.corpus.CorruptInputException;

class TranscriptReaderTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"t.jsonl", "t.jsonl.gz", "t.jsonl.zst"})
    void whatIsWrittenIsReadBack(String name) throws IOException {
        Transcript transcript = new Transcript(List.of(
                new Transcript.Entry(9_000_000_000L, "z", 3L),
                new Transcript.Entry(1, "\"é\""),
                new Transcript.Entry(0, "a", 0L)));
        Path file = folder.resolve(name);
        TranscriptWriter.write(transcript, file);
        assertThat(TranscriptReader.read(file)).isEqualTo(transcript);
    }

    private Path parquet(String name) throws IOException {
        Path copy = folder.resolve(name);
        try (InputStream in = TranscriptReaderTest.class.getResourceAsStream("/parquet/" + name)) {
            Files.copy(Objects.requireNonNull(in, name), copy);
        }
        return copy;
    }

    @Test
    void parquetThatDuckDbWroteIsReadAsRows() throws IOException {
        assertThat(TranscriptReader.read(parquet("transcript.parquet")))
                .isEqualTo(new Transcript(List.of(
                        new Transcript.Entry(1, "a"),
                        new Transcript.Entry(0, "c", 0L),
                        new Transcript.Entry(2, "b", 4L))));
        Path twice = parquet("transcript-twice.parquet");
        Path negative = parquet("transcript-negative.parquet");
        Path other = parquet("other-columns.parquet");
        assertThatThrownBy(() -> TranscriptReader.read(negative))
                .isInstanceOf(CorruptInputException.class)
                .hasMessage(negative + ", row 2: field \"index\": expected a whole number from 0 to"
                        + " 9223372036854775807, found a number (-1)");
        assertThatThrownBy(() -> TranscriptReader.read(twice))
                .isInstanceOf(CorruptInputException.class)
                .hasMessage(twice + ", row 2: field \"index\": position 7 is on row 1 already; every position has one"
                        + " document");
        assertThatThrownBy(() -> TranscriptReader.read(other))
                .isInstanceOf(CorruptInputException.class)
                .hasMessage(other + ", row 1: field \"index\" is missing; give every row its position in the training"
                        + " order");
    }

    @Test
    void rowsAreInAscendingOrder() throws IOException {
        Path file = folder.resolve("t.jsonl");
        TranscriptWriter.write(
                new Transcript(List.of(new Transcript.Entry(1, "b"), new Transcript.Entry(0, "a", 4L))), file);
        assertThat(Files.readString(file)).isEqualTo("""
                {"index":0,"id":"a","step":4}
                {"index":1,"id":"b"}
                """);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"id":"b"} | field "index" is missing; give every row its position in the training order
            {"index":1} | field "id" is missing or empty; give every row the id of its document
            {"index":-1,"id":"b"} | field "index": expected a whole number from 0 to 9223372036854775807, found a number (-1)
            {"index":1.0,"id":"b"} | field "index": expected a whole number from 0 to 9223372036854775807, found a number (1.0)
            {"index":"1","id":"b"} | field "index": expected a whole number from 0 to 9223372036854775807, found a string ("1")
            {"index":1,"id":"b","step":9223372036854775808} | field "step": expected a whole number from 0 to 9223372036854775807, found a number (9223372036854775808)
            {"index":5,"id":"b"} | field "index": position 5 is on line 1 already; every position has one document
            """)
    void namesFileLineAndField(String row, String reason) throws IOException {
        Path file = Files.writeString(folder.resolve("t.jsonl"), "{\"index\":5,\"id\":\"a\",\"loss\":2}\n" + row);
        assertThatThrownBy(() -> TranscriptReader.read(file))
                .isInstanceOf(CorruptInputException.class)
                .hasMessage(file + ", line 2: " + reason);
    }

    @Test
    void anEmptyFileIsNoTranscript() throws IOException {
        Path file = Files.writeString(folder.resolve("t.jsonl"), "\n");
        assertThatThrownBy(() -> TranscriptReader.read(file))
                .isInstanceOf(CorruptInputException.class)
                .hasMessage(file + ": has no rows, expected one for each training position");
    }
}
