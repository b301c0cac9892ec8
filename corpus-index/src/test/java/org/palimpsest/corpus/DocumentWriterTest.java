package org.palimpsest.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentWriterTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"a.jsonl", "a.json", "a.jsonl.gz", "a.json.zst"})
    void whatIsWrittenIsReadBack(String name) throws IOException {
        Path file = folder.resolve(name);
        List<Document> documents = documents();
        DocumentWriter.writeAll(file, documents.iterator());
        List<Document> read = new ArrayList<>();
        try (DocumentReader reader = DocumentReader.open(file)) {
            reader.forEachRemaining(read::add);
        }
        assertThat(read).isEqualTo(documents);
        byte[] first = Files.readAllBytes(file);
        DocumentWriter.writeAll(file, documents.iterator());
        assertThat(Files.readAllBytes(file))
                .as("the same documents give the same bytes")
                .isEqualTo(first);
    }

    @Test
    void rowsLeaveOutWhatADocumentLacks() throws IOException {
        Path file = folder.resolve("a.jsonl");
        DocumentWriter.writeAll(file, documents().iterator());
        assertThat(Files.readString(file)).isEqualTo("""
                        {"id":"a","text":"Grüße \\"🌍\\"\\n."}
                        {"id":"b","tokens":[3,0],"source":"s","added":"x","created":"y","metadata":{"k":[1,null,{"z":0.5}],"nothing":null}}
                        {"id":"c","text":"","metadata":{"deep":true}}
                        """);
    }

    @Test
    void theFileAppearsOnCloseOnly() throws IOException {
        Path file = folder.resolve("a.jsonl");
        try (DocumentWriter writer = DocumentWriter.open(file)) {
            writer.write(Document.of("a", "t"));
            assertThat(file).doesNotExist();
        }
        assertThat(file).exists();
        assertThat(names()).containsExactly("a.jsonl");
    }

    @Test
    void anErrorLeavesTheOldFileAndNothingElse() throws IOException {
        Path file = folder.resolve("a.jsonl.gz");
        Files.writeString(file, "old");
        Iterator<Document> failing =
                Stream.of(1, 2).map(i -> Document.of(i == 1 ? "a" : "", "t")).iterator();
        assertThatThrownBy(() -> DocumentWriter.writeAll(file, failing)).hasMessage("id must not be empty");
        assertThat(file).hasContent("old");
        assertThat(names()).containsExactly("a.jsonl.gz");
    }

    @Test
    void aDocumentThatCannotBeWrittenDiscardsTheFile() throws IOException {
        Path file = folder.resolve("a.jsonl");
        Map<String, @Nullable Object> metadata = Map.of("k", new Object());
        try (DocumentWriter writer = DocumentWriter.open(file)) {
            assertThatThrownBy(() -> writer.write(new Document("a", "", null, null, null, null, metadata)))
                    .isInstanceOf(IOException.class);
        }
        assertThat(names()).isEmpty();
    }

    @Test
    void refusesOtherSuffixes() {
        assertThatThrownBy(() -> DocumentWriter.open(Path.of("a.txt.gz")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the name of a file of documents must end in .jsonl or .json, then perhaps .gz or .zst, got"
                        + " a.txt.gz");
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private static List<Document> documents() {
        Map<String, @Nullable Object> inner = new LinkedHashMap<>();
        inner.put("z", 0.5);
        List<@Nullable Object> list = new ArrayList<>();
        list.add(1);
        list.add(null);
        list.add(inner);
        Map<String, @Nullable Object> metadata = new LinkedHashMap<>();
        metadata.put("k", list);
        metadata.put("nothing", null);
        return List.of(
                Document.of("a", "Grüße \"🌍\"\n."),
                new Document("b", "", new int[] {3, 0}, "s", "x", "y", metadata),
                new Document("c", "", null, null, null, null, Map.of("deep", true)));
    }
}
