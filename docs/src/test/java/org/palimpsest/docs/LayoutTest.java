package org.palimpsest.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The top level of the checkout, which is closed. */
class LayoutTest {
    private static final List<String> FOLDERS =
            List.of("traps", "inference", "provenance", "corpus-index", "stats", "cli", "spark-jobs", "docs");
    private static final List<String> FILES = List.of("pom.xml", "README.md", "LICENSE");
    private static final List<String> DOTFILES =
            List.of(".ci", ".mvn", ".gitignore", ".gitattributes", ".editorconfig");

    @Test
    void theTopLevelHoldsTheHouseAndNothingElse() throws IOException {
        assertThat(topLevel()).containsExactlyInAnyOrderElementsOf(plain());
        assertThat(Checkout.root()).isDirectoryContaining(path -> path.endsWith("pom.xml"));
        assertThat(DOTFILES)
                .allSatisfy(name -> assertThat(Checkout.root().resolve(name)).exists());
    }

    @Test
    void everyFolderIsAModuleWithAPom() {
        assertThat(Checkout.modules())
                .containsExactlyInAnyOrderElementsOf(FOLDERS)
                .endsWith("docs");
        assertThat(FOLDERS)
                .allSatisfy(name -> assertThat(Checkout.root().resolve(name).resolve("pom.xml"))
                        .isRegularFile());
    }

    @Test
    void noPageIsEmpty() {
        assertThat(Checkout.pages())
                .allSatisfy(page -> assertThat(Checkout.read(page).strip())
                        .as(page.toString())
                        .startsWith("# ")
                        .contains("\n"));
    }

    private static List<String> plain() {
        return Stream.concat(FOLDERS.stream(), FILES.stream()).toList();
    }

    /** Names that git would track: without dotfiles, and without what .gitignore names. */
    private static List<String> topLevel() throws IOException {
        List<String> ignored = Checkout.read(Checkout.root().resolve(".gitignore"))
                .lines()
                .map(line -> line.strip().replaceFirst("/$", ""))
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .toList();
        try (Stream<Path> all = Files.list(Checkout.root())) {
            return all.map(path -> path.getFileName().toString())
                    .filter(name -> !name.startsWith("."))
                    .filter(name -> ignored.stream().noneMatch(glob -> matches(glob, name)))
                    .toList();
        }
    }

    private static boolean matches(String glob, String name) {
        return FileSystems.getDefault().getPathMatcher("glob:" + glob).matches(Path.of(name));
    }
}
