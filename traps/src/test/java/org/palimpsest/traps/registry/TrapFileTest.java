package org.palimpsest.traps.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.palimpsest.corpus.CorruptInputException;

class TrapFileTest {
    @TempDir
    Path folder;

    @Test
    void readsWhatARegistryWrites() throws Exception {
        TrapRegistry registry =
                TrapRegistry.generate(RegistryOptions.defaults().withCount(3).withControls(0), MasterKey.practice(1));
        registry.write(folder, ControlsFile.OMIT);
        assertThat(TrapFile.read(folder.resolve("traps.jsonl"))).isEqualTo(registry.traps());
    }

    @Test
    void namesTheRowThatIsNoTrap() throws Exception {
        Path file = folder.resolve("traps.jsonl");
        Files.writeString(
                file, "{\"id\":\"a\",\"family\":\"ghost\",\"text\":\"x\"}\n{\"id\":\"b\",\"family\":\"ghost\"}\n");
        assertThatExceptionOfType(CorruptInputException.class)
                .isThrownBy(() -> TrapFile.read(file))
                .withMessageContaining("traps.jsonl, line 2: field \"text\" is missing or blank");
        Files.writeString(file, "");
        assertThatExceptionOfType(CorruptInputException.class)
                .isThrownBy(() -> TrapFile.read(file))
                .withMessageContaining("expected 1 trap or more, found none");
    }
}
