package org.palimpsest.spark.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.palimpsest.spark.InsertTrapsJob;

/** What lies in the assembly. */
class AssemblyIT {
    private static final Pattern ROARING = Pattern.compile("(?<!palimpsest[/.]shaded[/.]|palimpsest[/.]shaded)"
            + "(?<![a-z/.])org[/.]roaringbitmap[/.]|(?<!shaded[/.])(?<![a-z/.])Lorg/roaringbitmap/");

    @Test
    void holdsOursAndNothingThatSparkBringsOrThatGoesByJars() throws IOException {
        List<String> entries = Assembly.entries(Assembly.file());
        assertThat(entries).doesNotHaveDuplicates().contains(entry(InsertTrapsJob.class.getName()));
        assertThat(entries)
                .as("modules of this project, and what they need")
                .anyMatch(name -> name.startsWith("org/palimpsest/stats/"))
                .anyMatch(name -> name.startsWith("org/palimpsest/corpus/"))
                .anyMatch(name -> name.startsWith("org/palimpsest/inference/"))
                .anyMatch(name -> name.startsWith("org/palimpsest/traps/"))
                .anyMatch(name -> name.startsWith("org/palimpsest/provenance/"))
                .anyMatch(name -> name.startsWith("org/apache/commons/statistics/"))
                .anyMatch(name -> name.startsWith("org/apache/commons/numbers/"))
                .anyMatch(name -> name.startsWith("org/apache/lucene/"))
                .anyMatch(name -> name.startsWith("org/jsoup/"))
                .anyMatch(name -> name.startsWith("org/bouncycastle/"));
        assertThat(entries.stream()
                        .filter(name -> name.endsWith(".class"))
                        .map(name -> name.replaceFirst("^META-INF/versions/\\d+/", "")))
                .allMatch(name ->
                        name.matches("org/(palimpsest|apache/commons/(statistics|numbers|rng)|apache/lucene|jsoup"
                                + "|bouncycastle|jspecify)/.*"));
        assertThat(entries)
                .noneMatch(name -> name.matches("META-INF/.*\\.(SF|DSA|RSA|EC)"))
                .noneMatch(name -> name.endsWith("module-info.class"))
                .noneMatch(name -> name.matches(".*\\.(so|dll|dylib)"));
    }

    @Test
    void bitmapsAreUnderOurNameAlone() throws IOException {
        List<String> strangers = new ArrayList<>();
        boolean used = false;
        try (JarFile jar = new JarFile(Assembly.file().toFile())) {
            assertThat(jar.getEntry("org/palimpsest/shaded/roaringbitmap/RoaringBitmap.class"))
                    .isNotNull();
            for (JarEntry entry : jar.stream().toList()) {
                if (entry.getName().endsWith(".class") && entry.getName().startsWith("org/palimpsest/")) {
                    String bytes = new String(read(jar, entry), StandardCharsets.ISO_8859_1);
                    used |= !entry.getName().contains("/shaded/")
                            && bytes.contains("org/palimpsest/shaded/roaringbitmap/RoaringBitmap");
                    if (ROARING.matcher(bytes).find()) {
                        strangers.add(entry.getName());
                    }
                }
            }
        }
        assertThat(strangers).isEmpty();
        assertThat(used).as("some class of ours uses them").isTrue();
    }

    @Test
    void servicesAreMergedAndLeadToClassesInside() throws IOException {
        try (JarFile jar = new JarFile(Assembly.file().toFile())) {
            List<JarEntry> services = jar.stream()
                    .filter(entry -> !entry.isDirectory() && entry.getName().startsWith("META-INF/services/"))
                    .toList();
            assertThat(services.stream().map(JarEntry::getName))
                    .contains("META-INF/services/org.apache.lucene.codecs.Codec");
            Set<String> classes = new HashSet<>(Assembly.entries(Assembly.file()));
            for (JarEntry service : services) {
                List<String> providers = new String(read(jar, service), StandardCharsets.UTF_8)
                        .lines()
                        .map(line -> line.replaceFirst("#.*", "").strip())
                        .filter(line -> !line.isEmpty())
                        .map(AssemblyIT::entry)
                        .toList();
                assertThat(classes).as(service.getName()).containsAll(providers);
            }
            assertThat(jar.getManifest().getMainAttributes().get(Attributes.Name.MULTI_RELEASE))
                    .isEqualTo("true");
        }
    }

    private static String entry(String type) {
        return type.replace('.', '/') + ".class";
    }

    private static byte[] read(JarFile jar, JarEntry entry) throws IOException {
        try (InputStream in = jar.getInputStream(entry)) {
            return in.readAllBytes();
        }
    }
}
