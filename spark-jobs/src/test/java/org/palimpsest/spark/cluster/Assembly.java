package org.palimpsest.spark.cluster;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/** The jar that spark-submit takes, as the build made it. */
final class Assembly {
    private Assembly() {}

    /** Where it lies: the build says so. */
    static Path file() {
        String path = System.getProperty("palimpsest.assembly");
        if (path == null) {
            throw new IllegalStateException("mvn verify gives -Dpalimpsest.assembly=FILE, the jar that it has packed");
        }
        return Path.of(path);
    }

    /** Names of all that lies in a jar, folders left out. */
    static List<String> entries(Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            return file.stream()
                    .filter(entry -> !entry.isDirectory())
                    .map(JarEntry::getName)
                    .toList();
        }
    }
}
