package org.palimpsest.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoCommandTest {
    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... args) {
        return Palimpsest.execute(new PrintWriter(out, true), new PrintWriter(err, true), args);
    }

    @Test
    void refusesAFolderWithOtherFiles() throws IOException {
        Files.writeString(folder.resolve("thesis.txt"), "mine");
        assertThat(run("demo", "--out", folder.toString(), "--force")).isEqualTo(2);
        assertThat(err.toString())
                .isEqualTo("error: " + folder + ": holds other files; give --out a new or empty folder"
                        + System.lineSeparator());
        assertThat(out.toString()).isEmpty();
        assertThat(folder.resolve("thesis.txt")).hasContent("mine");
    }

    @Test
    void refusesAFile() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        assertThat(run("demo", "--out", file.toString())).isEqualTo(2);
        assertThat(err.toString()).contains(file + ": is a file; --out needs a folder");
    }

    @Test
    void refusesAStoryOfAnotherSeed() throws IOException {
        Files.writeString(folder.resolve("story.json"), "{\"seed\":5,\"seedGiven\":true,\"plan\":{}}");
        assertThat(run("demo", "--out", folder.toString(), "--seed", "6")).isEqualTo(2);
        assertThat(err.toString()).contains("holds a story of seed 5 and another size; choose another folder");
    }

    @Test
    void refusesUnknownSizes() {
        assertThat(run("demo", "--size", "huge", "--out", folder.toString())).isEqualTo(2);
        assertThat(err.toString())
                .contains("'--size': expected one of [STANDARD, TINY] (case-insensitive) but was 'huge'");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void refusesThreadsBelowOneBeforeAnyFileIsOpened() {
        assertThat(run("demo", "--threads", "0", "--out", folder.toString())).isEqualTo(2);
        assertThat(err.toString()).contains("must be at least 1, got 0");
        assertThat(folder).isEmptyDirectory();
        assertThat(run("score", "--threads", "-2", "--model", "missing", "--input", "missing"))
                .isEqualTo(2);
        assertThat(run("score", "--threads", "two")).isEqualTo(2);
        assertThat(err.toString()).contains("got -2").contains("got two");
    }
}
