package org.palimpsest.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DocumentFolderTest {
    @TempDir
    Path folder;

    private Path write(String name, String text) throws IOException {
        Path file = folder.resolve("in").resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private List<String> read(Path path) throws IOException {
        List<String> seen = new ArrayList<>();
        try (DocumentReader reader = DocumentReader.open(path, new DocumentReader.Options(1))) {
            for (Document d = reader.read(); d != null; d = reader.read()) {
                seen.add(d.id() + "=" + d.text() + "@" + reader.line() + " "
                        + reader.file().getFileName());
            }
            assertThat(reader.skipped()).hasSizeLessThanOrEqualTo(1);
        }
        return seen;
    }

    @Test
    void readsFilesInTheOrderOfTheirPaths() throws IOException {
        write("b/x.txt", "one");
        write("b/x.md", "two");
        write("b.jsonl", "{\"id\":\"j\",\"text\":\"three\"}\n\nbad\n{\"id\":\"k\",\"text\":\"four\"}\n");
        write("a.txt", "five");
        write("B.txt", "six");
        write("b/.hidden.txt", "no");
        write(".git/c.txt", "no");
        write("notes.pdf", "no");
        Path in = folder.resolve("in");
        assertThat(read(in))
                .containsExactly(
                        "B.txt=six@0 B.txt",
                        "a.txt=five@0 a.txt",
                        "j=three@1 b.jsonl",
                        "k=four@4 b.jsonl",
                        "b/x.md=two@0 x.md",
                        "b/x.txt=one@0 x.txt");
        assertThat(DocumentFolder.list(in).others()).containsExactly(in.resolve("notes.pdf"));
    }

    @Test
    void linksLeadNotOutOfTheFolder() throws IOException {
        Path inside = write("a.txt", "in");
        Path outside = Files.writeString(folder.resolve("out.txt"), "out");
        Path in = folder.resolve("in");
        Files.createDirectories(folder.resolve("far"));
        Files.writeString(folder.resolve("far/f.txt"), "far");
        Files.createSymbolicLink(in.resolve("b.txt"), inside);
        Files.createSymbolicLink(in.resolve("c.txt"), outside);
        Files.createSymbolicLink(in.resolve("d"), folder.resolve("far"));
        Files.createSymbolicLink(in.resolve("e.txt"), in.resolve("nowhere"));
        Files.createSymbolicLink(in.resolve("loop"), in);
        assertThat(read(in)).containsExactly("a.txt=in@0 a.txt", "b.txt=in@0 b.txt");
        assertThat(DocumentFolder.list(in).others())
                .extracting(path -> path.getFileName().toString())
                .containsExactly("c.txt", "d", "e.txt", "loop");
    }

    @Test
    void badRowsOfAllFilesCountTogether() throws IOException {
        write("a.jsonl", "bad\n");
        Path second = write("b.jsonl", "{\"id\":\"a\",\"text\":\"t\"}\nbad\n");
        assertThatThrownBy(() -> read(folder.resolve("in")))
                .isInstanceOf(CorruptInputException.class)
                .hasMessageStartingWith(second + ", line 2: is not valid JSON");
    }

    @Test
    void aFolderWithoutDocumentsIsAnError() throws IOException {
        write("a.pdf", "x");
        Path in = folder.resolve("in");
        assertThatThrownBy(() -> DocumentReader.open(in))
                .isInstanceOf(CorruptInputException.class)
                .hasMessage(
                        in + ": is a folder without files of documents (.jsonl, .json, .txt, .md, .parquet; all but the"
                                + " last also .gz or .zst); it has 1 other files or links that lead out of it; name the files"
                                + " themselves, or another folder");
    }
}
