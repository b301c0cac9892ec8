package org.palimpsest.corpus.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunManifestTest {
    @TempDir
    Path folder;

    @Test
    void theSameRunGivesTheSameBytes() throws IOException {
        Path file = Files.writeString(folder.resolve("in"), "abc");
        RunManifest one = RunManifest.ofTool("palimpsest 1")
                .withOption("k", 0.2)
                .withOption("alpha", null)
                .withEngine("pytorch", "2")
                .withEngine("djl", "1")
                .withSeed(7)
                .withInput(file);
        RunManifest two = RunManifest.ofTool("palimpsest 1")
                .withEngine("djl", "1")
                .withInput(file)
                .withSeed(7)
                .withEngine("pytorch", "2")
                .withOption("alpha", null)
                .withOption("k", 9)
                .withOption("k", 0.2);
        ObjectMapper mapper = new ObjectMapper();
        assertThat(mapper.writeValueAsString(two.toMap())).isEqualTo(mapper.writeValueAsString(one.toMap()));
        assertThat(one.toMap().keySet()).containsExactly("tool", "engines", "java", "os", "seed", "options", "inputs");
        assertThat(mapper.writeValueAsString(one.toMap()))
                .contains("\"engines\":{\"djl\":\"1\",\"pytorch\":\"2\"}")
                .contains("\"seed\":7,\"options\":{\"alpha\":null,\"k\":0.2}")
                .contains(
                        "\"bytes\":3,\"sha256\":\"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad\"");
    }

    @Test
    void aFolderCountsWithAllItsFiles() throws IOException {
        Path model = Files.createDirectories(folder.resolve("model/sub"));
        Files.writeString(model.resolve("a"), "12");
        Files.writeString(folder.resolve("model/b"), "345");
        RunManifest.Input input = RunManifest.ofTool("t")
                .withInput(folder.resolve("model"))
                .inputs()
                .get(0);
        assertThat(input.bytes()).isEqualTo(5);
        assertThat(input.sha256()).isEqualTo(Fingerprint.ofDirectory(folder.resolve("model")));
    }

    @Test
    void refusesWhatJsonDoesNotHave() {
        RunManifest manifest = RunManifest.ofTool("t");
        assertThat(manifest.withOption("o", List.of(1, Map.of("a", true))).options())
                .hasSize(1);
        assertThatThrownBy(() -> manifest.withOption("o", List.of(new StringBuilder())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("option o must be a string, number, boolean, list, map or null, got a"
                        + " java.lang.StringBuilder");
        assertThatThrownBy(() -> RunManifest.ofTool("")).hasMessage("tool must not be empty");
        assertThatThrownBy(() -> new RunManifest.Input("p", -1, "0".repeat(64)))
                .hasMessage("bytes must be at least 0, got -1");
        assertThatThrownBy(() -> new RunManifest.Input("p", 1, "AB"))
                .hasMessage("sha256 must be 64 lower-case hex digits, got AB");
    }
}
