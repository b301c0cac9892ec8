package org.palimpsest.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The files of the checkout in which the tests run. */
final class Checkout {
    private Checkout() {}

    /** The folder that holds the parent pom and all modules. */
    static Path root() {
        Path at = Path.of("").toAbsolutePath();
        while (!Files.exists(at.resolve(".ci").resolve("run"))) {
            Path parent = at.getParent();
            if (parent == null) {
                throw new IllegalStateException("no folder above " + Path.of("").toAbsolutePath() + " holds .ci/run");
            }
            at = parent;
        }
        return at;
    }

    /** README.md and every page of docs/, in a fixed order. */
    static List<Path> pages() {
        List<Path> pages = new ArrayList<>(List.of(root().resolve("README.md")));
        pages.addAll(below(root().resolve("docs"), ".md"));
        return pages;
    }

    /** The Java files of all modules that are no tests. */
    static List<Path> mainSources() {
        List<Path> sources = new ArrayList<>();
        for (String module : modules()) {
            Path main = root().resolve(module).resolve("src").resolve("main").resolve("java");
            if (Files.isDirectory(main)) {
                sources.addAll(below(main, ".java"));
            }
        }
        return sources;
    }

    /** The modules, in the order in which the parent pom builds them. */
    static List<String> modules() {
        return read(root().resolve("pom.xml"))
                .lines()
                .map(String::strip)
                .filter(line -> line.startsWith("<module>"))
                .map(line -> line.replaceAll("</?module>", ""))
                .toList();
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> below(Path folder, String suffix) {
        try (Stream<Path> walk = Files.walk(folder)) {
            return walk.filter(path -> path.toString().endsWith(suffix))
                    .filter(path -> !path.startsWith(folder.resolve("target")))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
