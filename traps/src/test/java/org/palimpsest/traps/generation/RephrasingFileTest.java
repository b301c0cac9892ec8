package org.palimpsest.traps.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.palimpsest.corpus.CorruptInputException;
import org.palimpsest.traps.registry.ControlsFile;
import org.palimpsest.traps.registry.MasterKey;
import org.palimpsest.traps.registry.RegistryOptions;
import org.palimpsest.traps.registry.Trap;
import org.palimpsest.traps.registry.TrapFile;
import org.palimpsest.traps.registry.TrapRegistry;

class RephrasingFileTest {
    @TempDir
    private Path folder;

    private Path file(String content) throws IOException {
        return Files.writeString(folder.resolve("rephrasings.jsonl"), content);
    }

    @Test
    void everyDocumentDrawsItsOwnVersionAndIsRemembered() throws IOException {
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < 40; i++) {
            rows.append("{\"id\":\"doc-" + i + "\",\"texts\":[\"a " + i + "\",\"b " + i + "\",\"c " + i + "\"]}\n");
        }
        RegistryOptions options = RegistryOptions.defaults().withList(RephrasingFile.read(file(rows.toString())));
        TrapRegistry registry = TrapRegistry.generate(options, MasterKey.practice(2));
        Set<Character> versions = new HashSet<>();
        for (int i = 0; i < 40; i++) {
            Trap trap = registry.trap(i);
            assertThat(trap.document()).isEqualTo("doc-" + i);
            assertThat(trap.text()).endsWith(" " + i);
            versions.add(trap.text().charAt(0));
        }
        assertThat(versions).hasSize(3);
        registry.write(folder.resolve("registry"), ControlsFile.WRITE);
        assertThat(TrapRegistry.read(folder.resolve("registry")).traps()).isEqualTo(registry.traps());
        assertThat(TrapFile.read(folder.resolve("registry").resolve("traps.jsonl")))
                .isEqualTo(registry.traps());
    }

    @Test
    void saysWhatIsWrong() throws IOException {
        refused("", "expected 1 document or more, found none");
        refused("{\"id\":\"a\",\"texts\":[\"x\"]}\n", "field \"texts\" must be a list of 2 texts or more, got 1");
        refused("{\"texts\":[\"x\",\"y\"]}\n", "field \"id\" is missing or blank");
        refused("{\"id\":\"a\",\"texts\":[\"x\",\"x\"]}\n", "candidates of a group must differ");
        refused("{\"id\":\"a\",\"texts\":[\"x\",\" \"]}\n", "field \"texts\" must hold no blank text");
        refused(
                "{\"id\":\"a\",\"texts\":[\"x\",\"y\"]}\n{\"id\":\"a\",\"texts\":[\"v\",\"w\"]}\n",
                "expected every id once, found one twice");
        refused(
                "{\"id\":\"a\",\"texts\":[\"x\",\"y\"]}\n{\"id\":\"b\",\"texts\":[\"v\",\"w\",\"u\"]}\n",
                "groups of candidates must be of one size");
    }

    private void refused(String content, String message) throws IOException {
        Path file = file(content);
        assertThatExceptionOfType(CorruptInputException.class)
                .isThrownBy(() -> RephrasingFile.read(file))
                .withMessageContaining(message)
                .withMessageContaining("rephrasings.jsonl");
    }
}
