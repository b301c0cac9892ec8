package org.palimpsest.corpus.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicOutputTest {
    @TempDir
    Path folder;

    @Test
    void writesAndReplacesAFile() throws IOException {
        Path file = folder.resolve("f");
        AtomicOutput.write(file, "one".getBytes(StandardCharsets.UTF_8));
        assertThat(file).hasContent("one");
        AtomicOutput.write(file, out -> {
            out.write("two".getBytes(StandardCharsets.UTF_8));
            assertThat(file).as("still the old one").hasContent("one");
        });
        assertThat(file).hasContent("two");
        assertThat(names()).containsExactly("f");
    }

    @Test
    void aStreamThatTheCallerClosesIsCommittedAllTheSame() throws IOException {
        Path file = folder.resolve("f");
        AtomicOutput.write(file, out -> {
            try (OutputStream closing = out) {
                closing.write('x');
            }
        });
        assertThat(file).hasContent("x");
        assertThat(names()).containsExactly("f");
    }

    @Test
    void aFailureLeavesTheOldFileAndNothingElse() throws IOException {
        Path file = Files.writeString(folder.resolve("f"), "old");
        assertThatThrownBy(() -> AtomicOutput.write(file, out -> {
                    out.write(new byte[200_000]);
                    throw new IOException("no more");
                }))
                .hasMessage("no more");
        assertThat(file).hasContent("old");
        assertThat(names()).containsExactly("f");
    }

    @Test
    void aMissingFolderAndAFolderInTheWayAreNamed() {
        Path file = folder.resolve("none").resolve("f");
        assertThatThrownBy(() -> AtomicOutput.write(file, new byte[0]))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessage(file + ": cannot be written, there is no folder " + file.getParent() + "; create it first");
        assertThatThrownBy(() -> AtomicOutput.write(folder, new byte[0]))
                .isInstanceOf(IOException.class)
                .hasMessage(folder + ": cannot be written, it is a folder; name a file");
    }

    @Test
    void writesAFolder() throws IOException {
        Path target = folder.resolve("d");
        AtomicOutput.directory(target, this::fill);
        assertThat(target.resolve("sub/x")).hasContent("1");
        assertThat(names()).containsExactly("d");
    }

    @Test
    void aFolderIsReplacedOnlyOnRequest() throws IOException {
        Path target = folder.resolve("d");
        Files.createDirectories(target.resolve("old"));
        assertThatThrownBy(() -> AtomicOutput.directory(target, this::fill))
                .isInstanceOf(FileAlreadyExistsException.class)
                .hasMessage(target + ": is there already; choose another name or allow it to be replaced");
        assertThat(target.resolve("old")).exists();
        AtomicOutput.directory(target, Existing.REPLACE, this::fill);
        assertThat(target.resolve("old")).doesNotExist();
        assertThat(target.resolve("sub/x")).hasContent("1");
        assertThat(names()).containsExactly("d");
    }

    @Test
    void aFailureLeavesTheOldFolderAndNothingElse() throws IOException {
        Path target = folder.resolve("d");
        Files.createDirectories(target.resolve("old"));
        assertThatThrownBy(() -> AtomicOutput.directory(target, Existing.REPLACE, root -> {
                    fill(root);
                    throw new IllegalStateException("no more");
                }))
                .hasMessage("no more");
        assertThat(target.resolve("old")).exists();
        assertThat(names()).containsExactly("d");
    }

    @Test
    void aFileIsNeverReplacedByAFolder() throws IOException {
        Path target = Files.writeString(folder.resolve("d"), "file");
        assertThatThrownBy(() -> AtomicOutput.directory(target, Existing.REPLACE, this::fill))
                .isInstanceOf(FileAlreadyExistsException.class)
                .hasMessage(target + ": is not a folder and is never replaced by one; choose another name");
        assertThat(target).hasContent("file");
    }

    private void fill(Path root) throws IOException {
        assertThat(root).isEmptyDirectory().hasParent(folder);
        Files.createDirectory(root.resolve("sub"));
        Files.writeString(root.resolve("sub/x"), "1");
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    @Test
    void aProcessThatIsStoppedLeavesNothingHalfWritten(@TempDir Path folder) throws IOException {
        AtomicFile file = AtomicFile.open(folder.resolve("a.txt"));
        file.stream().write(1);
        AtomicOutput.write(folder.resolve("done.txt"), new byte[] {2});
        try (Stream<Path> inside = Files.list(folder)) {
            assertThat(inside).hasSize(2);
        }
        AtomicOutput.abandon();
        try (Stream<Path> inside = Files.list(folder)) {
            assertThat(inside).containsExactly(folder.resolve("done.txt"));
        }
        file.close();
    }
}
