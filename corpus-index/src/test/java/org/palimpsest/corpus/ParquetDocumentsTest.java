package org.palimpsest.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParquetDocumentsTest {
    @TempDir
    Path folder;

    private static Path fixture(String name) {
        try {
            return Path.of(Objects.requireNonNull(ParquetDocumentsTest.class.getResource("/parquet/" + name))
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void readsColumnsAsFields() throws IOException {
        List<Document> documents = new ArrayList<>();
        try (DocumentReader reader = DocumentReader.open(fixture("duck-snappy.parquet"))) {
            reader.forEachRemaining(documents::add);
            assertThat(reader.line()).isEqualTo(60);
        }
        assertThat(documents).hasSize(60);
        assertThat(documents.get(12).text()).isEqualTo("Text number 12 ü€😀 " + "abc ".repeat(12));
        assertThat(documents.get(12).tokens()).startsWith(12, 43, 136).hasSize(12);
        assertThat(documents.get(10).tokens()).isEmpty();
        assertThat(documents.get(3).text()).isEmpty();
        assertThat(documents.get(11).source()).isNull();
        assertThat(documents.get(12).created()).isEqualTo("2020-01-01T12:00:00Z");
        assertThat(documents.get(12).metadata().get("tags")).isEqualTo(List.of("a", "b12"));
    }

    @Test
    void namesFileRowAndColumn() throws IOException {
        Path file = Files.copy(fixture("wrong-types.parquet"), folder.resolve("w.parquet"));
        try (DocumentReader reader = DocumentReader.open(file, new DocumentReader.Options(2))) {
            assertThat(Objects.requireNonNull(reader.read()).id()).isEqualTo("a");
            assertThatThrownBy(reader::read)
                    .isInstanceOf(CorruptInputException.class)
                    .hasMessage(file
                            + ", row 4: field \"tokens[1]\": expected a token id from 0 to 2147483647, found null");
            assertThat(reader.skipped())
                    .containsExactly(
                            new BadLine(
                                    2,
                                    "field \"id\" is missing or empty; give every document an id of its own, a string"),
                            new BadLine(
                                    3,
                                    "field \"tokens[1]\": expected a token id from 0 to 2147483647, found a number (-2)"));
        }
    }

    @Test
    void saysWhichColumnsAreThere() {
        Path file = fixture("other-columns.parquet");
        assertThatThrownBy(() -> DocumentReader.open(file))
                .isInstanceOf(CorruptInputException.class)
                .hasMessage(
                        file + ": has the columns [key, content], expected \"id\" and \"text\" or \"tokens\"; rename"
                                + " the columns that hold them");
    }
}
